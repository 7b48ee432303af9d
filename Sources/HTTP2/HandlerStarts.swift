/// Work that an event loop starts, and that may wait.
package protocol LoopHandler: AnyObject, Sendable {
  typealias Work = nonisolated(nonsending) @Sendable () async -> Void

  /// Hands over what is to be run on the loop, once; nil when there is no need any more.
  func takeWork() -> Work?
  /// The work waits for something, in a task of its own. Called at most once, on the loop.
  func waits(in task: Task<Void, Never>)
}

/// The handlers that an event loop has to start, in order. A task for each would cost more than most of them.
struct HandlerStarts {
  private var waiting: [(any LoopHandler)?] = []
  private var first = 0
  /// The one that runs now.
  var running: (any LoopHandler)?

  var isEmpty: Bool { waiting.isEmpty }

  mutating func append(_ handler: any LoopHandler) { waiting.append(handler) }

  mutating func next() -> (any LoopHandler)? {
    guard first < waiting.count else { return nil }
    let handler = waiting[first].take()
    first += 1
    if first == waiting.count {
      waiting.removeAll(keepingCapacity: first <= 1024)
      first = 0
    }
    return handler
  }
}
