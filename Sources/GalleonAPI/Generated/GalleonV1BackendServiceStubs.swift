// Made by protoc-gen-galleon from galleon/v1/backend_service.proto; see scripts/generate-swift.sh.

import GRPC

/// The backends with their capabilities, capacity and health, and the share types.
///
/// Errors carry google.rpc.Status in `grpc-status-details-bin` with one ErrorInfo: domain
/// "galleon", a stable reason (the words in capitals below), and in its metadata `resource_type`
/// and
/// `resource_id`. INVALID_ARGUMENT has, where nothing else is said, the reason INVALID_ARGUMENT and
/// a BadRequest with a violation for each wrong field. UNAVAILABLE alone is worth an automatic
/// retry; RESOURCE_EXHAUSTED is when its RetryInfo says so.
///
/// A call that changes something takes a request_id. The same id with the same request answers as
/// the first accepted call did and does nothing more; a refused call changed nothing and is judged
/// afresh; the same id with another request is INVALID_ARGUMENT (REQUEST_ID_REUSED); the same id
/// while the first call still runs is ABORTED (REQUEST_PENDING). Without a request_id a repeated
/// call is a new call.
package protocol BackendServiceProvider: Sendable {
  /// Backends, by name. Errors: INVALID_ARGUMENT for a malformed page size or page token.
  func listBackends(_ request: ListBackendsRequest, context: ServerContext) async throws(RPCError)
    -> ListBackendsResponse

  /// One backend. Errors: INVALID_ARGUMENT for a malformed name; NOT_FOUND (BACKEND_NOT_FOUND).
  func getBackend(_ request: GetBackendRequest, context: ServerContext) async throws(RPCError)
    -> GetBackendResponse

  /// Share types, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  func listShareTypes(_ request: ListShareTypesRequest, context: ServerContext)
    async throws(RPCError) -> ListShareTypesResponse

  /// Makes a share type. Errors: INVALID_ARGUMENT; ALREADY_EXISTS (NAME_TAKEN) when the name is
  /// taken.
  func createShareType(_ request: CreateShareTypeRequest, context: ServerContext)
    async throws(RPCError) -> CreateShareTypeResponse

  /// Deletes a share type. Errors: INVALID_ARGUMENT; NOT_FOUND (SHARE_TYPE_NOT_FOUND);
  /// FAILED_PRECONDITION (SHARE_TYPE_IN_USE) while a share has it.
  func deleteShareType(_ request: DeleteShareTypeRequest, context: ServerContext)
    async throws(RPCError) -> DeleteShareTypeResponse
}

extension BackendServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "galleon.v1.BackendService",
      methods: [
        "ListBackends": MethodHandler.unary(ListBackendsRequest.self, ListBackendsResponse.self) {
          (request, context) async throws(RPCError) in
          try await listBackends(request, context: context)
        },
        "GetBackend": MethodHandler.unary(GetBackendRequest.self, GetBackendResponse.self) {
          (request, context) async throws(RPCError) in
          try await getBackend(request, context: context)
        },
        "ListShareTypes": MethodHandler.unary(
          ListShareTypesRequest.self, ListShareTypesResponse.self
        ) { (request, context) async throws(RPCError) in
          try await listShareTypes(request, context: context)
        },
        "CreateShareType": MethodHandler.unary(
          CreateShareTypeRequest.self, CreateShareTypeResponse.self
        ) { (request, context) async throws(RPCError) in
          try await createShareType(request, context: context)
        },
        "DeleteShareType": MethodHandler.unary(
          DeleteShareTypeRequest.self, DeleteShareTypeResponse.self
        ) { (request, context) async throws(RPCError) in
          try await deleteShareType(request, context: context)
        },
      ])
  }
}

/// Calls `galleon.v1.BackendService`.
///
/// The backends with their capabilities, capacity and health, and the share types.
///
/// Errors carry google.rpc.Status in `grpc-status-details-bin` with one ErrorInfo: domain
/// "galleon", a stable reason (the words in capitals below), and in its metadata `resource_type`
/// and
/// `resource_id`. INVALID_ARGUMENT has, where nothing else is said, the reason INVALID_ARGUMENT and
/// a BadRequest with a violation for each wrong field. UNAVAILABLE alone is worth an automatic
/// retry; RESOURCE_EXHAUSTED is when its RetryInfo says so.
///
/// A call that changes something takes a request_id. The same id with the same request answers as
/// the first accepted call did and does nothing more; a refused call changed nothing and is judged
/// afresh; the same id with another request is INVALID_ARGUMENT (REQUEST_ID_REUSED); the same id
/// while the first call still runs is ABORTED (REQUEST_PENDING). Without a request_id a repeated
/// call is a new call.
package struct BackendServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// Backends, by name. Errors: INVALID_ARGUMENT for a malformed page size or page token.
  package func listBackends(_ request: ListBackendsRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> ListBackendsResponse
  {
    try await channel.unary(
      path: "/galleon.v1.BackendService/ListBackends", request, options: options)
  }

  /// One backend. Errors: INVALID_ARGUMENT for a malformed name; NOT_FOUND (BACKEND_NOT_FOUND).
  package func getBackend(_ request: GetBackendRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> GetBackendResponse
  {
    try await channel.unary(
      path: "/galleon.v1.BackendService/GetBackend", request, options: options)
  }

  /// Share types, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  package func listShareTypes(
    _ request: ListShareTypesRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ListShareTypesResponse {
    try await channel.unary(
      path: "/galleon.v1.BackendService/ListShareTypes", request, options: options)
  }

  /// Makes a share type. Errors: INVALID_ARGUMENT; ALREADY_EXISTS (NAME_TAKEN) when the name is
  /// taken.
  package func createShareType(
    _ request: CreateShareTypeRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> CreateShareTypeResponse {
    try await channel.unary(
      path: "/galleon.v1.BackendService/CreateShareType", request, options: options)
  }

  /// Deletes a share type. Errors: INVALID_ARGUMENT; NOT_FOUND (SHARE_TYPE_NOT_FOUND);
  /// FAILED_PRECONDITION (SHARE_TYPE_IN_USE) while a share has it.
  package func deleteShareType(
    _ request: DeleteShareTypeRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> DeleteShareTypeResponse {
    try await channel.unary(
      path: "/galleon.v1.BackendService/DeleteShareType", request, options: options)
  }
}
