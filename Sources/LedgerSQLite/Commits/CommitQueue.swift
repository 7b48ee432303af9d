import GRDB
import MigrationCore
import Synchronization

/// Commits what is waiting, together: one fsync(2) for all writes that came while the last one was under way. Each is a
/// savepoint of its own, in the order they came; nobody is answered before the commit.
///
/// After a fault of the ledger itself writes are refused at once, without touching the disk, until a probe gets through.
final class CommitQueue: Sendable {
  private static let groupMax = 256

  private struct State {
    var waiting: [PendingWrite] = []
    var isCommitting = false
    var fault: Refusal?
    var isClosed = false
  }

  private let pool: DatabasePool
  private let path: String
  private let files: FileGuard
  private let identity: Identifier
  private let fence: Int64
  /// The newest event of the last commit.
  private let position: Mutex<Int64>
  private let state = Mutex(State())
  private let tell: @Sendable (Refusal?) -> Void

  /// - Parameter tell: hears of a fault when it begins and when its reason changes, and nil when it is over.
  init(
    _ pool: DatabasePool, path: String, files: FileGuard, identity: Identifier, fence: Int64,
    position: Int64, tell: @escaping @Sendable (Refusal?) -> Void
  ) {
    self.pool = pool
    self.path = path
    self.files = files
    self.identity = identity
    self.fence = fence
    self.position = Mutex(position)
    self.tell = tell
  }

  /// What keeps the ledger from taking writes now.
  var fault: Refusal? { state.withLock { $0.fault } }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    if Task.isCancelled { throw Fault.cancelled }
    let result: Result<Value, Refusal> = await withCheckedContinuation { continuation in
      let write = PendingWrite(body) { continuation.resume(returning: $0) }
      if let refusal = enqueue(write) { write.finish(refusal) }
    }
    return try result.get()
  }

  /// No write comes after it; those that wait are refused.
  func close() {
    state.withLock { $0.isClosed = true }
  }

  private func enqueue(_ write: PendingWrite) -> Refusal? {
    let (refusal, mustStart) = state.withLock { state -> (Refusal?, Bool) in
      if state.isClosed { return (Fault.closed(path), false) }
      if let fault = state.fault { return (fault, false) }
      state.waiting.append(write)
      guard !state.isCommitting else { return (nil, false) }
      state.isCommitting = true
      return (nil, true)
    }
    if mustStart { pool.asyncWriteWithoutTransaction { self.drain($0) } }
    return refusal
  }

  private func drain(_ database: Database) {
    while true {
      let group = state.withLock { state in
        let group = Array(state.waiting.prefix(Self.groupMax))
        state.waiting.removeFirst(group.count)
        if group.isEmpty { state.isCommitting = false }
        return group
      }
      if group.isEmpty { return }
      do throws(Refusal) {
        try commit(group, in: database)
        for write in group { write.finish(nil) }
      } catch {
        began(error)
        for write in group { write.finish(error) }
      }
    }
  }

  /// All of the group, or none of it; a write that refuses by itself does not count.
  private func commit(_ group: [PendingWrite], in database: Database) throws(Refusal) {
    do {
      try checkFiles(database)
      try database.inTransaction(.immediate) {
        if group.count == 1 { return try performAlone(group[0], in: database) }
        for write in group { try perform(write, in: database) }
        return .commit
      }
      try files.settle()
      let last = try SQLiteTransaction(database, path: path).lastPosition()
      position.withLock { $0 = last }
    } catch {
      throw Fault.running(error, path)
    }
  }

  private func performAlone(_ write: PendingWrite, in database: Database) throws
    -> Database.TransactionCompletion
  {
    do throws(Refusal) {
      try write.perform(database)
      return .commit
    } catch {
      if error.isFaultOfLedger { throw error }
      return .rollback
    }
  }

  private func perform(_ write: PendingWrite, in database: Database) throws {
    do {
      try database.inSavepoint {
        try write.perform(database)
        return .commit
      }
    } catch let refusal as Refusal {
      // Its own refusal is kept as its outcome, and its savepoint is rolled back. A fault is everybody's.
      if refusal.isFaultOfLedger { throw refusal }
      guard database.isInsideTransaction else {
        throw DatabaseError(resultCode: .SQLITE_ABORT, message: refusal.message)
      }
    }
  }

  private func checkFiles(_ database: Database) throws {
    switch files.finding() {
    case nil: return
    case .replaced(let what):
      // What is only in a companion that lost its name is brought into the file, if that is still the one.
      if files.hasFile { _ = try? database.checkpoint(.passive) }
      throw Fault.replaced(path, what)
    case .touched:
      let known = position.withLock { $0 }
      guard files.isStillOurs(identity, fence: fence, position: known) else {
        throw Fault.replaced(
          path, "another program wrote to it, and it is not this ledger any more")
      }
      try files.settle()
    }
  }

  // MARK: Faults

  private func began(_ fault: Refusal) {
    let waiting = state.withLock { state -> [PendingWrite]? in
      let isFirst = state.fault == nil
      state.fault = fault
      guard isFirst else { return nil }
      let waiting = state.waiting
      state.waiting = []
      return waiting
    }
    guard let waiting else { return }
    for write in waiting { write.finish(fault) }
    tell(fault)
    Task { await self.probe() }
  }

  /// Tries a write of its own until one gets through.
  private func probe() async {
    var delay = Duration.milliseconds(100)
    while !state.withLock({ $0.isClosed }) {
      try? await Task.sleep(for: delay)
      delay = min(delay * 2, .seconds(2))
      let fault = await probed()
      let (before, isOver) = state.withLock { state in
        let before = state.fault
        state.fault = fault
        return (before, fault == nil)
      }
      if before?.reason != fault?.reason { tell(fault) }
      if isOver { return }
    }
  }

  private func probed() async -> Refusal? {
    if state.withLock({ $0.fault?.reason }) == .ledgerFull, !FileSystem.hasRoom(for: path) {
      return fault
    }
    return await withCheckedContinuation { continuation in
      pool.asyncWriteWithoutTransaction { database in
        do throws(Refusal) {
          try self.commit([Self.probeWrite], in: database)
          continuation.resume(returning: nil)
        } catch {
          continuation.resume(returning: error)
        }
      }
    }
  }

  /// A page written to the disk: a value must change, or SQLite writes nothing.
  private static let probeWrite = PendingWrite(
    { database throws(Refusal) in
      do {
        try database.execute(sql: "UPDATE meta SET probes = probes + 1")
      } catch {
        throw Fault.running(error, "")
      }
    }, tell: { _ in })
}
