import MigrationCore
import Synchronization

/// A ledger that fails by a plan: the same plan, the same failures.
package final class FaultyLedger: Ledger {
  /// What becomes of one write.
  package enum Fault: Sendable, Hashable, CaseIterable {
    /// Not done, and said so.
    case lost
    /// Done, but reported as lost.
    case doneButLost
    /// The power goes before it is done.
    case crashBefore
    /// The power goes when it is done and nobody knows.
    case crashAfter
  }

  private struct State {
    var writes = 0
    var isDown = false
    var refused = 0
    var gate: WriteGate?
    var next: Fault?
  }

  private let inner: any Ledger
  /// By the number of the write; the first is 1.
  private let plan: [Int: Fault]
  private let power: PowerSwitch
  private let state = Mutex(State())

  package init(_ inner: any Ledger, plan: [Int: Fault] = [:], power: PowerSwitch = PowerSwitch()) {
    self.inner = inner
    self.plan = plan
    self.power = power
  }

  package var identity: Identifier { inner.identity }
  package var fence: Int64 { inner.fence }
  /// Writes asked for so far.
  package var writes: Int { state.withLock { $0.writes } }
  /// Reads and writes refused because the ledger was down.
  package var refused: Int { state.withLock { $0.refused } }

  /// From now on every read and write fails, or none does.
  package func setDown(_ isDown: Bool) {
    state.withLock { $0.isDown = isDown }
  }

  /// What becomes of the next write.
  package func breakNextWrite(_ fault: Fault) {
    state.withLock { $0.next = fault }
  }

  /// The next write waits at the gate before anything of it is done.
  package func holdNextWrite() -> WriteGate {
    let gate = WriteGate()
    state.withLock { $0.gate = gate }
    return gate
  }

  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    await power.pass()
    try refuseIfDown()
    let value = try await inner.read(body)
    await power.pass()
    return value
  }

  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    await power.pass()
    try refuseIfDown()
    let number = state.withLock { state in
      state.writes += 1
      return state.writes
    }
    let (gate, fault) = state.withLock { state in
      defer { (state.gate, state.next) = (nil, nil) }
      return (state.gate, state.next)
    }
    if let gate { await gate.pass() }
    switch fault ?? plan[number] {
    case .lost:
      throw Self.unavailable
    case .doneButLost:
      _ = try await powered(body)
      throw Self.unavailable
    case .crashBefore:
      power.turnOff()
      await power.pass()
      throw Self.unavailable
    case .crashAfter:
      let value = try await powered(body)
      power.turnOff()
      await power.pass()
      return value
    case nil:
      let value = try await powered(body)
      await power.pass()
      return value
    }
  }

  /// A write that is under way when the power goes is done before the next life opens the ledger, or never: it does not
  /// arrive in the middle of that life.
  private func powered<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    do throws(Refusal) {
      return try await inner.write { [power] tx throws(Refusal) in
        if power.isOff { throw Self.unavailable }
        return try body(tx)
      }
    } catch {
      await power.pass()
      throw error
    }
  }

  private func refuseIfDown() throws(Refusal) {
    let isDown = state.withLock { state in
      if state.isDown { state.refused += 1 }
      return state.isDown
    }
    if isDown { throw Self.unavailable }
  }

  private static let unavailable = Refusal(
    .unavailable, .ledgerUnavailable, "the ledger does not answer")
}
