import MigrationCore

/// Lets each migration's progress out to the watches only so often: a driver may report at every file, and no watch is told
/// sooner than a tenth of a second after the last time.
struct ProgressPace {
  enum Turn {
    case now
    case after(Duration)
    /// The one that waits will take this along.
    case joined
  }

  private struct Last {
    var moment: Timestamp
    var isAwaited = false
  }

  let interval: Duration
  private var last: [Identifier: Last] = [:]

  init(_ interval: Duration) {
    self.interval = interval
  }

  mutating func reported(_ id: Identifier, at now: Timestamp) -> Turn {
    guard let before = last[id] else {
      last[id] = Last(moment: now)
      return .now
    }
    if before.isAwaited { return .joined }
    let waited = now.since(before.moment)
    guard waited < interval else {
      last[id] = Last(moment: now)
      return .now
    }
    last[id]?.isAwaited = true
    return .after(interval - max(.zero, waited))
  }

  /// Who waited for its turn has it.
  mutating func took(_ id: Identifier, at now: Timestamp) {
    if last[id] != nil { last[id] = Last(moment: now) }
  }

  mutating func forget(_ id: Identifier) {
    last[id] = nil
  }
}
