import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

/// The moving of whole backends.
package struct EvacuationService: EvacuationServiceProvider {
  let evacuator: Evacuator

  package init(evacuator: Evacuator) {
    self.evacuator = evacuator
  }

  package func planEvacuation(
    _ request: PlanEvacuationRequest, context: ServerContext
  ) async throws(RPCError) -> PlanEvacuationResponse {
    try await answering { () throws(Refusal) in
      var fields = RequestFields()
      let host = fields.host("host", request.host)
      let options = MigrationCore.EvacuationOptions(request.options, &fields)
      let planned = try await evacuator.plan(try fields.checked(host), options)
      let items = planned.map(GalleonAPI.EvacuationItem.init)
      let movable = planned.map { MigrationCore.EvacuationItem($0) }.filter {
        $0.destination != nil
      }
      return .init(
        items: items, movableCount: Int32(clamping: movable.count),
        bytesTotal: movable.reduce(0) { $0 + $1.bytes })
    }
  }

  package func evacuateBackend(
    _ request: EvacuateBackendRequest, context: ServerContext
  ) async throws(RPCError) -> EvacuateBackendResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let host = fields.host("host", request.host)
      let options = MigrationCore.EvacuationOptions(request.options, &fields)
      let key = try request.key(context, &fields)
      let evacuation = try await evacuator.evacuate(
        try fields.checked(host), options, by: context.actor, as: key)
      return .init(evacuation: .init(.init(evacuation: evacuation)))
    }
  }

  package func stopEvacuation(
    _ request: StopEvacuationRequest, context: ServerContext
  ) async throws(RPCError) -> StopEvacuationResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = fields.id("evacuation_id", request.evacuationId)
      let key = try request.key(context, &fields)
      let evacuation = try await evacuator.stop(
        try fields.checked(id), cancels: request.cancelMigrations, by: context.actor, as: key)
      return .init(evacuation: .init(.init(evacuation: evacuation)))
    }
  }

  package func resumeEvacuation(
    _ request: ResumeEvacuationRequest, context: ServerContext
  ) async throws(RPCError) -> ResumeEvacuationResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = fields.id("evacuation_id", request.evacuationId)
      let key = try request.key(context, &fields)
      let evacuation = try await evacuator.resume(
        try fields.checked(id), by: context.actor, as: key)
      return .init(evacuation: .init(.init(evacuation: evacuation)))
    }
  }

  package func getEvacuation(
    _ request: GetEvacuationRequest, context: ServerContext
  ) async throws(RPCError) -> GetEvacuationResponse {
    try await answering { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("evacuation_id", request.evacuationId))
      let status = try await evacuator.status(id)
      return .init(evacuation: .init(status))
    }
  }

  package func listEvacuations(
    _ request: ListEvacuationsRequest, context: ServerContext
  ) async throws(RPCError) -> ListEvacuationsResponse {
    try await answering { () throws(Refusal) in
      let paging = try Paging(size: request.pageSize, token: request.pageToken)
      var fields = RequestFields()
      var filters = Filters()
      filters.host([.host], fields.optionalHost("host", request.host))
      let states = request.states.compactMap { state in
        fields.word("states", MigrationCore.Evacuation.State(state))
      }
      filters.words(.status, states)
      try fields.check()
      let found = try await evacuator.evacuations(where: filters.conditions, page: paging.page)
      let (rows, next) = paging.cut(found)
      return .init(
        evacuations: rows.map { .init(EvacuationStatus(evacuation: $0)) }, nextPageToken: next)
    }
  }

  package func watchEvacuation(
    _ request: WatchEvacuationRequest, writer: ResponseWriter<WatchEvacuationResponse>,
    context: ServerContext
  ) async throws(RPCError) {
    let watch = try await answering { () throws(Refusal) in
      var fields = RequestFields()
      return try await evacuator.watch(
        try fields.checked(fields.id("evacuation_id", request.evacuationId)))
    }
    try await context.acceptStream()
    while let item = try await answering({ () throws(Refusal) in try await watch.next() }) {
      let event: EvacuationEvent.Event =
        switch item {
        case .status(let status): .evacuation(.init(status))
        case .heartbeat(let time): .heartbeat(.init(serverTime: .init(time)))
        }
      try await writer.write(WatchEvacuationResponse(event: .init(event: event)))
    }
  }
}
