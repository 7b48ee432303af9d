import Protobuf

/// A method's code behind a uniform face: the types of its messages are known to the closure alone.
///
/// A handler is an async function that runs on the connection's own loop, so a call that need not
/// wait costs no thread hop; a handler that computes for long must leave the loop by itself. Its
/// task is cancelled when the client gives up, the connection is lost or the deadline passes.
package struct MethodHandler: Sendable {
  package let kind: CallKind

  /// Starts the handler; on the call's loop. The bytes are the one request of a call whose request
  /// is not a stream, and empty otherwise; they are valid during the call only.
  let start: @Sendable (ServerCall, UnsafeRawBufferPointer) -> Void

  /// One request, one response.
  package static func unary<Request: ProtobufMessage, Response: ProtobufMessage>(
    _ request: Request.Type, _ response: Response.Type,
    _ handler:
      nonisolated(nonsending) @escaping @Sendable (Request, ServerContext) async throws(RPCError) ->
      Response
  ) -> MethodHandler {
    MethodHandler(kind: .unary) { call, bytes in
      guard let request = call.decode(Request.self, bytes) else { return }
      answer(call, request, handler)
    }
  }

  /// One request, one response that is often there already: `ready` is asked first, on the loop,
  /// and must not block; when it has none, the handler makes one.
  package static func unary<Request: ProtobufMessage, Response: ProtobufMessage>(
    _ request: Request.Type, _ response: Response.Type,
    ready:
      @escaping @Sendable (Request, ServerContext) throws(RPCError) -> EncodedMessage?,
    _ handler:
      nonisolated(nonsending) @escaping @Sendable (Request, ServerContext) async throws(RPCError) ->
      Response
  ) -> MethodHandler {
    MethodHandler(kind: .unary) { call, bytes in
      guard let request = call.decode(Request.self, bytes) else { return }
      do throws(RPCError) {
        if let answer = try ready(request, ServerContext(call: call)) {
          return call.succeed(answer)
        }
      } catch {
        return call.fail(error)
      }
      answer(call, request, handler)
    }
  }

  private static func answer<Request: ProtobufMessage, Response: ProtobufMessage>(
    _ call: ServerCall, _ request: Request,
    _ handler:
      nonisolated(nonsending) @escaping @Sendable (Request, ServerContext) async throws(RPCError) ->
      Response
  ) {
    call.start {
      do throws(RPCError) {
        let response = try await handler(request, ServerContext(call: call))
        try call.handlerReturned(answer: response)
      } catch {
        call.fail(error)
      }
    }
  }

  /// One request, any number of responses.
  package static func serverStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
    _ request: Request.Type, _ response: Response.Type,
    _ handler:
      nonisolated(nonsending) @escaping @Sendable (Request, ResponseWriter<Response>, ServerContext)
      async throws(RPCError) -> Void
  ) -> MethodHandler {
    MethodHandler(kind: .serverStreaming) { call, bytes in
      guard let request = call.decode(Request.self, bytes) else { return }
      call.start {
        do throws(RPCError) {
          try await handler(request, ResponseWriter(call: call), ServerContext(call: call))
          call.handlerReturned(nil)
        } catch {
          call.fail(error)
        }
      }
    }
  }

  /// Any number of requests, one response.
  package static func clientStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
    _ request: Request.Type, _ response: Response.Type,
    _ handler:
      nonisolated(nonsending) @escaping @Sendable (RequestStream<Request>, ServerContext)
      async throws(RPCError) -> Response
  ) -> MethodHandler {
    MethodHandler(kind: .clientStreaming) { call, _ in
      call.start {
        do throws(RPCError) {
          let response = try await handler(RequestStream(call: call), ServerContext(call: call))
          call.handlerReturned(try EncodedMessage(response))
        } catch {
          call.fail(error)
        }
      }
    }
  }

  /// Any number of requests and of responses, independent of each other.
  package static func bidirectional<Request: ProtobufMessage, Response: ProtobufMessage>(
    _ request: Request.Type, _ response: Response.Type,
    _ handler:
      nonisolated(nonsending) @escaping @Sendable (
        RequestStream<Request>, ResponseWriter<Response>, ServerContext
      )
      async throws(RPCError) -> Void
  ) -> MethodHandler {
    MethodHandler(kind: .bidirectional) { call, _ in
      call.start {
        do throws(RPCError) {
          try await handler(
            RequestStream(call: call), ResponseWriter(call: call), ServerContext(call: call))
          call.handlerReturned(nil)
        } catch {
          call.fail(error)
        }
      }
    }
  }
}
