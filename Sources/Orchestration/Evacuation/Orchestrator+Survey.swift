import MigrationCore

/// What is on a backend to be moved, and what could take it.
struct EvacuationSurvey: Sendable {
  /// Every server with something to move.
  var present: Set<Identifier> = []
  /// What is to become of those that were asked about, in the order in which they are to be moved.
  var servers: [PlannedServer] = []
}

/// What is asked of every destination.
package struct DestinationWish: Sendable {
  /// Where the server may go; empty is anywhere.
  package var hosts: [BackendAddress]
  package var writable: Bool
  package var nondisruptive: Bool
  package var preserveSnapshots: Bool
  /// Empty keeps the source's network.
  package var newShareNetworkID: String
  /// The one project that the caller sees; nil for all.
  package var project: String?

  package init(
    hosts: [BackendAddress] = [], writable: Bool = false, nondisruptive: Bool = false,
    preserveSnapshots: Bool = false, newShareNetworkID: String = "", project: String? = nil
  ) {
    self.project = project
    self.hosts = hosts
    self.writable = writable
    self.nondisruptive = nondisruptive
    self.preserveSnapshots = preserveSnapshots
    self.newShareNetworkID = newShareNetworkID
  }

  init(_ options: EvacuationOptions) {
    self.init(
      hosts: options.destinations, writable: options.demands.writable,
      nondisruptive: options.demands.nondisruptive,
      preserveSnapshots: options.demands.preserveSnapshots)
  }

  func request(_ server: String, to host: BackendAddress) -> MigrationRequest {
    MigrationRequest(
      shareServerID: server, destinationHost: host.rawValue, writable: writable,
      nondisruptive: nondisruptive, preserveSnapshots: preserveSnapshots,
      newShareNetworkID: newShareNetworkID)
  }
}

extension Orchestrator {
  /// How long a driver may think about one destination.
  private static let patience = Duration.seconds(60)
  /// Servers that drivers are asked about at the same time.
  private static let askedAtOnce = 8

  /// Every other backend as a destination for one server, the best first. Changes nothing.
  package func suggest(_ id: Identifier, _ wish: DestinationWish) async throws(Refusal)
    -> [RankedDestination]
  {
    let view = try await world.ledger.read { tx throws(Refusal) in
      let tx = tx.seen(from: wish.project)
      guard let view = try ServerView.gather(id, in: tx) else {
        throw Refusal.notFound(.shareServer, id)
      }
      if !wish.newShareNetworkID.isEmpty {
        guard let network = Identifier(wish.newShareNetworkID) else {
          throw Refusal.invalid([
            .init("new_share_network_id", "must be a UUID, is “\(wish.newShareNetworkID)”")
          ])
        }
        _ = try tx.get(ShareNetwork.self, network)
      }
      return view
    }
    let candidate = try await candidate(view.server, shares: view.shares, wish)
    let spaces = try await spaces(forgetting: nil)
    return RankedDestination.rank(candidate, Dictionary(spaces.map { ($0.address, $0) }) { $1 })
  }

  /// - Parameters:
  ///   - evacuation: whose own plan does not count as promised; nil for none.
  ///   - isAsked: which servers are thought about.
  func survey(
    _ host: BackendAddress, _ options: EvacuationOptions, of evacuation: Identifier?,
    _ isAsked: @Sendable (Identifier) -> Bool
  ) async throws(Refusal) -> EvacuationSurvey {
    let found = try await world.ledger.read { tx throws(Refusal) in try Movable.all(of: host, tx) }
    var survey = EvacuationSurvey(present: Set(found.map(\.server.id)))
    let asked = found.filter { isAsked($0.server.id) }
    for movable in asked {
      if let busy = movable.busy {
        survey.servers.append(
          .onItsWay(movable.server.id, migration: busy.id, to: busy.destinationHost))
      }
    }
    let candidates = try await candidates(
      asked.filter { $0.busy == nil }, DestinationWish(options))
    let placements = EvacuationPlanner.plan(
      candidates, try await spaces(forgetting: evacuation))
    survey.servers += placements.map(PlannedServer.placed)
    return survey
  }

  private func candidates(_ movables: [Movable], _ wish: DestinationWish) async throws(Refusal)
    -> [PlacementCandidate]
  {
    var found: [PlacementCandidate] = []
    var rest = movables[...]
    while !rest.isEmpty {
      let batch = rest.prefix(Self.askedAtOnce)
      rest = rest.dropFirst(Self.askedAtOnce)
      let answers = await withTaskGroup(of: Result<PlacementCandidate, Refusal>.self) { group in
        for movable in batch {
          group.addTask {
            do throws(Refusal) {
              return .success(
                try await self.candidate(movable.server, shares: movable.shares, wish))
            } catch {
              return .failure(error)
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      for answer in answers { found.append(try answer.get()) }
    }
    return found
  }

  /// Asks every backend that may be a destination, one after the other: a server is read once at a time.
  private func candidate(
    _ server: ShareServer, shares: [Share], _ wish: DestinationWish
  ) async throws(Refusal) -> PlacementCandidate {
    var verdicts: [DestinationVerdict] = []
    for state in world.backends.states
    where state.address != server.host
      && (wish.hosts.isEmpty || wish.hosts.contains(state.address))
    {
      verdicts.append(
        try await verdict(state.address, wish.request(server.id.rawValue, to: state.address)))
    }
    return PlacementCandidate(
      serverID: server.id, shareSizes: shares.map { $0.sizeGiB << 30 }, verdicts: verdicts)
  }

  private func verdict(_ host: BackendAddress, _ request: MigrationRequest)
    async throws(Refusal) -> DestinationVerdict
  {
    do throws(Refusal) {
      let result = try await patiently(host, request)
      return DestinationVerdict(
        host, conflicts: result.conflicts, estimate: result.estimate,
        capabilities: result.supported)
    } catch {
      if error.isFault { throw error }
      return DestinationVerdict(host, refused: error)
    }
  }

  /// The check's answer; one that takes too long is an answer as well.
  private func patiently(_ host: BackendAddress, _ request: MigrationRequest)
    async throws(Refusal) -> CheckResult
  {
    let call = WatchedCall<Result<CheckResult, Refusal>>()
    let check = Task(executorPreference: world.settings.executor) {
      do throws(Refusal) {
        call.finish(.success(.success(try await self.check(request))))
      } catch {
        call.finish(.success(.failure(error)))
      }
    }
    let alarm = Task(executorPreference: world.settings.executor) {
      guard await self.world.pause(Self.patience) else { return }
      call.finish(.failure(DriverError(.rollBack, .checkTooLong, "")))
      check.cancel()
    }
    defer { alarm.cancel() }
    let whole = await withTaskCancellationHandler {
      await call.answer
    } onCancel: {
      check.cancel()
      call.finish(.failure(.cancelled))
    }
    if Task.isCancelled {
      throw Refusal(.unavailable, .shuttingDown, "nobody waits for the answer any more")
    }
    guard case .success(let answer) = whole else {
      throw Refusal(
        .failedPrecondition, .checkTooLong,
        "\(host) did not say within \(Self.patience) whether it can take the share server",
        subject: .init(noun: "backend", id: host.rawValue))
    }
    return try answer.get()
  }

  /// The room on every backend, less what is on its way there or promised.
  private func spaces(forgetting evacuation: Identifier?) async throws(Refusal)
    -> [DestinationSpace]
  {
    let board = world.board
    let promised = try await world.ledger.read { tx throws(Refusal) in
      try Promises.read(tx, board, forgetting: evacuation)
    }
    return world.backends.states.map { state in
      var space = DestinationSpace(state.address, state.report?.pools ?? [])
      space.reserve(promised[state.address] ?? 0)
      return space
    }
  }
}

/// A server with something to move.
private struct Movable: Sendable {
  let server: ShareServer
  let shares: [Share]
  /// Its migration away from here, when there is one.
  let busy: Migration?

  /// What a migration leaves behind, a source after its success or a destination that was given up, has no shares and is
  /// not active: it stays until somebody deletes it.
  static func all(of host: BackendAddress, _ tx: any LedgerReading) throws(Refusal) -> [Movable] {
    var found: [Movable] = []
    for server in try tx.list(ShareServer.self, where: [.equal(.host, host.rawValue)]) {
      let shares = try tx.list(Share.self, where: [.equal(.shareServerID, server.id)])
      guard !shares.isEmpty || server.status == .active, server.status != .deleting else {
        continue
      }
      let busy = try tx.busyMigration(of: server.id)
      found.append(
        Movable(
          server: server, shares: shares,
          busy: busy?.sourceShareServerID == server.id && busy?.destinationHost != host
            ? busy : nil))
    }
    return found
  }
}

/// Bytes that are on their way to each backend and not there yet.
private enum Promises {
  static func read(
    _ tx: any LedgerReading, _ board: StatusBoard, forgetting evacuation: Identifier?
  ) throws(Refusal) -> [BackendAddress: Int64] {
    var promised: [BackendAddress: Int64] = [:]
    var estimates: [Identifier: Int64] = [:]
    let running = Evacuation.State.allCases.filter { !$0.isAtRest }.map(\.rawValue)
    for other in try tx.list(Evacuation.self, where: [Condition(.status, in: running)]) {
      for item in other.items {
        if let migration = item.migrationID { estimates[migration] = item.bytes }
        let isPromise =
          item.state == .starting || (item.state == .planned && other.id != evacuation)
        if isPromise, let host = item.destination { promised[host, default: 0] += item.bytes }
      }
    }
    let live = TaskState.allCases.filter { !$0.isFinal }.map(\.rawValue)
    for migration in try tx.list(Migration.self, where: [Condition(.taskState, in: live)]) {
      let report = board.status(.migration(migration.id))?.report ?? migration.progress
      var left = max(0, report.bytesTotal - report.bytesDone)
      if report.bytesTotal == 0 {
        // It has not begun to count; what its shares were made for is the most it can be.
        var sizes: Int64 = 0
        for id in migration.shareIDs {
          sizes += (try tx.find(Share.self, id)?.sizeGiB ?? 0) << 30
        }
        left = estimates[migration.id] ?? sizes
      }
      promised[migration.destinationHost, default: 0] += left
    }
    return promised
  }
}

extension Refusal {
  /// Whether it says that the destination cannot be used now.
  var isAboutDestination: Bool {
    [.backendDown, .backendDisabled, .backendEvacuating].contains(reason)
  }

  /// Whether the service itself could not judge, so that this says nothing about the destination.
  fileprivate var isFault: Bool {
    switch kind {
    case .unavailable: !isAboutDestination
    case .dataLoss, .resourceExhausted, .invalidArgument: true
    case .notFound, .alreadyExists, .failedPrecondition, .aborted, .permissionDenied: false
    }
  }
}
