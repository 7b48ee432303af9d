import Synchronization

/// Runs async work a few at a time, first come first served. Ten thousand watchers that come back at once wait here as ten
/// thousand closures, not as tasks with stacks of their own.
final class Lanes: Sendable {
  private struct Work {
    let run: @Sendable () async -> Void
  }

  private struct State {
    var waiting: [Work] = []
    var next = 0
    var running = 0

    mutating func take() -> Work? {
      guard next < waiting.count else {
        waiting = []
        next = 0
        running -= 1
        return nil
      }
      next += 1
      return waiting[next - 1]
    }
  }

  private let width: Int
  private let state = Mutex(State())

  init(width: Int) {
    self.width = width
  }

  func add(_ run: @escaping @Sendable () async -> Void) {
    let isNew = state.withLock { state in
      state.waiting.append(Work(run: run))
      guard state.running < width else { return false }
      state.running += 1
      return true
    }
    guard isNew else { return }
    Task {
      while let work = state.withLock({ $0.take() }) { await work.run() }
    }
  }
}
