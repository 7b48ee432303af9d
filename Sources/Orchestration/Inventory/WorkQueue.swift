import MigrationCore
import Synchronization

/// Works one after the other for each share server, side by side for different ones.
final class WorkQueue: Sendable {
  private struct Tails {
    var tasks: [Identifier: Task<Void, Never>] = [:]
    var sequence: [Identifier: Int] = [:]
    var isClosed = false
  }

  private let tails = Mutex(Tails())
  private let executor: (any TaskExecutor)?

  init(_ executor: (any TaskExecutor)?) {
    self.executor = executor
  }

  /// Runs `work` when everything queued for `key` before it is done. Dropped after `cancelAll`.
  func enqueue(_ key: Identifier, _ work: @escaping @Sendable () async -> Void) {
    tails.withLock { tails in
      guard !tails.isClosed else { return }
      let number = tails.sequence[key, default: 0] + 1
      let before = tails.tasks[key]
      tails.sequence[key] = number
      tails.tasks[key] = Task(executorPreference: executor) { [weak self] in
        await withTaskCancellationHandler {
          await before?.value
        } onCancel: {
          before?.cancel()
        }
        if !Task.isCancelled { await work() }
        self?.forget(key, number)
      }
    }
  }

  /// Returns when nothing is queued.
  func settle() async {
    while let task = tails.withLock({ $0.tasks.values.first }) { await task.value }
  }

  /// Cancels everything, takes nothing more, and returns when all has stopped.
  func cancelAll() async {
    let tasks = tails.withLock { tails in
      tails.isClosed = true
      return Array(tails.tasks.values)
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  private func forget(_ key: Identifier, _ number: Int) {
    tails.withLock { tails in
      guard tails.sequence[key] == number else { return }
      tails.tasks[key] = nil
      tails.sequence[key] = nil
    }
  }
}
