// Made by protoc-gen-galleon from galleon/v1/migration_service.proto; see scripts/generate-swift.sh.

import GRPC

/// Moves share servers between backends in two phases: the first copies while clients work, the
/// second cuts over when the operator says so.
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
///
/// The refusals of CheckMigration and StartMigration, in the order in which they are looked for:
/// * NOT_FOUND: SHARE_SERVER_NOT_FOUND
/// * INVALID_ARGUMENT: INVALID_ARGUMENT
/// * NOT_FOUND: SHARE_NETWORK_NOT_FOUND; FAILED_PRECONDITION: SHARE_NETWORK_OTHER_PROJECT,
///   SHARE_NETWORK_NOT_ACTIVE
/// * FAILED_PRECONDITION: SHARE_SERVER_HAS_NO_SHARES
/// * FAILED_PRECONDITION: SHARE_SERVER_NOT_ACTIVE, SHARE_SERVER_MIGRATING
/// * FAILED_PRECONDITION: SHARE_SERVER_IN_SHARE_GROUP
/// * FAILED_PRECONDITION: DESTINATION_IS_SOURCE
/// * NOT_FOUND: BACKEND_NOT_FOUND; UNAVAILABLE: BACKEND_DISABLED,
///   BACKEND_EVACUATING, BACKEND_DOWN
/// * FAILED_PRECONDITION: SHARE_TYPE_AVAILABILITY_ZONE_MISMATCH
/// * FAILED_PRECONDITION: NO_SUBNET_IN_AVAILABILITY_ZONE
/// * FAILED_PRECONDITION: SHARE_NOT_AVAILABLE, SHARE_HAS_REPLICAS, ACCESS_RULES_IN_ERROR,
///   ACCESS_RULES_BUSY, SNAPSHOT_NOT_AVAILABLE, with a PreconditionFailure that has a violation for
///   each share and snapshot in the way
///
/// A server belongs to a share group when one of its shares does. A failed driver is never INTERNAL
/// or UNKNOWN: one that cannot check is FAILED_PRECONDITION with the driver's reason
/// (DRIVER_FAILED, DRIVER_STALLED, DRIVER_DEADLINE_EXCEEDED, DATA_UNREADABLE, DATA_UNWRITABLE), and
/// one that fails later is a failed migration. While too many migrations are being checked, both
/// calls are RESOURCE_EXHAUSTED (OVERLOADED) with a RetryInfo.
///
/// Any call of any service can be refused with UNAVAILABLE (SHUTTING_DOWN; LEDGER_UNAVAILABLE,
/// LEDGER_FULL, LEDGER_LOCKED, LEDGER_REPLACED, LEDGER_DAMAGED), with ABORTED (LEDGER_CONFLICT)
/// when somebody else changed the same thing at the same moment, and with DATA_LOSS
/// (LEDGER_ROW_UNREADABLE). A caller whose role is in one project gets PERMISSION_DENIED
/// (OTHER_PROJECT) for naming another.
package protocol MigrationServiceProvider: Sendable {
  /// Says whether a migration would be accepted, and what stands in its way. Changes nothing, ever.
  /// Errors: the refusals above. What the destination's driver objects to is no error here: it is
  /// in conflicts.
  func checkMigration(_ request: CheckMigrationRequest, context: ServerContext)
    async throws(RPCError) -> CheckMigrationResponse

  /// Says of every other backend whether the share server could move to it, the best first: those
  /// that can, by the part of their space that would be left free; then those that cannot, with
  /// everything in the way. Changes nothing, ever. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_SERVER_NOT_FOUND, SHARE_NETWORK_NOT_FOUND). What is refused for one backend is told
  /// with that backend.
  func suggestDestinations(_ request: SuggestDestinationsRequest, context: ServerContext)
    async throws(RPCError) -> SuggestDestinationsResponse

  /// Starts a migration: checks all that CheckMigration checks, then marks the server and its
  /// shares and snapshots in one transaction and returns. The copy runs after the reply. Errors:
  /// the refusals above; FAILED_PRECONDITION (DESTINATION_INCOMPATIBLE) with a PreconditionFailure
  /// that has a violation for each conflict: type is its reason, subject
  /// `resource_type/resource_id`, description its message.
  func startMigration(_ request: StartMigrationRequest, context: ServerContext)
    async throws(RPCError) -> StartMigrationResponse

  /// Cuts over to the destination. Moves to migration_completing and returns; the cutover runs
  /// after the reply. Errors: INVALID_ARGUMENT when not exactly one of the two ids is set or it is
  /// no UUID; NOT_FOUND (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND; NO_MIGRATION when the server
  /// never was part of one); FAILED_PRECONDITION (WRONG_TASK_STATE) unless in
  /// migration_driver_phase1_done; UNAVAILABLE (BACKEND_DOWN) when the destination backend is not
  /// up. A disabled one takes nothing new, and ends what it has.
  func completeMigration(_ request: CompleteMigrationRequest, context: ServerContext)
    async throws(RPCError) -> CompleteMigrationResponse

  /// Calls a migration off, in its first phase. Moves to migration_cancel_in_progress and returns;
  /// partial data is removed after the reply. Errors: INVALID_ARGUMENT when not exactly one of the
  /// two ids is set or it is no UUID; NOT_FOUND (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND;
  /// NO_MIGRATION when the server never was part of one); FAILED_PRECONDITION (WRONG_TASK_STATE) in
  /// any other state, (CANCEL_NOT_SUPPORTED) when the driver cannot.
  func cancelMigration(_ request: CancelMigrationRequest, context: ServerContext)
    async throws(RPCError) -> CancelMigrationResponse

  /// Changes what may be changed while a migration is on its way: priority, bandwidth, cutover
  /// window. What runs feels it within a second. Errors: INVALID_ARGUMENT when not exactly one of
  /// the two ids is set, an id is no UUID, or a field of controls or a path of update_mask is
  /// wrong; NOT_FOUND
  /// (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND, NO_MIGRATION); FAILED_PRECONDITION
  /// (WRONG_TASK_STATE) when the migration has ended.
  func updateMigration(_ request: UpdateMigrationRequest, context: ServerContext)
    async throws(RPCError) -> UpdateMigrationResponse

  /// Resolves everything of a migration that ended in migration_error, one way or the other, after
  /// the drivers verified that the chosen side has everything. Verifies, records the intent and
  /// returns; the rest runs after the reply, and recovery.state tells how far it has come. With
  /// dry_run it verifies and says what it would do, and changes nothing. Errors: INVALID_ARGUMENT
  /// when not exactly one of the two ids is set, an id is no UUID, or the direction is not set;
  /// NOT_FOUND
  /// (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND, NO_MIGRATION); FAILED_PRECONDITION
  /// (MIGRATION_NOT_IN_ERROR) in any other state, (MIGRATION_ALREADY_RECOVERED, RECOVERY_RUNNING),
  /// (SHARE_SERVER_MIGRATING) when one of its servers is part of another migration by now,
  /// (MIGRATION_SUPERSEDED) when one was part of a later one, (SHARE_NOT_AVAILABLE,
  /// ACCESS_RULES_BUSY, SNAPSHOT_NOT_AVAILABLE) while a backend still changes something of them,
  /// (RECOVERY_REFUTED) when the chosen side lacks something, with a PreconditionFailure that has a
  /// violation for each conflict
  /// (DATA_INCOMPLETE, CUTOVER_NOT_BEGUN, NO_DESTINATION_SERVER); UNAVAILABLE (BACKEND_DOWN) when a
  /// backend it needs is not up.
  func recoverMigration(_ request: RecoverMigrationRequest, context: ServerContext)
    async throws(RPCError) -> RecoverMigrationResponse

  /// How much is copied. Always answers, also after the end. Errors: INVALID_ARGUMENT when not
  /// exactly one of the two ids is set or it is no UUID; NOT_FOUND (MIGRATION_NOT_FOUND,
  /// SHARE_SERVER_NOT_FOUND; NO_MIGRATION when the server never was part of one).
  func getMigrationProgress(_ request: GetMigrationProgressRequest, context: ServerContext)
    async throws(RPCError) -> GetMigrationProgressResponse

  /// One migration with its history; with wait and wait_for_revision_after as soon as it has moved
  /// on, for callers that cannot watch. Errors: INVALID_ARGUMENT when not exactly one of the two
  /// ids is set, it is no UUID, or the wait makes no sense; NOT_FOUND (MIGRATION_NOT_FOUND,
  /// SHARE_SERVER_NOT_FOUND; NO_MIGRATION when the server never was part of one).
  func getMigration(_ request: GetMigrationRequest, context: ServerContext) async throws(RPCError)
    -> GetMigrationResponse

  /// Migrations, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  func listMigrations(_ request: ListMigrationsRequest, context: ServerContext)
    async throws(RPCError) -> ListMigrationsResponse

  /// Follows one migration: first its current state (snapshot), then snapshot_complete, then every
  /// transition in order, and progress ticks in between. Ends with OK after the final state was
  /// told; at once after snapshot_complete when it was final already.
  ///
  /// With a resume_token there is no snapshot, or the rest of one: what was missed is told, then
  /// what comes. With one that is too old or of another ledger the first message is a reset, and
  /// the current state follows. Who comes back with the token of the last message it got hears
  /// nothing twice; with an older one, drop a transition whose revision is at most the last one
  /// seen. Transitions are never dropped, merged or reordered; progress ticks are latest-wins. A
  /// quiet stream gets a heartbeat about every 15 s. A recovery comes after the final state:
  /// WatchMigrations tells it, WatchMigration does not.
  ///
  /// A caller that does not read for a minute is ended with RESOURCE_EXHAUSTED (SLOW_CONSUMER). The
  /// trailers of that, and of the UNAVAILABLE of a service that shuts down, have the metadata
  /// `galleon-resume-token`: the token of the last message that left for the caller. Resume after
  /// INTERNAL, UNKNOWN, UNAVAILABLE or SLOW_CONSUMER, and after an end before the final state.
  ///
  /// Errors: INVALID_ARGUMENT when not exactly one of the two ids is set or it is no UUID;
  /// NOT_FOUND
  /// (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND; NO_MIGRATION when the server never was part of
  /// one).
  func watchMigration(
    _ request: WatchMigrationRequest, writer: ResponseWriter<WatchMigrationResponse>,
    context: ServerContext) async throws(RPCError)

  /// Follows all migrations that pass the filters, also those not started yet: first the current
  /// state of each, then snapshot_complete, then changes. Never ends by itself. Otherwise as
  /// WatchMigration. Errors: INVALID_ARGUMENT for a malformed filter or token.
  func watchMigrations(
    _ request: WatchMigrationsRequest, writer: ResponseWriter<WatchMigrationsResponse>,
    context: ServerContext) async throws(RPCError)
}

extension MigrationServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "galleon.v1.MigrationService",
      methods: [
        "CheckMigration": MethodHandler.unary(
          CheckMigrationRequest.self, CheckMigrationResponse.self
        ) { (request, context) async throws(RPCError) in
          try await checkMigration(request, context: context)
        },
        "SuggestDestinations": MethodHandler.unary(
          SuggestDestinationsRequest.self, SuggestDestinationsResponse.self
        ) { (request, context) async throws(RPCError) in
          try await suggestDestinations(request, context: context)
        },
        "StartMigration": MethodHandler.unary(
          StartMigrationRequest.self, StartMigrationResponse.self
        ) { (request, context) async throws(RPCError) in
          try await startMigration(request, context: context)
        },
        "CompleteMigration": MethodHandler.unary(
          CompleteMigrationRequest.self, CompleteMigrationResponse.self
        ) { (request, context) async throws(RPCError) in
          try await completeMigration(request, context: context)
        },
        "CancelMigration": MethodHandler.unary(
          CancelMigrationRequest.self, CancelMigrationResponse.self
        ) { (request, context) async throws(RPCError) in
          try await cancelMigration(request, context: context)
        },
        "UpdateMigration": MethodHandler.unary(
          UpdateMigrationRequest.self, UpdateMigrationResponse.self
        ) { (request, context) async throws(RPCError) in
          try await updateMigration(request, context: context)
        },
        "RecoverMigration": MethodHandler.unary(
          RecoverMigrationRequest.self, RecoverMigrationResponse.self
        ) { (request, context) async throws(RPCError) in
          try await recoverMigration(request, context: context)
        },
        "GetMigrationProgress": MethodHandler.unary(
          GetMigrationProgressRequest.self, GetMigrationProgressResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getMigrationProgress(request, context: context)
        },
        "GetMigration": MethodHandler.unary(GetMigrationRequest.self, GetMigrationResponse.self) {
          (request, context) async throws(RPCError) in
          try await getMigration(request, context: context)
        },
        "ListMigrations": MethodHandler.unary(
          ListMigrationsRequest.self, ListMigrationsResponse.self
        ) { (request, context) async throws(RPCError) in
          try await listMigrations(request, context: context)
        },
        "WatchMigration": MethodHandler.serverStreaming(
          WatchMigrationRequest.self, WatchMigrationResponse.self
        ) { (request, writer, context) async throws(RPCError) in
          try await watchMigration(request, writer: writer, context: context)
        },
        "WatchMigrations": MethodHandler.serverStreaming(
          WatchMigrationsRequest.self, WatchMigrationsResponse.self
        ) { (request, writer, context) async throws(RPCError) in
          try await watchMigrations(request, writer: writer, context: context)
        },
      ])
  }
}

/// Calls `galleon.v1.MigrationService`.
///
/// Moves share servers between backends in two phases: the first copies while clients work, the
/// second cuts over when the operator says so.
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
///
/// The refusals of CheckMigration and StartMigration, in the order in which they are looked for:
/// * NOT_FOUND: SHARE_SERVER_NOT_FOUND
/// * INVALID_ARGUMENT: INVALID_ARGUMENT
/// * NOT_FOUND: SHARE_NETWORK_NOT_FOUND; FAILED_PRECONDITION: SHARE_NETWORK_OTHER_PROJECT,
///   SHARE_NETWORK_NOT_ACTIVE
/// * FAILED_PRECONDITION: SHARE_SERVER_HAS_NO_SHARES
/// * FAILED_PRECONDITION: SHARE_SERVER_NOT_ACTIVE, SHARE_SERVER_MIGRATING
/// * FAILED_PRECONDITION: SHARE_SERVER_IN_SHARE_GROUP
/// * FAILED_PRECONDITION: DESTINATION_IS_SOURCE
/// * NOT_FOUND: BACKEND_NOT_FOUND; UNAVAILABLE: BACKEND_DISABLED,
///   BACKEND_EVACUATING, BACKEND_DOWN
/// * FAILED_PRECONDITION: SHARE_TYPE_AVAILABILITY_ZONE_MISMATCH
/// * FAILED_PRECONDITION: NO_SUBNET_IN_AVAILABILITY_ZONE
/// * FAILED_PRECONDITION: SHARE_NOT_AVAILABLE, SHARE_HAS_REPLICAS, ACCESS_RULES_IN_ERROR,
///   ACCESS_RULES_BUSY, SNAPSHOT_NOT_AVAILABLE, with a PreconditionFailure that has a violation for
///   each share and snapshot in the way
///
/// A server belongs to a share group when one of its shares does. A failed driver is never INTERNAL
/// or UNKNOWN: one that cannot check is FAILED_PRECONDITION with the driver's reason
/// (DRIVER_FAILED, DRIVER_STALLED, DRIVER_DEADLINE_EXCEEDED, DATA_UNREADABLE, DATA_UNWRITABLE), and
/// one that fails later is a failed migration. While too many migrations are being checked, both
/// calls are RESOURCE_EXHAUSTED (OVERLOADED) with a RetryInfo.
///
/// Any call of any service can be refused with UNAVAILABLE (SHUTTING_DOWN; LEDGER_UNAVAILABLE,
/// LEDGER_FULL, LEDGER_LOCKED, LEDGER_REPLACED, LEDGER_DAMAGED), with ABORTED (LEDGER_CONFLICT)
/// when somebody else changed the same thing at the same moment, and with DATA_LOSS
/// (LEDGER_ROW_UNREADABLE). A caller whose role is in one project gets PERMISSION_DENIED
/// (OTHER_PROJECT) for naming another.
package struct MigrationServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// Says whether a migration would be accepted, and what stands in its way. Changes nothing, ever.
  /// Errors: the refusals above. What the destination's driver objects to is no error here: it is
  /// in conflicts.
  package func checkMigration(
    _ request: CheckMigrationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> CheckMigrationResponse {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/CheckMigration", request, options: options)
  }

  /// Says of every other backend whether the share server could move to it, the best first: those
  /// that can, by the part of their space that would be left free; then those that cannot, with
  /// everything in the way. Changes nothing, ever. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_SERVER_NOT_FOUND, SHARE_NETWORK_NOT_FOUND). What is refused for one backend is told
  /// with that backend.
  package func suggestDestinations(
    _ request: SuggestDestinationsRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> SuggestDestinationsResponse {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/SuggestDestinations", request, options: options)
  }

  /// Starts a migration: checks all that CheckMigration checks, then marks the server and its
  /// shares and snapshots in one transaction and returns. The copy runs after the reply. Errors:
  /// the refusals above; FAILED_PRECONDITION (DESTINATION_INCOMPATIBLE) with a PreconditionFailure
  /// that has a violation for each conflict: type is its reason, subject
  /// `resource_type/resource_id`, description its message.
  package func startMigration(
    _ request: StartMigrationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> StartMigrationResponse {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/StartMigration", request, options: options)
  }

  /// Cuts over to the destination. Moves to migration_completing and returns; the cutover runs
  /// after the reply. Errors: INVALID_ARGUMENT when not exactly one of the two ids is set or it is
  /// no UUID; NOT_FOUND (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND; NO_MIGRATION when the server
  /// never was part of one); FAILED_PRECONDITION (WRONG_TASK_STATE) unless in
  /// migration_driver_phase1_done; UNAVAILABLE (BACKEND_DOWN) when the destination backend is not
  /// up. A disabled one takes nothing new, and ends what it has.
  package func completeMigration(
    _ request: CompleteMigrationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> CompleteMigrationResponse {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/CompleteMigration", request, options: options)
  }

  /// Calls a migration off, in its first phase. Moves to migration_cancel_in_progress and returns;
  /// partial data is removed after the reply. Errors: INVALID_ARGUMENT when not exactly one of the
  /// two ids is set or it is no UUID; NOT_FOUND (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND;
  /// NO_MIGRATION when the server never was part of one); FAILED_PRECONDITION (WRONG_TASK_STATE) in
  /// any other state, (CANCEL_NOT_SUPPORTED) when the driver cannot.
  package func cancelMigration(
    _ request: CancelMigrationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> CancelMigrationResponse {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/CancelMigration", request, options: options)
  }

  /// Changes what may be changed while a migration is on its way: priority, bandwidth, cutover
  /// window. What runs feels it within a second. Errors: INVALID_ARGUMENT when not exactly one of
  /// the two ids is set, an id is no UUID, or a field of controls or a path of update_mask is
  /// wrong; NOT_FOUND
  /// (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND, NO_MIGRATION); FAILED_PRECONDITION
  /// (WRONG_TASK_STATE) when the migration has ended.
  package func updateMigration(
    _ request: UpdateMigrationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> UpdateMigrationResponse {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/UpdateMigration", request, options: options)
  }

  /// Resolves everything of a migration that ended in migration_error, one way or the other, after
  /// the drivers verified that the chosen side has everything. Verifies, records the intent and
  /// returns; the rest runs after the reply, and recovery.state tells how far it has come. With
  /// dry_run it verifies and says what it would do, and changes nothing. Errors: INVALID_ARGUMENT
  /// when not exactly one of the two ids is set, an id is no UUID, or the direction is not set;
  /// NOT_FOUND
  /// (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND, NO_MIGRATION); FAILED_PRECONDITION
  /// (MIGRATION_NOT_IN_ERROR) in any other state, (MIGRATION_ALREADY_RECOVERED, RECOVERY_RUNNING),
  /// (SHARE_SERVER_MIGRATING) when one of its servers is part of another migration by now,
  /// (MIGRATION_SUPERSEDED) when one was part of a later one, (SHARE_NOT_AVAILABLE,
  /// ACCESS_RULES_BUSY, SNAPSHOT_NOT_AVAILABLE) while a backend still changes something of them,
  /// (RECOVERY_REFUTED) when the chosen side lacks something, with a PreconditionFailure that has a
  /// violation for each conflict
  /// (DATA_INCOMPLETE, CUTOVER_NOT_BEGUN, NO_DESTINATION_SERVER); UNAVAILABLE (BACKEND_DOWN) when a
  /// backend it needs is not up.
  package func recoverMigration(
    _ request: RecoverMigrationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> RecoverMigrationResponse {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/RecoverMigration", request, options: options)
  }

  /// How much is copied. Always answers, also after the end. Errors: INVALID_ARGUMENT when not
  /// exactly one of the two ids is set or it is no UUID; NOT_FOUND (MIGRATION_NOT_FOUND,
  /// SHARE_SERVER_NOT_FOUND; NO_MIGRATION when the server never was part of one).
  package func getMigrationProgress(
    _ request: GetMigrationProgressRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GetMigrationProgressResponse {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/GetMigrationProgress", request, options: options)
  }

  /// One migration with its history; with wait and wait_for_revision_after as soon as it has moved
  /// on, for callers that cannot watch. Errors: INVALID_ARGUMENT when not exactly one of the two
  /// ids is set, it is no UUID, or the wait makes no sense; NOT_FOUND (MIGRATION_NOT_FOUND,
  /// SHARE_SERVER_NOT_FOUND; NO_MIGRATION when the server never was part of one).
  package func getMigration(_ request: GetMigrationRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> GetMigrationResponse
  {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/GetMigration", request, options: options)
  }

  /// Migrations, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  package func listMigrations(
    _ request: ListMigrationsRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ListMigrationsResponse {
    try await channel.unary(
      path: "/galleon.v1.MigrationService/ListMigrations", request, options: options)
  }

  /// Follows one migration: first its current state (snapshot), then snapshot_complete, then every
  /// transition in order, and progress ticks in between. Ends with OK after the final state was
  /// told; at once after snapshot_complete when it was final already.
  ///
  /// With a resume_token there is no snapshot, or the rest of one: what was missed is told, then
  /// what comes. With one that is too old or of another ledger the first message is a reset, and
  /// the current state follows. Who comes back with the token of the last message it got hears
  /// nothing twice; with an older one, drop a transition whose revision is at most the last one
  /// seen. Transitions are never dropped, merged or reordered; progress ticks are latest-wins. A
  /// quiet stream gets a heartbeat about every 15 s. A recovery comes after the final state:
  /// WatchMigrations tells it, WatchMigration does not.
  ///
  /// A caller that does not read for a minute is ended with RESOURCE_EXHAUSTED (SLOW_CONSUMER). The
  /// trailers of that, and of the UNAVAILABLE of a service that shuts down, have the metadata
  /// `galleon-resume-token`: the token of the last message that left for the caller. Resume after
  /// INTERNAL, UNKNOWN, UNAVAILABLE or SLOW_CONSUMER, and after an end before the final state.
  ///
  /// Errors: INVALID_ARGUMENT when not exactly one of the two ids is set or it is no UUID;
  /// NOT_FOUND
  /// (MIGRATION_NOT_FOUND, SHARE_SERVER_NOT_FOUND; NO_MIGRATION when the server never was part of
  /// one).
  package func watchMigration(
    _ request: WatchMigrationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResponseStream<WatchMigrationResponse> {
    try await channel.serverStreaming(
      path: "/galleon.v1.MigrationService/WatchMigration", request, options: options)
  }

  /// Follows all migrations that pass the filters, also those not started yet: first the current
  /// state of each, then snapshot_complete, then changes. Never ends by itself. Otherwise as
  /// WatchMigration. Errors: INVALID_ARGUMENT for a malformed filter or token.
  package func watchMigrations(
    _ request: WatchMigrationsRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResponseStream<WatchMigrationsResponse> {
    try await channel.serverStreaming(
      path: "/galleon.v1.MigrationService/WatchMigrations", request, options: options)
  }
}
