import ConformanceKit
import MigrationCore
import Orchestration
import Synchronization

/// One life of the simulation: a world with its faults, services that crash and start again, operators, watchers and
/// clients, from a quiet beginning to the end of all that was asked for.
package final class Simulation: Sendable {
  private struct State {
    var lives: [ServiceLife] = []
    var current: ServiceLife?
    var isOver = false
    var looked: [Identifier: Int64] = [:]
    var heard: [Int: [Identifier: Int64]] = [:]
    var heardEvacuations: [Identifier: Int64] = [:]
  }

  let setting: Setting
  let laws: Laws
  let addresses: [BackendAddress]
  private let state = Mutex(State())

  package init(seed: UInt64, traces: Bool = false) {
    let dice = Dice(seed: seed)
    let menu = Menu(dice)
    let clock = VirtualClock()
    let judge = Judge(clock, traces: traces)
    judge.note("seed \(seed): \(menu)")
    let scene = Scene(dice)
    let store = Store(scene.tables, identity: scene.identity, judge)
    setting = Setting(
      dice: dice, menu: menu, clock: clock, judge: judge, store: store, truth: scene.truth,
      disks: scene.disks, capabilities: scene.capabilities)
    addresses = scene.addresses
    laws = Laws(setting: setting)
    // The ledger does not keep its judge: a life that is over holds nothing.
    store.judge { [weak self] in self?.laws.judge($0, $1, $2) }
  }

  /// How many there are of which something is still held: by a task that never ended, or by objects that hold each other.
  package static var inMemory: Int { Setting.alive.load(ordering: .relaxed) }

  /// What should not have happened.
  package var violations: [String] { setting.judge.violations }
  package var trace: [String] { setting.judge.lines }

  // MARK: What its people know

  var current: ServiceLife? { state.withLock { $0.current } }
  var isOver: Bool { state.withLock { $0.isOver } }
  var newestLooked: [Identifier: Int64] { state.withLock { $0.looked } }

  func looked(_ migration: Migration, _ before: [Identifier: Int64]) {
    if migration.revision < before[migration.id] ?? 0 {
      setting.judge.breaks("a poller is told of a state that was undone")
    }
    shown(migration)
  }

  /// Somebody knows of it: no poller who asks from now on is told less.
  func shown(_ migration: Migration) {
    state.withLock { state in
      state.looked[migration.id] = max(state.looked[migration.id] ?? 0, migration.revision)
    }
  }

  func heard(_ watcher: Int, _ seen: [Identifier: Int64]) {
    state.withLock { $0.heard[watcher] = seen }
  }

  /// The newest revision of each evacuation that its watcher was told.
  var heardEvacuations: [Identifier: Int64] { state.withLock { $0.heardEvacuations } }

  func heard(_ evacuation: Evacuation) {
    state.withLock { $0.heardEvacuations[evacuation.id] = evacuation.revision }
  }

  // MARK: The play

  private static let watchers = 2
  private static let steps = 400_000

  /// Plays the life to its end.
  package func play() {
    let length = setting.dice.one(of: [Duration.seconds(20), .seconds(60), .seconds(180)])
    start()
    for number in 1...Self.watchers {
      setting.run { await WatchClient(number, self).watch() }
    }
    setting.run { await self.clients() }
    if setting.menu.has(.evacuation) {
      setting.run { await EvacuationClient(self).watch() }
    }
    setting.run { await self.poll() }
    setting.run { await self.direct(for: length) }
    var left = Self.steps
    let end = setting.clock.now.adding(.seconds(7200))
    while left > 0 {
      left -= 1
      if let crashed = setting.takeCrashed() { restart(after: crashed) }
      if setting.executor.runOne() { continue }
      if !setting.clock.leap(notAfter: end) { break }
    }
    if left == 0 { setting.judge.breaks("it never comes to rest") }
    if !isOver { setting.judge.breaks("the play came to a halt") }
    unwind()
  }

  /// Whoever still waits or sleeps is sent home, and nobody judges it any more: a task that never ends would keep the whole
  /// life in memory.
  private func unwind() {
    setting.judge.close()
    setting.endFaults()
    let lives = state.withLock { state in
      (state.isOver, state.current) = (true, nil)
      defer { state.lives = [] }
      return state.lives
    }
    for life in lives {
      life.power.turnOff()
      setting.run { await life.end() }
    }
    for _ in 0..<Self.steps {
      guard setting.executor.runOne() || setting.clock.leap() else { break }
    }
    setting.forgetLate()
  }

  private func start() {
    let number = state.withLock { $0.lives.count + 1 }
    let life = ServiceLife(setting, number: number)
    state.withLock { $0.lives.append(life) }
    setting.judge.note("life \(number) begins")
    setting.run { [self] in
      if await life.begin() {
        state.withLock { state in
          if !life.power.isOff && !state.isOver { state.current = life }
        }
      } else if !life.power.isOff {
        life.power.turnOff()
        restart(after: life.power)
      }
    }
  }

  /// The next life begins a while after the last one's end; what that left under way arrives whenever it does.
  private func restart(after power: Power) {
    let life = state.withLock { state in
      if state.current?.power === power { state.current = nil }
      return state.lives.first { $0.power === power }
    }
    setting.clock.wakeAll(of: power.number)
    setting.run { await life?.end() }
    setting.run { [self] in
      await setting.clock.sleep(for: setting.dice.time(upTo: .seconds(5)))
      if !isOver { start() }
    }
  }

  /// Clients write all the time, wherever they are served.
  private func clients() async {
    let pause = Duration.seconds(setting.dice.one(of: [1, 3]))
    while !isOver {
      for place in setting.truth.places where setting.dice.falls(0.5) {
        for disk in setting.disks.values { disk.write(place, setting.truth) }
      }
      await setting.clock.sleep(for: setting.isFaulty ? pause : .seconds(20))
    }
  }

  private func poll() async {
    while !isOver {
      await Operator(simulation: self).look()
      await setting.clock.sleep(for: setting.dice.time(upTo: .seconds(setting.isFaulty ? 1 : 60)))
    }
  }

  private func direct(for length: Duration) async {
    let people = Operator(simulation: self)
    let actions = 6 + setting.dice.below(20)
    for _ in 0..<actions {
      let delay = setting.dice.time(upTo: length)
      setting.run { [self] in
        await setting.clock.sleep(for: delay)
        await people.act()
      }
    }
    for _ in 0..<4 { trouble(within: length, people) }
    await setting.clock.sleep(for: length)
    setting.endFaults()
    for disk in setting.disks.values { disk.state.withLock { $0.downUntil = VirtualClock.epoch } }
    await rest(.seconds(600))
    mustHaveSettled(allowing: .phase1Done)
    // An evacuation looks again at the end, and starts what could not be started before.
    for _ in 0..<4 {
      await finish()
      await rest(.seconds(300))
      if setting.store.tables.all(Migration.self).allSatisfy({ !$0.isBusy }) { break }
    }
    mustHaveSettled(allowing: nil)
    nothingIsLeftHalfDone()
    watchersMustKnowAll()
    evacuationWatchersMustKnowAll()
    await pollersMustKnowAll()
    await close()
  }

  /// Faults of the world at large.
  private func trouble(within length: Duration, _ people: Operator) {
    let (setting, delay) = (setting, setting.dice.time(upTo: length))
    let duration = setting.dice.time(upTo: .seconds(40))
    setting.run { [self] in
      await setting.clock.sleep(for: delay)
      if setting.meets(.ledgerOutage, 0.5) { setting.beginOutage(for: duration) }
      if setting.meets(.backendDown, 0.5) {
        let address = setting.dice.one(of: addresses)
        setting.judge.note("fault: backend \(address) is down for \(duration)")
        let until = setting.clock.now.adding(duration)
        setting.disks[address]?.state.withLock { $0.downUntil = until }
      }
      if setting.meets(.reset, 0.5) { await people.reset() }
      if setting.meets(.crash, 0.3), let life = current {
        setting.crash(life.power, "out of the blue")
      }
      setting.arrive()
    }
  }

  private func rest(_ duration: Duration) async {
    await setting.clock.sleep(for: duration)
    setting.arrive()
  }

  /// Every migration has ended, or waits for its operator.
  private func mustHaveSettled(allowing waiting: TaskState?) {
    for migration in setting.store.tables.all(Migration.self) where migration.isBusy {
      if migration.taskState == waiting { continue }
      let recovery = migration.recovery?.state == .inProgress ? ", being recovered" : ""
      setting.judge.breaks(
        "migration \(migration.id.short) stays in \(migration.taskState.rawValue)\(recovery)")
    }
  }

  /// What was asked of backends and of the inventory has come to an end.
  private func nothingIsLeftHalfDone() {
    let tables = setting.store.tables
    for evacuation in tables.all(Evacuation.self) where !evacuation.state.isAtRest {
      setting.judge.breaks("evacuation \(evacuation.id.short) never comes to rest")
    }
    for share in tables.all(Share.self) {
      if share.status.isChanging {
        setting.judge.breaks("a share stays \(share.status.rawValue)")
      }
      if share.accessRulesStatus == .syncing && share.status == .available {
        setting.judge.breaks("the access rules of a share are never in force")
      }
    }
    for snapshot in tables.all(Snapshot.self) where snapshot.status.isChanging {
      setting.judge.breaks("a snapshot stays \(snapshot.status.rawValue)")
    }
  }

  private func finish() async {
    guard let life = current else { return setting.judge.breaks("no life of the service lasts") }
    for migration in setting.store.tables.all(Migration.self)
    where migration.taskState == .phase1Done {
      do throws(Refusal) {
        _ = try await life.orchestrator.complete(
          .migration(migration.id), as: Operator(simulation: self).key(of: "complete"))
      } catch {
        setting.judge.breaks("nothing stands in the way of a complete: \(error.message)")
      }
    }
  }

  private func watchersMustKnowAll() {
    let heard = state.withLock { $0.heard }
    for migration in setting.store.tables.all(Migration.self) {
      for number in 1...Self.watchers
      where heard[number]?[migration.id] ?? 0 != migration.revision {
        setting.judge.breaks(
          "watcher \(number) never hears revision \(migration.revision) of "
            + "migration \(migration.id.short)")
      }
    }
  }

  private func evacuationWatchersMustKnowAll() {
    guard setting.menu.has(.evacuation) else { return }
    let heard = heardEvacuations
    for evacuation in setting.store.tables.all(Evacuation.self)
    where heard[evacuation.id] != evacuation.revision {
      setting.judge.breaks(
        "a watcher never hears revision \(evacuation.revision) of "
          + "evacuation \(evacuation.id.short)")
    }
  }

  private func pollersMustKnowAll() async {
    guard let life = current else { return }
    for migration in setting.store.tables.all(Migration.self) {
      let shown = try? await life.orchestrator.status(.migration(migration.id)).migration
      // Retention may have removed it meanwhile.
      guard setting.store.tables.row(Migration.self, migration.id) != nil else { continue }
      if shown?.revision != migration.revision {
        setting.judge.breaks("a poller never hears the end of migration \(migration.id.short)")
      }
    }
  }

  private func close() async {
    let life = state.withLock { state in
      state.isOver = true
      defer { state.current = nil }
      return state.current
    }
    await life?.end()
  }
}
