import GRPC

extension PublishedServiceConfig {
  /// The same, read.
  package static let parsed: ServiceConfig = {
    do throws(ServiceConfig.Invalid) {
      return try ServiceConfig(json: json)
    } catch {
      preconditionFailure("the published service config cannot be used: \(error)")
    }
  }()
}
