import MigrationCore
import Orchestration

/// Operators: whatever may be asked for, at any moment, also two at once, and asked again when no answer comes.
struct Operator: Sendable {
  let simulation: Simulation
  var setting: Setting { simulation.setting }
  var dice: Dice { setting.dice }

  /// One thing that somebody asks for.
  func act() async {
    if setting.menu.has(.evacuation), dice.falls(0.25) { return await evacuateOrStop() }
    if setting.menu.has(.inventory), dice.falls(0.4) { return await changeInventory() }
    let isCancelling = setting.menu.has(.cancel)
    switch dice.below(isCancelling ? 13 : 10) {
    case 0...3: await start()
    case 4...5: await complete()
    case 6: await check()
    case 7: await update()
    case 8: await recover()
    case 9: await look()
    default: await cancel()
    }
  }

  func start() async {
    let servers = setting.store.tables.all(ShareServer.self).filter { $0.status == .active }
    guard !servers.isEmpty else { return }
    let server = dice.one(of: servers)
    let host = dice.one(of: simulation.addresses)
    let request = MigrationRequest(
      shareServerID: server.id.rawValue, destinationHost: host.rawValue)
    var controls = MigrationControls(priority: dice.below(3))
    if setting.menu.has(.window), dice.falls(0.3) {
      controls.completeAfter = setting.clock.now.adding(dice.time(upTo: .seconds(60)))
    }
    let asked = controls
    await insist("start") { life, key async throws(Refusal) in
      try await life.orchestrator.start(request, asked, as: key)
    }
  }

  func complete() async {
    guard let reference = reference(preferring: .phase1Done) else { return }
    await insist("complete") { life, key async throws(Refusal) in
      try await life.orchestrator.complete(reference, as: key)
    }
  }

  func cancel() async {
    guard let reference = reference() else { return }
    await insist("cancel") { life, key async throws(Refusal) in
      try await life.orchestrator.cancel(reference, as: key)
    }
  }

  func check() async {
    guard let life = simulation.current else { return }
    let servers = setting.store.tables.all(ShareServer.self)
    let request = MigrationRequest(
      shareServerID: dice.one(of: servers).id.rawValue,
      destinationHost: dice.one(of: simulation.addresses).rawValue)
    _ = try? await life.orchestrator.check(request)
  }

  func update() async {
    guard let reference = reference() else { return }
    let controls = MigrationControls(
      priority: dice.below(5), bandwidthLimit: dice.falls(0.5) ? 1000 : nil)
    await insist("update") { life, key async throws(Refusal) in
      try await life.orchestrator.update(
        reference, controls, only: [.priority, .bandwidthLimit], by: "op", as: key)
    }
  }

  func recover() async {
    guard let reference = reference(preferring: .error) else { return }
    let direction: RecoveryDirection = dice.falls(0.5) ? .forward : .backward
    let isDry = dice.falls(0.1)
    await insist("recover \(direction.rawValue)") { life, key async throws(Refusal) in
      try await life.orchestrator.recover(
        reference, direction, dryRun: isDry, why: "", by: "op", as: key
      ).migration
    }
  }

  /// A poller: what it is told is durable and never undone.
  func look() async {
    guard let reference = reference(), let life = simulation.current else { return }
    let before = simulation.newestLooked
    guard let status = try? await life.orchestrator.status(reference), !life.power.isOff else {
      return
    }
    simulation.laws.shown(status.migration, "status")
    simulation.looked(status.migration, before)
  }

  func reset() async {
    guard let life = simulation.current else { return }
    let servers = setting.store.tables.all(ShareServer.self).filter {
      $0.taskState?.isFinal ?? false
    }
    guard !servers.isEmpty else { return }
    let id = dice.one(of: servers).id
    _ = try? await life.inventory.resetServerTaskState(id, to: nil, why: "simulated", as: nil)
  }

  // MARK: Parts

  private func reference(preferring state: TaskState? = nil) -> MigrationReference? {
    let all = setting.store.tables.all(Migration.self)
    let preferred = all.filter { $0.taskState == state }
    let choice = preferred.isEmpty || dice.falls(0.3) ? all : preferred
    guard !choice.isEmpty else { return nil }
    let migration = dice.one(of: choice)
    return dice.falls(0.7)
      ? .migration(migration.id) : .shareServer(migration.sourceShareServerID)
  }

  /// Asks, and asks again under the same request id while there is no answer.
  func insist(
    _ method: String,
    _ ask: @escaping @Sendable (ServiceLife, RequestKey) async throws(Refusal) -> Migration?
  ) async {
    let key = key(of: method)
    if setting.menu.has(.twoAtOnce), dice.falls(0.3) {
      setting.run { await self.once(method, key, ask) }
    }
    for _ in 0..<8 {
      let isAnswered = await once(method, key, ask)
      if isAnswered || dice.falls(0.1) { return }
      await setting.clock.sleep(for: dice.time(upTo: .seconds(4)))
    }
  }

  func key(of method: String) -> RequestKey {
    var generator = setting.chance
    return RequestKey(id: Identifier(using: &generator), method: method, fingerprint: "")
  }

  @discardableResult
  private func once(
    _ method: String, _ key: RequestKey,
    _ ask: (ServiceLife, RequestKey) async throws(Refusal) -> Migration?
  ) async -> Bool {
    guard let life = simulation.current else { return false }
    let wasAccepted = setting.store.tables.requests[key.id] != nil
    setting.judge.note("operator: \(method) \(key.id.short)")
    do throws(Refusal) {
      let migration = try await ask(life, key)
      if life.power.isOff { return false }
      setting.judge.note(
        "operator: \(method) \(key.id.short) is answered: \(migration?.id.short ?? "")")
      if let migration { simulation.laws.shown(migration, "answer to \(method)") }
      return true
    } catch {
      if life.power.isOff { return false }
      setting.judge.note("operator: \(method) \(key.id.short) is refused: \(error.message)")
      switch error.kind {
      case .unavailable, .aborted, .resourceExhausted: return false
      case .invalidArgument, .notFound, .alreadyExists, .failedPrecondition, .permissionDenied,
        .dataLoss:
        if wasAccepted {
          setting.judge.breaks("\(method) is refused after it was accepted: \(error.message)")
        }
        return true
      }
    }
  }
}
