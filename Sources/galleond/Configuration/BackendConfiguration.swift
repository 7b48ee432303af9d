/// One backend stanza.
struct BackendConfiguration: Sendable, Equatable {
  /// The part of the address before `@`.
  var host: String
  /// The part after `@`.
  var name: String
  var availabilityZone: String
  /// Whether it may be used; can be changed by a reload.
  var enabled: Bool
  /// Migrations that may copy from or to it at the same time; 0 is no limit, nil what holds for all. Can be changed by a reload.
  var maxConcurrent: Int64?
  /// Most bytes a second that migrations move from or to it; nil is no limit. Can be changed by a reload.
  var bandwidthLimit: Int64?
  var driver: DriverConfiguration

  /// `host@name`, the name the API knows it by.
  var address: String { "\(host)@\(name)" }
}

/// A driver with its options.
enum DriverConfiguration: Sendable, Equatable {
  case directory(DirectoryConfiguration)
  case dummy(DummyConfiguration)

  /// The words for `driver:`.
  enum Kind: String, Sendable, CaseIterable {
    case directory
    case dummy
  }

  var kind: Kind {
    switch self {
    case .directory: .directory
    case .dummy: .dummy
    }
  }
}
