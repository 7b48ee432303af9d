// Made by protoc-gen-galleon from galleon/v1/evacuation_service.proto; see scripts/generate-swift.sh.

import GRPC

/// Moves every share server off a backend: plans what goes where, runs the migrations, and says
/// what could not move and why.
///
/// While an evacuation runs or stops, its backend takes no new share servers and no migrations:
/// CreateShareServer, and CheckMigration and StartMigration to it, are refused with UNAVAILABLE
/// (BACKEND_EVACUATING). When it has come to rest the backend is what the configuration says again;
/// disable it there to keep it empty.
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
package protocol EvacuationServiceProvider: Sendable {
  /// Says what an evacuation would move where, and what it could not and why. Changes nothing,
  /// ever. Asks every backend that may be a destination about every server, so it can take a while.
  /// Errors: INVALID_ARGUMENT; NOT_FOUND (BACKEND_NOT_FOUND), also for a destination.
  func planEvacuation(_ request: PlanEvacuationRequest, context: ServerContext)
    async throws(RPCError) -> PlanEvacuationResponse

  /// Starts an evacuation: records it, closes the backend to new share servers, and returns. It
  /// plans and moves after the reply. A server that cannot move stops none that can. Share servers
  /// that are there when everything planned has ended, and were not before, are planned and moved
  /// as well. Errors: INVALID_ARGUMENT; NOT_FOUND (BACKEND_NOT_FOUND), also for a destination;
  /// FAILED_PRECONDITION (EVACUATION_RUNNING) when the backend is being evacuated already.
  func evacuateBackend(_ request: EvacuateBackendRequest, context: ServerContext)
    async throws(RPCError) -> EvacuateBackendResponse

  /// Starts nothing new. What is at work comes to its end, or is called off when it still can be
  /// and the call says so. Migrations that wait in migration_driver_phase1_done go on waiting,
  /// unless they are called off. Errors: INVALID_ARGUMENT; NOT_FOUND (EVACUATION_NOT_FOUND);
  /// FAILED_PRECONDITION
  /// (WRONG_EVACUATION_STATE) unless it runs, or stops already.
  func stopEvacuation(_ request: StopEvacuationRequest, context: ServerContext)
    async throws(RPCError) -> StopEvacuationResponse

  /// Plans what is left anew, failed and cancelled servers as well, and goes on. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND (EVACUATION_NOT_FOUND); FAILED_PRECONDITION
  /// (WRONG_EVACUATION_STATE) unless it was stopped, stops, or ended with failures;
  /// (EVACUATION_RUNNING) when the backend is being evacuated by another one.
  func resumeEvacuation(_ request: ResumeEvacuationRequest, context: ServerContext)
    async throws(RPCError) -> ResumeEvacuationResponse

  /// One evacuation. Errors: INVALID_ARGUMENT; NOT_FOUND (EVACUATION_NOT_FOUND).
  func getEvacuation(_ request: GetEvacuationRequest, context: ServerContext) async throws(RPCError)
    -> GetEvacuationResponse

  /// Evacuations, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  func listEvacuations(_ request: ListEvacuationsRequest, context: ServerContext)
    async throws(RPCError) -> ListEvacuationsResponse

  /// Follows one evacuation: first as it is, then as it is after changes, the newest alone; a quiet
  /// stream gets a heartbeat about every 15 s. Ends with OK after it was told at rest: STOPPED,
  /// DONE or DONE_WITH_FAILURES. After a broken connection call again: nothing is lost, every
  /// message is the whole. Each server's own transitions are told by WatchMigration. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND (EVACUATION_NOT_FOUND); UNAVAILABLE (SHUTTING_DOWN).
  func watchEvacuation(
    _ request: WatchEvacuationRequest, writer: ResponseWriter<WatchEvacuationResponse>,
    context: ServerContext) async throws(RPCError)
}

extension EvacuationServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "galleon.v1.EvacuationService",
      methods: [
        "PlanEvacuation": MethodHandler.unary(
          PlanEvacuationRequest.self, PlanEvacuationResponse.self
        ) { (request, context) async throws(RPCError) in
          try await planEvacuation(request, context: context)
        },
        "EvacuateBackend": MethodHandler.unary(
          EvacuateBackendRequest.self, EvacuateBackendResponse.self
        ) { (request, context) async throws(RPCError) in
          try await evacuateBackend(request, context: context)
        },
        "StopEvacuation": MethodHandler.unary(
          StopEvacuationRequest.self, StopEvacuationResponse.self
        ) { (request, context) async throws(RPCError) in
          try await stopEvacuation(request, context: context)
        },
        "ResumeEvacuation": MethodHandler.unary(
          ResumeEvacuationRequest.self, ResumeEvacuationResponse.self
        ) { (request, context) async throws(RPCError) in
          try await resumeEvacuation(request, context: context)
        },
        "GetEvacuation": MethodHandler.unary(GetEvacuationRequest.self, GetEvacuationResponse.self)
        { (request, context) async throws(RPCError) in
          try await getEvacuation(request, context: context)
        },
        "ListEvacuations": MethodHandler.unary(
          ListEvacuationsRequest.self, ListEvacuationsResponse.self
        ) { (request, context) async throws(RPCError) in
          try await listEvacuations(request, context: context)
        },
        "WatchEvacuation": MethodHandler.serverStreaming(
          WatchEvacuationRequest.self, WatchEvacuationResponse.self
        ) { (request, writer, context) async throws(RPCError) in
          try await watchEvacuation(request, writer: writer, context: context)
        },
      ])
  }
}

/// Calls `galleon.v1.EvacuationService`.
///
/// Moves every share server off a backend: plans what goes where, runs the migrations, and says
/// what could not move and why.
///
/// While an evacuation runs or stops, its backend takes no new share servers and no migrations:
/// CreateShareServer, and CheckMigration and StartMigration to it, are refused with UNAVAILABLE
/// (BACKEND_EVACUATING). When it has come to rest the backend is what the configuration says again;
/// disable it there to keep it empty.
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
package struct EvacuationServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// Says what an evacuation would move where, and what it could not and why. Changes nothing,
  /// ever. Asks every backend that may be a destination about every server, so it can take a while.
  /// Errors: INVALID_ARGUMENT; NOT_FOUND (BACKEND_NOT_FOUND), also for a destination.
  package func planEvacuation(
    _ request: PlanEvacuationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> PlanEvacuationResponse {
    try await channel.unary(
      path: "/galleon.v1.EvacuationService/PlanEvacuation", request, options: options)
  }

  /// Starts an evacuation: records it, closes the backend to new share servers, and returns. It
  /// plans and moves after the reply. A server that cannot move stops none that can. Share servers
  /// that are there when everything planned has ended, and were not before, are planned and moved
  /// as well. Errors: INVALID_ARGUMENT; NOT_FOUND (BACKEND_NOT_FOUND), also for a destination;
  /// FAILED_PRECONDITION (EVACUATION_RUNNING) when the backend is being evacuated already.
  package func evacuateBackend(
    _ request: EvacuateBackendRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> EvacuateBackendResponse {
    try await channel.unary(
      path: "/galleon.v1.EvacuationService/EvacuateBackend", request, options: options)
  }

  /// Starts nothing new. What is at work comes to its end, or is called off when it still can be
  /// and the call says so. Migrations that wait in migration_driver_phase1_done go on waiting,
  /// unless they are called off. Errors: INVALID_ARGUMENT; NOT_FOUND (EVACUATION_NOT_FOUND);
  /// FAILED_PRECONDITION
  /// (WRONG_EVACUATION_STATE) unless it runs, or stops already.
  package func stopEvacuation(
    _ request: StopEvacuationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> StopEvacuationResponse {
    try await channel.unary(
      path: "/galleon.v1.EvacuationService/StopEvacuation", request, options: options)
  }

  /// Plans what is left anew, failed and cancelled servers as well, and goes on. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND (EVACUATION_NOT_FOUND); FAILED_PRECONDITION
  /// (WRONG_EVACUATION_STATE) unless it was stopped, stops, or ended with failures;
  /// (EVACUATION_RUNNING) when the backend is being evacuated by another one.
  package func resumeEvacuation(
    _ request: ResumeEvacuationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResumeEvacuationResponse {
    try await channel.unary(
      path: "/galleon.v1.EvacuationService/ResumeEvacuation", request, options: options)
  }

  /// One evacuation. Errors: INVALID_ARGUMENT; NOT_FOUND (EVACUATION_NOT_FOUND).
  package func getEvacuation(_ request: GetEvacuationRequest, options: CallOptions = CallOptions())
    async throws(RPCError) -> GetEvacuationResponse
  {
    try await channel.unary(
      path: "/galleon.v1.EvacuationService/GetEvacuation", request, options: options)
  }

  /// Evacuations, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  package func listEvacuations(
    _ request: ListEvacuationsRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ListEvacuationsResponse {
    try await channel.unary(
      path: "/galleon.v1.EvacuationService/ListEvacuations", request, options: options)
  }

  /// Follows one evacuation: first as it is, then as it is after changes, the newest alone; a quiet
  /// stream gets a heartbeat about every 15 s. Ends with OK after it was told at rest: STOPPED,
  /// DONE or DONE_WITH_FAILURES. After a broken connection call again: nothing is lost, every
  /// message is the whole. Each server's own transitions are told by WatchMigration. Errors:
  /// INVALID_ARGUMENT; NOT_FOUND (EVACUATION_NOT_FOUND); UNAVAILABLE (SHUTTING_DOWN).
  package func watchEvacuation(
    _ request: WatchEvacuationRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ResponseStream<WatchEvacuationResponse> {
    try await channel.serverStreaming(
      path: "/galleon.v1.EvacuationService/WatchEvacuation", request, options: options)
  }
}
