// Made by protoc-gen-galleon from galleon/v1/share_server_service.proto; see scripts/generate-swift.sh.

import GRPC

/// The inventory of share servers.
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
package protocol ShareServerServiceProvider: Sendable {
  /// Makes a share server on a backend. Returns when it is recorded, in status creating; it becomes
  /// active, or error, when the backend has made it. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (BACKEND_NOT_FOUND, SHARE_NETWORK_NOT_FOUND, SHARE_NETWORK_SUBNET_NOT_FOUND);
  /// FAILED_PRECONDITION (SHARE_NETWORK_OTHER_PROJECT, SHARE_NETWORK_NOT_ACTIVE,
  /// NO_SUBNET_IN_AVAILABILITY_ZONE, NO_FREE_ADDRESS); UNAVAILABLE (BACKEND_DISABLED,
  /// BACKEND_EVACUATING, BACKEND_DOWN).
  func createShareServer(_ request: CreateShareServerRequest, context: ServerContext)
    async throws(RPCError) -> CreateShareServerResponse

  /// One share server. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND
  /// (SHARE_SERVER_NOT_FOUND).
  func getShareServer(_ request: GetShareServerRequest, context: ServerContext)
    async throws(RPCError) -> GetShareServerResponse

  /// Share servers, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or
  /// page token.
  func listShareServers(_ request: ListShareServersRequest, context: ServerContext)
    async throws(RPCError) -> ListShareServersResponse

  /// Deletes a share server that holds no shares. Returns when it is recorded, in status deleting;
  /// the record goes when the backend has removed the server. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_SERVER_NOT_FOUND); FAILED_PRECONDITION (SHARE_SERVER_HAS_SHARES,
  /// SHARE_SERVER_MIGRATING); UNAVAILABLE (BACKEND_DOWN).
  func deleteShareServer(_ request: DeleteShareServerRequest, context: ServerContext)
    async throws(RPCError) -> DeleteShareServerResponse

  /// The operator's last resort: sets the status of one share server and touches nothing else, in
  /// any state. When the share server was part of a migration, its history records it. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND.
  func resetShareServerStatus(_ request: ResetShareServerStatusRequest, context: ServerContext)
    async throws(RPCError) -> ResetShareServerStatusResponse

  /// The operator's last resort: sets the task state of one share server and touches nothing else,
  /// in any state. When the share server was part of a migration, its history records it. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND.
  func resetShareServerTaskState(
    _ request: ResetShareServerTaskStateRequest, context: ServerContext
  ) async throws(RPCError) -> ResetShareServerTaskStateResponse
}

extension ShareServerServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "galleon.v1.ShareServerService",
      methods: [
        "CreateShareServer": MethodHandler.unary(
          CreateShareServerRequest.self, CreateShareServerResponse.self
        ) { (request, context) async throws(RPCError) in
          try await createShareServer(request, context: context)
        },
        "GetShareServer": MethodHandler.unary(
          GetShareServerRequest.self, GetShareServerResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getShareServer(request, context: context)
        },
        "ListShareServers": MethodHandler.unary(
          ListShareServersRequest.self, ListShareServersResponse.self
        ) { (request, context) async throws(RPCError) in
          try await listShareServers(request, context: context)
        },
        "DeleteShareServer": MethodHandler.unary(
          DeleteShareServerRequest.self, DeleteShareServerResponse.self
        ) { (request, context) async throws(RPCError) in
          try await deleteShareServer(request, context: context)
        },
        "ResetShareServerStatus": MethodHandler.unary(
          ResetShareServerStatusRequest.self, ResetShareServerStatusResponse.self
        ) { (request, context) async throws(RPCError) in
          try await resetShareServerStatus(request, context: context)
        },
        "ResetShareServerTaskState": MethodHandler.unary(
          ResetShareServerTaskStateRequest.self, ResetShareServerTaskStateResponse.self
        ) { (request, context) async throws(RPCError) in
          try await resetShareServerTaskState(request, context: context)
        },
      ])
  }
}

/// Calls `galleon.v1.ShareServerService`.
///
/// The inventory of share servers.
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
package struct ShareServerServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// Makes a share server on a backend. Returns when it is recorded, in status creating; it becomes
  /// active, or error, when the backend has made it. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (BACKEND_NOT_FOUND, SHARE_NETWORK_NOT_FOUND, SHARE_NETWORK_SUBNET_NOT_FOUND);
  /// FAILED_PRECONDITION (SHARE_NETWORK_OTHER_PROJECT, SHARE_NETWORK_NOT_ACTIVE,
  /// NO_SUBNET_IN_AVAILABILITY_ZONE, NO_FREE_ADDRESS); UNAVAILABLE (BACKEND_DISABLED,
  /// BACKEND_EVACUATING, BACKEND_DOWN).
  package func createShareServer(
    _ request: CreateShareServerRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> CreateShareServerResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareServerService/CreateShareServer", request, options: options)
  }

  /// One share server. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND
  /// (SHARE_SERVER_NOT_FOUND).
  package func getShareServer(
    _ request: GetShareServerRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GetShareServerResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareServerService/GetShareServer", request, options: options)
  }

  /// Share servers, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or
  /// page token.
  package func listShareServers(
    _ request: ListShareServersRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ListShareServersResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareServerService/ListShareServers", request, options: options)
  }

  /// Deletes a share server that holds no shares. Returns when it is recorded, in status deleting;
  /// the record goes when the backend has removed the server. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_SERVER_NOT_FOUND); FAILED_PRECONDITION (SHARE_SERVER_HAS_SHARES,
  /// SHARE_SERVER_MIGRATING); UNAVAILABLE (BACKEND_DOWN).
  package func deleteShareServer(
    _ request: DeleteShareServerRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> DeleteShareServerResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareServerService/DeleteShareServer", request, options: options)
  }

  /// The operator's last resort: sets the status of one share server and touches nothing else, in
  /// any state. When the share server was part of a migration, its history records it. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND.
  package func resetShareServerStatus(
    _ request: ResetShareServerStatusRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResetShareServerStatusResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareServerService/ResetShareServerStatus", request, options: options)
  }

  /// The operator's last resort: sets the task state of one share server and touches nothing else,
  /// in any state. When the share server was part of a migration, its history records it. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND.
  package func resetShareServerTaskState(
    _ request: ResetShareServerTaskStateRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResetShareServerTaskStateResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareServerService/ResetShareServerTaskState", request, options: options)
  }
}
