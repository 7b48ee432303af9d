/// Writes a service: the protocol that a server implements, its table of routes, and the client.
struct ServiceWriter {
  let names: SwiftName
  let service: ServiceType

  private var type: String { names.type(service.name) }
  private var provider: String { type + "Provider" }

  func write(to source: inout SourceText) {
    writeProvider(&source)
    source.line()
    writeRoutes(&source)
    source.line()
    writeClient(&source)
  }

  private func writeProvider(_ source: inout SourceText) {
    source.documentation(service.comment)
    source.block("package protocol \(provider): Sendable {") { source in
      for (index, method) in service.methods.enumerated() {
        if index > 0 { source.line() }
        source.documentation(method.comment)
        source.line(
          "func \(name(method))(\(handlerParameters(method)), context: ServerContext) "
            + "async throws(RPCError)\(method.isResponseStreamed ? "" : " -> \(response(method))")")
      }
    }
  }

  private func handlerParameters(_ method: ServiceType.Method) -> String {
    let request =
      method.isRequestStreamed
      ? "_ requests: RequestStream<\(request(method))>" : "_ request: \(request(method))"
    let writer =
      method.isResponseStreamed ? ", writer: ResponseWriter<\(response(method))>" : ""
    return request + writer
  }

  private func writeRoutes(_ source: inout SourceText) {
    source.block("extension \(provider) {") { source in
      source.documentation("The methods by their names, for `Router.register(_:)`.")
      source.block("package var routes: ServiceRoutes {") { source in
        source.block("ServiceRoutes(service: \"\(service.name.full)\", methods: [", end: "])") {
          source in
          if service.methods.isEmpty { source.line(":") }
          for method in service.methods { writeRoute(method, &source) }
        }
      }
    }
  }

  private func writeRoute(_ method: ServiceType.Method, _ source: inout SourceText) {
    let kind =
      switch (method.isRequestStreamed, method.isResponseStreamed) {
      case (false, false): "unary"
      case (false, true): "serverStreaming"
      case (true, false): "clientStreaming"
      case (true, true): "bidirectional"
      }
    let input = method.isRequestStreamed ? "requests" : "request"
    let writer = method.isResponseStreamed ? ", writer" : ""
    let call =
      "try await \(name(method))(\(input)\(writer.isEmpty ? "" : ", writer: writer"), "
      + "context: context)"
    source.block(
      "\"\(method.name)\": MethodHandler.\(kind)(\(request(method)).self, "
        + "\(response(method)).self) { (\(input)\(writer), context) async throws(RPCError) in",
      end: "},"
    ) { source in source.line(call) }
  }

  private func writeClient(_ source: inout SourceText) {
    source.documentation("Calls `\(service.name.full)`.\n\n\(service.comment)")
    source.block("package struct \(type)Client: Sendable {") { source in
      source.line("private let channel: ClientChannel")
      source.line()
      source.line("package init(_ channel: ClientChannel) { self.channel = channel }")
      for method in service.methods {
        source.line()
        source.documentation(method.comment)
        writeCall(method, &source)
      }
    }
  }

  private func writeCall(_ method: ServiceType.Method, _ source: inout SourceText) {
    let path = "\"/\(service.name.full)/\(method.name)\""
    let options = "options: CallOptions = CallOptions()"
    let (request, response) = (request(method), response(method))
    let (head, call) =
      switch (method.isRequestStreamed, method.isResponseStreamed) {
      case (false, false):
        (
          "_ request: \(request), \(options)) async throws(RPCError) -> \(response)",
          "unary(path: \(path), request, options: options)"
        )
      case (false, true):
        (
          "_ request: \(request), \(options)) async throws(RPCError) "
            + "-> ResponseStream<\(response)>",
          "serverStreaming(path: \(path), request, options: options)"
        )
      case (true, false):
        (
          "\(options), requests: (RequestWriter<\(request)>) async throws(RPCError) -> Void) "
            + "async throws(RPCError) -> \(response)",
          "clientStreaming(path: \(path), options: options, requests: requests)"
        )
      case (true, true):
        (
          "\(options)) async throws(RPCError) -> BidirectionalCall<\(request), \(response)>",
          "bidirectional(path: \(path), options: options)"
        )
      }
    source.block("package func \(name(method))(\(head) {") { source in
      source.line("try await channel.\(call)")
    }
  }

  private func name(_ method: ServiceType.Method) -> String { SwiftName.property(method.name) }
  private func request(_ method: ServiceType.Method) -> String { names.type(method.request) }
  private func response(_ method: ServiceType.Method) -> String { names.type(method.response) }
}
