import Drivers
import MigrationCore
import Synchronization

/// A bandwidth limit by a clock that moves only while the one who is held up waits.
final class VirtualGate: BandwidthGate {
  private struct State {
    var rate: Double?
    var now: Duration = .zero
    var through: Duration = .zero
    var booked: Int64 = 0
    var waits = 0
  }

  private let state: Mutex<State>
  /// Told of each wait, by its number, before it.
  private let onWait: @Sendable (VirtualGate, Int) -> Void

  /// `rate` is bytes a second; nil is no limit.
  init(rate: Double?, onWait: @escaping @Sendable (VirtualGate, Int) -> Void = { _, _ in }) {
    state = Mutex(State(rate: rate))
    self.onWait = onWait
  }

  var elapsed: Duration { state.withLock { $0.now } }
  var booked: Int64 { state.withLock { $0.booked } }
  var waits: Int { state.withLock { $0.waits } }

  /// What was booked is forgotten.
  func change(rate: Double?) {
    state.withLock { state in
      state.rate = rate
      state.through = state.now
    }
  }

  func reserve(_ bytes: Int64) -> Duration {
    state.withLock { state in
      // Asking for one byte while waiting only shows whether the limit has changed.
      if bytes > 1 { state.booked += bytes }
      guard let rate = state.rate else { return .zero }
      let start = max(state.through, state.now)
      state.through = start + .seconds(Double(bytes) / rate)
      return start - state.now
    }
  }

  var throttle: Throttle {
    Throttle(self) { [self] duration in
      let number = state.withLock { state in
        state.waits += 1
        return state.waits
      }
      onWait(self, number)
      state.withLock { $0.now += duration }
    }
  }
}
