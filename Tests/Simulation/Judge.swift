import MigrationCore
import Synchronization

/// Writes down what happened, when asked to, and what should not have.
final class Judge: Sendable {
  private struct State {
    var lines: [String] = []
    var violations: [String] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let clock: VirtualClock
  let traces: Bool

  init(_ clock: VirtualClock, traces: Bool) {
    self.clock = clock
    self.traces = traces
  }

  var lines: [String] { state.withLock { $0.lines } }
  var violations: [String] { state.withLock { $0.violations } }

  func note(_ words: @autoclosure () -> String) {
    guard traces else { return }
    let line = "\(time) \(words())"
    state.withLock { state in
      if !state.isClosed { state.lines.append(line) }
    }
  }

  func breaks(_ law: String) {
    note("BROKEN: \(law)")
    state.withLock { state in
      if !state.isClosed, !state.violations.contains(law) { state.violations.append(law) }
    }
  }

  /// The life is over: what is left of it only unwinds.
  func close() {
    state.withLock { $0.isClosed = true }
  }

  private var time: String {
    let micros = clock.now.since(VirtualClock.epoch).microseconds
    let text = String(micros / 1000)
    return String(repeating: " ", count: max(0, 7 - text.count)) + text
  }
}

extension Identifier {
  /// Enough of it for a person.
  var short: String { String(rawValue.prefix(4)) }
}
