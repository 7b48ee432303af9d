import Synchronization

/// Runs one job at a time, and draws which one: every interleaving of the real code's tasks has a seed, and a seed has one.
final class SeededExecutor: TaskExecutor {
  private let ready = Mutex<[UnownedJob]>([])
  private let dice: Dice

  init(_ dice: Dice) {
    self.dice = dice
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    ready.withLock { $0.append(job) }
  }

  /// False when there is nothing to do.
  func runOne() -> Bool {
    let job = ready.withLock { ready -> UnownedJob? in
      guard !ready.isEmpty else { return nil }
      return ready.remove(at: ready.count == 1 ? 0 : dice.below(ready.count))
    }
    guard let job else { return false }
    job.runSynchronously(on: asUnownedTaskExecutor())
    return true
  }
}
