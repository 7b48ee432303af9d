import MigrationCore
import Synchronization

/// Turns the progress of passes over single trees into that of a migration.
final class ProgressMeter: Sendable {
  private struct State {
    var pass = 1
    /// Of each tree, in the order of the units.
    var done: [PassProgress]
    var totals: [TreeScan]
    var copied: Int64 = 0
    var samples: [(time: ContinuousClock.Instant, copied: Int64)] = []
  }

  private let units: [CopyUnit]
  private let report: @Sendable (ProgressReport) -> Void
  private let state: Mutex<State>

  init(
    _ units: [CopyUnit], totals: [TreeScan], report: @escaping @Sendable (ProgressReport) -> Void
  ) {
    self.units = units
    self.report = report
    state = Mutex(
      State(done: Array(repeating: PassProgress(), count: units.count), totals: totals))
  }

  /// While the trees are still being counted: `totals` are those that are known, the last one in part.
  static func counting(_ units: [CopyUnit], _ totals: [TreeScan]) -> ProgressReport {
    let known = Array(units.prefix(totals.count))
    return report(
      State(
        pass: 0, done: Array(repeating: PassProgress(), count: known.count), totals: totals),
      known)
  }

  /// A later pass moves what changed: with it grows what there is to move, and the bar stays full.
  func began(pass: Int) {
    state.withLock { $0.pass = pass }
  }

  func advanced(_ unit: Int, _ progress: PassProgress) {
    let now = ContinuousClock.now
    let next = state.withLock { state -> ProgressReport in
      let moved = progress.bytesCopied - state.done[unit].bytesCopied
      state.copied += moved
      var shown = progress
      if state.pass > 1 {
        state.totals[unit].bytes += moved
        shown.bytes = max(progress.bytes, state.totals[unit].bytes)
        shown.files = max(progress.files, state.totals[unit].files)
      }
      state.done[unit] = shown
      // A source that grows while it is copied.
      state.totals[unit].bytes = max(state.totals[unit].bytes, shown.bytes)
      state.totals[unit].files = max(state.totals[unit].files, shown.files)
      state.samples.append((now, state.copied))
      state.samples.removeAll { now - $0.time > .seconds(5) }
      return Self.report(state, units)
    }
    report(next)
  }

  /// A pass over the tree has ended; the next counts its bytes from 0.
  func finished(_ unit: Int) {
    state.withLock { $0.done[unit].bytesCopied = 0 }
  }

  /// Everything is there.
  func completed() {
    let last = state.withLock { state -> ProgressReport in
      for unit in units.indices {
        state.done[unit].bytes = state.totals[unit].bytes
        state.done[unit].files = state.totals[unit].files
      }
      return Self.report(state, units)
    }
    report(last)
  }

  private static func report(_ state: State, _ units: [CopyUnit]) -> ProgressReport {
    var shares: [ShareProgress] = []
    for (index, unit) in units.enumerated() {
      let slot = shares.firstIndex { $0.shareID == unit.shareID } ?? shares.endIndex
      if slot == shares.endIndex { shares.append(ShareProgress(shareID: unit.shareID)) }
      shares[slot].bytesDone += state.done[index].bytes
      shares[slot].bytesTotal += state.totals[index].bytes
      shares[slot].filesDone += state.done[index].files
      shares[slot].filesTotal += state.totals[index].files
    }
    var rate = 0.0
    if let first = state.samples.first, let last = state.samples.last, last.time > first.time {
      rate = Double(last.copied - first.copied) / ((last.time - first.time) / .seconds(1))
    }
    return ProgressReport(shares: shares, bytesPerSecond: rate, pass: state.pass)
  }
}
