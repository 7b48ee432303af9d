import MigrationCore
import Synchronization

/// A driver whose power goes before or after one of its calls.
package final class FaultyDriver: Driver {
  /// Where the power goes: at the call of this number, the first being 1.
  package struct Crash: Sendable, Hashable {
    package var call: Int
    package var isAfter: Bool

    package init(call: Int, isAfter: Bool) {
      self.call = call
      self.isAfter = isAfter
    }
  }

  private let inner: any Driver
  private let crash: Crash?
  private let power: PowerSwitch
  private let counter: Counter
  /// Hears of each call before it is made, and of each progress as “progress”.
  private let observe: @Sendable (String) -> Void
  /// Makes another answer of a cutover's.
  private let changeCutover: @Sendable (Cutover) -> Cutover

  /// Counts the calls of several drivers together.
  package final class Counter: Sendable {
    private let count = Atomic(0)

    package init() {}

    package var value: Int { count.load(ordering: .sequentiallyConsistent) }

    func next() -> Int { count.add(1, ordering: .sequentiallyConsistent).newValue }
  }

  package init(
    _ inner: any Driver, crash: Crash? = nil, power: PowerSwitch = PowerSwitch(),
    counter: Counter = Counter(), observe: @escaping @Sendable (String) -> Void = { _ in },
    changeCutover: @escaping @Sendable (Cutover) -> Cutover = { $0 }
  ) {
    self.inner = inner
    self.crash = crash
    self.power = power
    self.counter = counter
    self.observe = observe
    self.changeCutover = changeCutover
  }

  package var kind: String { inner.kind }
  package var capabilities: Capabilities { inner.capabilities }
  package var protocols: [ShareProtocol] { inner.protocols }

  private func passing<Value: Sendable>(
    _ name: String = #function, _ call: () async throws(DriverError) -> Value
  ) async throws(DriverError) -> Value {
    await power.pass()
    let isHere = counter.next() == crash?.call
    if isHere && crash?.isAfter == false { power.turnOff() }
    await power.pass()
    observe(String(name.prefix { $0 != "(" }))
    let value = try await call()
    if isHere { power.turnOff() }
    await power.pass()
    return value
  }

  // A heartbeat comes when it comes: it is not counted.
  package func inspect() async throws(DriverError) -> BackendReport { try await inner.inspect() }

  package func createServer(_ server: ServerView) async throws(DriverError) -> CreatedServer {
    try await passing { () throws(DriverError) in try await inner.createServer(server) }
  }

  package func deleteServer(_ server: ServerView) async throws(DriverError) {
    try await passing { () throws(DriverError) in try await inner.deleteServer(server) }
  }

  package func createShare(_ share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedShare
  {
    try await passing { () throws(DriverError) in
      try await inner.createShare(share, on: server)
    }
  }

  package func deleteShare(_ share: Share, on server: ServerView) async throws(DriverError) {
    try await passing { () throws(DriverError) in
      try await inner.deleteShare(share, on: server)
    }
  }

  package func extendShare(_ share: Share, toGiB size: Int64, on server: ServerView)
    async throws(DriverError)
  {
    try await passing { () throws(DriverError) in
      try await inner.extendShare(share, toGiB: size, on: server)
    }
  }

  package func createSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedSnapshot
  {
    try await passing { () throws(DriverError) in
      try await inner.createSnapshot(snapshot, of: share, on: server)
    }
  }

  package func deleteSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError)
  {
    try await passing { () throws(DriverError) in
      try await inner.deleteSnapshot(snapshot, of: share, on: server)
    }
  }

  package func applyAccessRules(
    _ rules: [AccessRule], to share: Share, on server: ServerView, readOnly: Bool
  ) async throws(DriverError) {
    try await passing { () throws(DriverError) in
      try await inner.applyAccessRules(rules, to: share, on: server, readOnly: readOnly)
    }
  }

  package func checkCompatibility(_ plan: MigrationPlan)
    async throws(DriverError) -> CompatibilityReport
  {
    try await passing { () throws(DriverError) in try await inner.checkCompatibility(plan) }
  }

  package func startMigration(_ job: MigrationJob) async throws(DriverError) {
    try await passing { () throws(DriverError) in try await inner.startMigration(job) }
  }

  package func advanceMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) {
    try await passing { () throws(DriverError) in
      try await inner.advanceMigration(job) { [observe] progress in
        observe("progress")
        report(progress)
      }
    }
  }

  package func completeMigration(
    _ job: MigrationJob, report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) -> Cutover {
    try await passing { () throws(DriverError) in
      changeCutover(try await inner.completeMigration(job, report: report))
    }
  }

  package func cancelMigration(_ job: MigrationJob) async throws(DriverError) {
    try await passing { () throws(DriverError) in try await inner.cancelMigration(job) }
  }

  package func verifyRecovery(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> [Conflict]
  {
    try await passing { () throws(DriverError) in
      try await inner.verifyRecovery(job, direction)
    }
  }

  package func recoverMigration(_ job: MigrationJob, _ direction: RecoveryDirection)
    async throws(DriverError) -> Cutover?
  {
    try await passing { () throws(DriverError) in
      try await inner.recoverMigration(job, direction)
    }
  }
}
