import Testing

@testable import HTTP2

@Suite("Timers of a loop")
struct TimerTests {
  private let start = ContinuousClock.now + .seconds(3600)

  @Test("calls with long deadlines that end early leave no timers behind")
  func cancelledTimersGo() throws {
    var heap = TimerHeap()
    var waiting: [LoopTimer] = []
    let first = heap.add(at: start) {}
    for second in 1...10_000 {
      waiting.append(heap.add(at: start + .seconds(second)) {})
    }
    for timer in waiting { timer.cancel() }
    #expect(heap.next == start)
    #expect(heap.count == 1)
    first.cancel()
    #expect(heap.next == nil)
    #expect(heap.count == 0)
  }

  @Test("cancelled twice, or after it ran, counts once: the others still run, in order")
  func orderIsKept() throws {
    var heap = TimerHeap()
    var timers: [LoopTimer] = []
    // 7919 is coprime to 1000: every offset once, in a scattered order.
    for index in 0..<1000 {
      timers.append(heap.add(at: start + .seconds(index * 7919 % 1000)) {})
    }
    for (index, timer) in timers.enumerated() where index * 7919 % 1000 % 3 != 0 {
      timer.cancel()
      timer.cancel()
    }
    var kept: [Duration] = []
    while let moment = heap.next {
      kept.append(moment - start)
      let offset = Int(kept[kept.count - 1].components.seconds)
      timers.first { $0.at == moment }?.cancel()
      #expect(offset % 3 == 0)
    }
    #expect(kept == stride(from: 0, to: 1000, by: 3).map { .seconds($0) })
    #expect(heap.count == 0)
  }

  @Test("a timer that ran can be cancelled without harm to those that wait")
  func cancelAfterRun() throws {
    var heap = TimerHeap()
    var ran = 0
    let past = ContinuousClock.now - .seconds(1)
    let done = (0..<10).map { _ in heap.add(at: past) { ran += 1 } }
    let waiting = heap.add(at: start) { ran += 100 }
    for timer in heap.takeDue() { timer.fire() }
    #expect(ran == 10)
    for timer in done { timer.cancel() }
    #expect(heap.next == start)
    waiting.cancel()
    #expect(heap.next == nil)
  }

  @Test("a timer may set another one")
  func again() async throws {
    let loop = try EventLoop()
    await withCheckedContinuation { done in
      loop.execute {
        _ = loop.schedule(after: .zero) {
          _ = loop.schedule(after: .zero) { done.resume() }
        }
      }
    }
    loop.stop()
  }
}
