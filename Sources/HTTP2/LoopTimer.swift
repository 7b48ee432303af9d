/// One action at one moment on an event loop. Touched on the loop only.
package final class LoopTimer {
  fileprivate let at: ContinuousClock.Instant
  fileprivate var action: (() -> Void)?

  fileprivate init(at: ContinuousClock.Instant, _ action: @escaping () -> Void) {
    self.at = at
    self.action = action
  }

  /// The action will not run.
  package func cancel() {
    action = nil
  }
}

/// Timers by their moment. A cancelled one stays until its moment, without its action.
struct TimerHeap {
  private var heap: [LoopTimer] = []

  /// The earliest moment; cancelled timers at the front are dropped on the way.
  var next: ContinuousClock.Instant? {
    mutating get {
      while let first = heap.first, first.action == nil { removeFirst() }
      return heap.first?.at
    }
  }

  mutating func add(at moment: ContinuousClock.Instant, _ action: @escaping () -> Void) -> LoopTimer
  {
    let timer = LoopTimer(at: moment, action)
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

  /// Runs what is due.
  mutating func fire() {
    guard let first = next else { return }
    let now = ContinuousClock.now
    guard first <= now else { return }
    var due: [LoopTimer] = []
    while let moment = next, moment <= now, let first = heap.first {
      due.append(first)
      removeFirst()
    }
    for timer in due {
      let action = timer.action
      timer.action = nil
      action?()
    }
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
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
}
