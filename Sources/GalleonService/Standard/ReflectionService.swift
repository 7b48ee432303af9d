import GRPC
import GalleonAPI

/// Server reflection, so that tools need no schema: grpc.reflection.v1, and v1alpha, whose messages are the same on the wire.
package struct ReflectionService: GrpcReflectionV1ServerReflectionProvider {
  private typealias Answer = GrpcReflectionV1ServerReflectionResponse.MessageResponse

  private let services: [String]
  private let index = DescriptorIndex.shared

  /// - Parameter services: the full names of the services to list.
  package init(services: [String]) {
    self.services = services.sorted()
  }

  /// Both versions.
  package var allRoutes: [ServiceRoutes] {
    let method = MethodHandler.bidirectional(
      GrpcReflectionV1ServerReflectionRequest.self, GrpcReflectionV1ServerReflectionResponse.self
    ) { (requests, writer, context) async throws(RPCError) in
      try await serverReflectionInfo(requests, writer: writer, context: context)
    }
    let older = ServiceRoutes(
      service: "grpc.reflection.v1alpha.ServerReflection",
      methods: ["ServerReflectionInfo": method])
    return [routes, older]
  }

  package func serverReflectionInfo(
    _ requests: RequestStream<GrpcReflectionV1ServerReflectionRequest>,
    writer: ResponseWriter<GrpcReflectionV1ServerReflectionResponse>, context: ServerContext
  ) async throws(RPCError) {
    while let request = try await requests.next() {
      try await writer.write(
        GrpcReflectionV1ServerReflectionResponse(
          validHost: request.host, originalRequest: request, messageResponse: answer(request)))
    }
  }

  private func answer(_ request: GrpcReflectionV1ServerReflectionRequest) -> Answer {
    switch request.messageRequest {
    case .listServices:
      .listServicesResponse(.init(service: services.map { .init(name: $0) }))
    case .fileByFilename(let name):
      files(index.file(named: name), "no file is called “\(name)”")
    case .fileContainingSymbol(let symbol):
      files(index.file(defining: symbol), "nothing is called “\(symbol)”")
    case .fileContainingExtension(let asked):
      files(nil, "“\(asked.containingType)” has no extension \(asked.extensionNumber)")
    case .allExtensionNumbersOfType(let type):
      index.file(defining: type) == nil
        ? files(nil, "nothing is called “\(type)”")
        : .allExtensionNumbersResponse(.init(baseTypeName: type))
    case nil:
      .errorResponse(
        .init(errorCode: Int32(StatusCode.invalidArgument.rawValue), errorMessage: "no question"))
    }
  }

  private func files(_ name: String?, _ otherwise: String) -> Answer {
    guard let name else {
      return .errorResponse(
        .init(errorCode: Int32(StatusCode.notFound.rawValue), errorMessage: otherwise))
    }
    return .fileDescriptorResponse(.init(fileDescriptorProto: index.closure(of: name)))
  }
}
