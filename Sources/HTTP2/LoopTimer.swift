/// One action at one moment on an event loop. Touched on the loop only.
package final class LoopTimer {
  package let at: ContinuousClock.Instant
  fileprivate var action: (() -> Void)?
  /// Of the heap that the timer waits in; nil when it is in none.
  fileprivate var cancelled: CancelledCount?

  fileprivate init(
    at: ContinuousClock.Instant, _ cancelled: CancelledCount, _ action: @escaping () -> Void
  ) {
    self.at = at
    self.cancelled = cancelled
    self.action = action
  }

  /// Runs the action, unless one before it has cancelled it.
  func fire() {
    let action = action
    self.action = nil
    action?()
  }

  /// The action will not run.
  package func cancel() {
    guard action != nil else { return }
    action = nil
    cancelled?.value += 1
  }
}

/// How many timers of a heap are cancelled; an object, because timers outlive their loop.
private final class CancelledCount {
  var value = 0
}

/// Timers by their moment. A cancelled one stays without its action until it is the first, or until it and its like are more
/// than half: so to cancel costs the same however many there are.
struct TimerHeap {
  private var heap: [LoopTimer] = []
  private let cancelled = CancelledCount()

  /// Timers held, cancelled ones included.
  var count: Int { heap.count }

  /// The earliest moment; cancelled timers are dropped on the way.
  var next: ContinuousClock.Instant? {
    mutating get {
      if cancelled.value * 2 > heap.count { compact() }
      while let first = heap.first, first.action == nil {
        cancelled.value -= 1
        removeFirst()
      }
      return heap.first?.at
    }
  }

  mutating func add(at moment: ContinuousClock.Instant, _ action: @escaping () -> Void) -> LoopTimer
  {
    let timer = LoopTimer(at: moment, cancelled, action)
    heap.append(timer)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].at < heap[parent].at else { break }
      heap.swapAt(child, parent)
      child = parent
    }
    return timer
  }

  /// Takes out what is due, in order. It is run outside, because an action may add timers.
  mutating func takeDue() -> [LoopTimer] {
    guard let first = next else { return [] }
    let now = ContinuousClock.now
    guard first <= now else { return [] }
    var due: [LoopTimer] = []
    while let moment = next, moment <= now, let first = heap.first {
      due.append(first)
      removeFirst()
    }
    return due
  }

  private mutating func removeFirst() {
    heap[0].cancelled = nil
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    siftDown(from: 0)
  }

  private mutating func siftDown(from start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].at < heap[least].at { least = child }
      }
      guard least != parent else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private mutating func compact() {
    heap.removeAll { $0.action == nil }
    cancelled.value = 0
    for parent in (0..<heap.count / 2).reversed() { siftDown(from: parent) }
  }
}
