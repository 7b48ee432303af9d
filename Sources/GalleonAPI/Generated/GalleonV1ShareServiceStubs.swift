// Made by protoc-gen-galleon from galleon/v1/share_service.proto; see scripts/generate-swift.sh.

import GRPC

/// The inventory of shares, their snapshots and their access rules.
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
package protocol ShareServiceProvider: Sendable {
  /// Makes a share on a share server. Returns when it is recorded, in status creating; it becomes
  /// available, or error, when the backend has made it. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_SERVER_NOT_FOUND, SHARE_TYPE_NOT_FOUND); FAILED_PRECONDITION (SHARE_SERVER_NOT_ACTIVE,
  /// SHARE_SERVER_MIGRATING, SHARE_TYPE_AVAILABILITY_ZONE_MISMATCH, PROTOCOL_NOT_SUPPORTED);
  /// UNAVAILABLE (BACKEND_DISABLED, BACKEND_DOWN).
  func createShare(_ request: CreateShareRequest, context: ServerContext) async throws(RPCError)
    -> CreateShareResponse

  /// One share. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND (SHARE_NOT_FOUND).
  func getShare(_ request: GetShareRequest, context: ServerContext) async throws(RPCError)
    -> GetShareResponse

  /// Shares, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  func listShares(_ request: ListSharesRequest, context: ServerContext) async throws(RPCError)
    -> ListSharesResponse

  /// Deletes a share, its access rules with it. Returns when it is recorded, in status deleting;
  /// the record goes when the backend has removed the share. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_NOT_FOUND); FAILED_PRECONDITION (SHARE_HAS_SNAPSHOTS); FAILED_PRECONDITION
  /// (SHARE_SERVER_MIGRATING) while its server is part of a running migration; UNAVAILABLE
  /// (BACKEND_DOWN).
  func deleteShare(_ request: DeleteShareRequest, context: ServerContext) async throws(RPCError)
    -> DeleteShareResponse

  /// Makes a share larger. Returns when it is recorded, in status extending. Errors:
  /// INVALID_ARGUMENT, also (SIZE_NOT_LARGER) when the size is not larger than now; NOT_FOUND
  /// (SHARE_NOT_FOUND); FAILED_PRECONDITION (SHARE_NOT_AVAILABLE); FAILED_PRECONDITION
  /// (SHARE_SERVER_MIGRATING) while its server is part of a running migration; UNAVAILABLE
  /// (BACKEND_DOWN).
  func extendShare(_ request: ExtendShareRequest, context: ServerContext) async throws(RPCError)
    -> ExtendShareResponse

  /// The operator's last resort: sets the status of one share and touches nothing else, in any
  /// state. When the share was part of a migration, its history records it. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND.
  func resetShareStatus(_ request: ResetShareStatusRequest, context: ServerContext)
    async throws(RPCError) -> ResetShareStatusResponse

  /// Takes a snapshot of a share. Returns when it is recorded, in status creating. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND (SHARE_NOT_FOUND); FAILED_PRECONDITION (SHARE_NOT_AVAILABLE);
  /// FAILED_PRECONDITION (SHARE_SERVER_MIGRATING) while its server is part of a running migration;
  /// UNAVAILABLE (BACKEND_DOWN).
  func createSnapshot(_ request: CreateSnapshotRequest, context: ServerContext)
    async throws(RPCError) -> CreateSnapshotResponse

  /// One snapshot. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND (SNAPSHOT_NOT_FOUND).
  func getSnapshot(_ request: GetSnapshotRequest, context: ServerContext) async throws(RPCError)
    -> GetSnapshotResponse

  /// Snapshots, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  func listSnapshots(_ request: ListSnapshotsRequest, context: ServerContext) async throws(RPCError)
    -> ListSnapshotsResponse

  /// Deletes a snapshot. Returns when it is recorded, in status deleting; the record goes when the
  /// backend has removed the snapshot. Errors: INVALID_ARGUMENT; NOT_FOUND (SNAPSHOT_NOT_FOUND);
  /// FAILED_PRECONDITION (SHARE_SERVER_MIGRATING) while its server is part of a running migration;
  /// UNAVAILABLE (BACKEND_DOWN).
  func deleteSnapshot(_ request: DeleteSnapshotRequest, context: ServerContext)
    async throws(RPCError) -> DeleteSnapshotResponse

  /// The operator's last resort: sets the status of one snapshot and touches nothing else, in any
  /// state. When the snapshot was part of a migration, its history records it. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND.
  func resetSnapshotStatus(_ request: ResetSnapshotStatusRequest, context: ServerContext)
    async throws(RPCError) -> ResetSnapshotStatusResponse

  /// Adds an access rule to a share. Returns when it is recorded, in state queued_to_apply. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND (SHARE_NOT_FOUND); ALREADY_EXISTS (ACCESS_RULE_EXISTS) when the
  /// share has a rule of this type and name; FAILED_PRECONDITION (SHARE_NOT_AVAILABLE);
  /// FAILED_PRECONDITION (SHARE_SERVER_MIGRATING) while its server is part of a running migration;
  /// UNAVAILABLE (BACKEND_DOWN).
  func allowAccess(_ request: AllowAccessRequest, context: ServerContext) async throws(RPCError)
    -> AllowAccessResponse

  /// Access rules of a share, oldest first. Errors: INVALID_ARGUMENT for a malformed id, page size
  /// or page token; NOT_FOUND (SHARE_NOT_FOUND).
  func listAccessRules(_ request: ListAccessRulesRequest, context: ServerContext)
    async throws(RPCError) -> ListAccessRulesResponse

  /// Removes an access rule. Returns when it is recorded, in state queued_to_deny; the record goes
  /// when the rule is no longer in force. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (ACCESS_RULE_NOT_FOUND); FAILED_PRECONDITION (SHARE_SERVER_MIGRATING) while its server is part
  /// of a running migration; UNAVAILABLE (BACKEND_DOWN).
  func denyAccess(_ request: DenyAccessRequest, context: ServerContext) async throws(RPCError)
    -> DenyAccessResponse
}

extension ShareServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "galleon.v1.ShareService",
      methods: [
        "CreateShare": MethodHandler.unary(CreateShareRequest.self, CreateShareResponse.self) {
          (request, context) async throws(RPCError) in
          try await createShare(request, context: context)
        },
        "GetShare": MethodHandler.unary(GetShareRequest.self, GetShareResponse.self) {
          (request, context) async throws(RPCError) in
          try await getShare(request, context: context)
        },
        "ListShares": MethodHandler.unary(ListSharesRequest.self, ListSharesResponse.self) {
          (request, context) async throws(RPCError) in
          try await listShares(request, context: context)
        },
        "DeleteShare": MethodHandler.unary(DeleteShareRequest.self, DeleteShareResponse.self) {
          (request, context) async throws(RPCError) in
          try await deleteShare(request, context: context)
        },
        "ExtendShare": MethodHandler.unary(ExtendShareRequest.self, ExtendShareResponse.self) {
          (request, context) async throws(RPCError) in
          try await extendShare(request, context: context)
        },
        "ResetShareStatus": MethodHandler.unary(
          ResetShareStatusRequest.self, ResetShareStatusResponse.self
        ) { (request, context) async throws(RPCError) in
          try await resetShareStatus(request, context: context)
        },
        "CreateSnapshot": MethodHandler.unary(
          CreateSnapshotRequest.self, CreateSnapshotResponse.self
        ) { (request, context) async throws(RPCError) in
          try await createSnapshot(request, context: context)
        },
        "GetSnapshot": MethodHandler.unary(GetSnapshotRequest.self, GetSnapshotResponse.self) {
          (request, context) async throws(RPCError) in
          try await getSnapshot(request, context: context)
        },
        "ListSnapshots": MethodHandler.unary(ListSnapshotsRequest.self, ListSnapshotsResponse.self)
        { (request, context) async throws(RPCError) in
          try await listSnapshots(request, context: context)
        },
        "DeleteSnapshot": MethodHandler.unary(
          DeleteSnapshotRequest.self, DeleteSnapshotResponse.self
        ) { (request, context) async throws(RPCError) in
          try await deleteSnapshot(request, context: context)
        },
        "ResetSnapshotStatus": MethodHandler.unary(
          ResetSnapshotStatusRequest.self, ResetSnapshotStatusResponse.self
        ) { (request, context) async throws(RPCError) in
          try await resetSnapshotStatus(request, context: context)
        },
        "AllowAccess": MethodHandler.unary(AllowAccessRequest.self, AllowAccessResponse.self) {
          (request, context) async throws(RPCError) in
          try await allowAccess(request, context: context)
        },
        "ListAccessRules": MethodHandler.unary(
          ListAccessRulesRequest.self, ListAccessRulesResponse.self
        ) { (request, context) async throws(RPCError) in
          try await listAccessRules(request, context: context)
        },
        "DenyAccess": MethodHandler.unary(DenyAccessRequest.self, DenyAccessResponse.self) {
          (request, context) async throws(RPCError) in
          try await denyAccess(request, context: context)
        },
      ])
  }
}

/// Calls `galleon.v1.ShareService`.
///
/// The inventory of shares, their snapshots and their access rules.
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
package struct ShareServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// Makes a share on a share server. Returns when it is recorded, in status creating; it becomes
  /// available, or error, when the backend has made it. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_SERVER_NOT_FOUND, SHARE_TYPE_NOT_FOUND); FAILED_PRECONDITION (SHARE_SERVER_NOT_ACTIVE,
  /// SHARE_SERVER_MIGRATING, SHARE_TYPE_AVAILABILITY_ZONE_MISMATCH, PROTOCOL_NOT_SUPPORTED);
  /// UNAVAILABLE (BACKEND_DISABLED, BACKEND_DOWN).
  package func createShare(_ request: CreateShareRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> CreateShareResponse
  {
    try await channel.unary(path: "/galleon.v1.ShareService/CreateShare", request, options: options)
  }

  /// One share. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND (SHARE_NOT_FOUND).
  package func getShare(_ request: GetShareRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> GetShareResponse
  {
    try await channel.unary(path: "/galleon.v1.ShareService/GetShare", request, options: options)
  }

  /// Shares, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  package func listShares(_ request: ListSharesRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> ListSharesResponse
  {
    try await channel.unary(path: "/galleon.v1.ShareService/ListShares", request, options: options)
  }

  /// Deletes a share, its access rules with it. Returns when it is recorded, in status deleting;
  /// the record goes when the backend has removed the share. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_NOT_FOUND); FAILED_PRECONDITION (SHARE_HAS_SNAPSHOTS); FAILED_PRECONDITION
  /// (SHARE_SERVER_MIGRATING) while its server is part of a running migration; UNAVAILABLE
  /// (BACKEND_DOWN).
  package func deleteShare(_ request: DeleteShareRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> DeleteShareResponse
  {
    try await channel.unary(path: "/galleon.v1.ShareService/DeleteShare", request, options: options)
  }

  /// Makes a share larger. Returns when it is recorded, in status extending. Errors:
  /// INVALID_ARGUMENT, also (SIZE_NOT_LARGER) when the size is not larger than now; NOT_FOUND
  /// (SHARE_NOT_FOUND); FAILED_PRECONDITION (SHARE_NOT_AVAILABLE); FAILED_PRECONDITION
  /// (SHARE_SERVER_MIGRATING) while its server is part of a running migration; UNAVAILABLE
  /// (BACKEND_DOWN).
  package func extendShare(_ request: ExtendShareRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> ExtendShareResponse
  {
    try await channel.unary(path: "/galleon.v1.ShareService/ExtendShare", request, options: options)
  }

  /// The operator's last resort: sets the status of one share and touches nothing else, in any
  /// state. When the share was part of a migration, its history records it. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND.
  package func resetShareStatus(
    _ request: ResetShareStatusRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResetShareStatusResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareService/ResetShareStatus", request, options: options)
  }

  /// Takes a snapshot of a share. Returns when it is recorded, in status creating. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND (SHARE_NOT_FOUND); FAILED_PRECONDITION (SHARE_NOT_AVAILABLE);
  /// FAILED_PRECONDITION (SHARE_SERVER_MIGRATING) while its server is part of a running migration;
  /// UNAVAILABLE (BACKEND_DOWN).
  package func createSnapshot(
    _ request: CreateSnapshotRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> CreateSnapshotResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareService/CreateSnapshot", request, options: options)
  }

  /// One snapshot. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND (SNAPSHOT_NOT_FOUND).
  package func getSnapshot(_ request: GetSnapshotRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> GetSnapshotResponse
  {
    try await channel.unary(path: "/galleon.v1.ShareService/GetSnapshot", request, options: options)
  }

  /// Snapshots, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  package func listSnapshots(_ request: ListSnapshotsRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> ListSnapshotsResponse
  {
    try await channel.unary(
      path: "/galleon.v1.ShareService/ListSnapshots", request, options: options)
  }

  /// Deletes a snapshot. Returns when it is recorded, in status deleting; the record goes when the
  /// backend has removed the snapshot. Errors: INVALID_ARGUMENT; NOT_FOUND (SNAPSHOT_NOT_FOUND);
  /// FAILED_PRECONDITION (SHARE_SERVER_MIGRATING) while its server is part of a running migration;
  /// UNAVAILABLE (BACKEND_DOWN).
  package func deleteSnapshot(
    _ request: DeleteSnapshotRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> DeleteSnapshotResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareService/DeleteSnapshot", request, options: options)
  }

  /// The operator's last resort: sets the status of one snapshot and touches nothing else, in any
  /// state. When the snapshot was part of a migration, its history records it. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND.
  package func resetSnapshotStatus(
    _ request: ResetSnapshotStatusRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResetSnapshotStatusResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareService/ResetSnapshotStatus", request, options: options)
  }

  /// Adds an access rule to a share. Returns when it is recorded, in state queued_to_apply. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND (SHARE_NOT_FOUND); ALREADY_EXISTS (ACCESS_RULE_EXISTS) when the
  /// share has a rule of this type and name; FAILED_PRECONDITION (SHARE_NOT_AVAILABLE);
  /// FAILED_PRECONDITION (SHARE_SERVER_MIGRATING) while its server is part of a running migration;
  /// UNAVAILABLE (BACKEND_DOWN).
  package func allowAccess(_ request: AllowAccessRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> AllowAccessResponse
  {
    try await channel.unary(path: "/galleon.v1.ShareService/AllowAccess", request, options: options)
  }

  /// Access rules of a share, oldest first. Errors: INVALID_ARGUMENT for a malformed id, page size
  /// or page token; NOT_FOUND (SHARE_NOT_FOUND).
  package func listAccessRules(
    _ request: ListAccessRulesRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ListAccessRulesResponse {
    try await channel.unary(
      path: "/galleon.v1.ShareService/ListAccessRules", request, options: options)
  }

  /// Removes an access rule. Returns when it is recorded, in state queued_to_deny; the record goes
  /// when the rule is no longer in force. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (ACCESS_RULE_NOT_FOUND); FAILED_PRECONDITION (SHARE_SERVER_MIGRATING) while its server is part
  /// of a running migration; UNAVAILABLE (BACKEND_DOWN).
  package func denyAccess(_ request: DenyAccessRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> DenyAccessResponse
  {
    try await channel.unary(path: "/galleon.v1.ShareService/DenyAccess", request, options: options)
  }
}
