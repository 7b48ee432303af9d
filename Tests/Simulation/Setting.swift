import MigrationCore
import Orchestration
import Synchronization

/// What a life of the simulation is played with: chance, time, the ledger's file, the backends' disks, and who judges.
final class Setting: Sendable {
  struct Moving {
    var isFaulty = true
    var outageUntil = VirtualClock.epoch
    var crashesLeft = 5
    /// The life that has to end.
    var crashed: Power?
    /// What is to be done some time later.
    var late: [@Sendable (Store) -> Void] = []
  }

  let dice: Dice
  let menu: Menu
  let clock: VirtualClock
  let executor: SeededExecutor
  let judge: Judge
  let store: Store
  let disks: [BackendAddress: Disk]
  let capabilities: [BackendAddress: Capabilities]
  let truth: Truth
  let limits: (inAll: Int?, perBackend: Int?)
  /// Answers to request ids are kept: nobody asks for so long.
  let retention: Retention?
  private let moving = Mutex(Moving())

  /// How many there are: each task and object of a life holds its setting.
  static let alive = Atomic(0)

  init(
    dice: Dice, menu: Menu, clock: VirtualClock, judge: Judge, store: Store, truth: Truth,
    disks: [BackendAddress: Disk], capabilities: [BackendAddress: Capabilities]
  ) {
    self.dice = dice
    self.menu = menu
    self.clock = clock
    self.judge = judge
    self.store = store
    self.truth = truth
    self.disks = disks
    self.capabilities = capabilities
    executor = SeededExecutor(dice)
    limits =
      menu.has(.slots) ? (dice.one(of: [1, 2, nil]), dice.one(of: [1, 2, nil])) : (nil, nil)
    retention =
      menu.has(.retention)
      ? Retention(migrations: .seconds(dice.one(of: [10, 60]))) : nil
    Self.alive.add(1, ordering: .relaxed)
  }

  deinit { Self.alive.subtract(1, ordering: .relaxed) }

  // MARK: Faults

  /// Whether a fault of this kind strikes now, in `share` of the cases where it can.
  func meets(_ kind: Menu.Kind, _ share: Double) -> Bool {
    menu.has(kind) && isFaulty && dice.falls(share * menu.heat)
  }

  var isFaulty: Bool { moving.withLock { $0.isFaulty } }

  /// From here on the world is kind.
  func endFaults() {
    judge.note("no more faults")
    moving.withLock { moving in
      moving.isFaulty = false
      moving.outageUntil = clock.now
    }
  }

  var isLedgerOut: Bool { moving.withLock { clock.now < $0.outageUntil } }

  func beginOutage(for duration: Duration) {
    judge.note("fault: the ledger is out for \(duration)")
    moving.withLock { $0.outageUntil = clock.now.adding(duration) }
  }

  // MARK: Crashes

  func crash(_ power: Power, _ when: String) {
    let isDue = moving.withLock { moving in
      guard moving.crashesLeft > 0, moving.crashed == nil, !power.isOff else { return false }
      moving.crashesLeft -= 1
      moving.crashed = power
      return true
    }
    guard isDue else { return }
    judge.note("fault: life \(power.number) crashes \(when)")
    power.turnOff()
  }

  func takeCrashed() -> Power? {
    moving.withLock { moving in
      defer { moving.crashed = nil }
      return moving.crashed
    }
  }

  func late(_ work: @escaping @Sendable (Store) -> Void) {
    moving.withLock { $0.late.append(work) }
  }

  /// What was under way when a life ended arrives.
  func arrive() {
    let works = moving.withLock { moving in
      // Some come twice.
      defer { moving.late = moving.late.filter { _ in dice.falls(0.3) } }
      return moving.late
    }
    for work in works { work(store) }
  }

  /// What has not arrived by now never does.
  func forgetLate() {
    moving.withLock { $0.late = [] }
  }

  // MARK: Tasks

  @discardableResult
  func run(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    Task(executorPreference: executor) { await work() }
  }

  var chance: Chance { Chance { [dice] in dice.next() } }
}
