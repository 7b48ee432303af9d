import Foundation
import Synchronization
import Testing

@testable import HTTP2

@Suite("What is computed beside a loop")
struct AsideTests {
  /// Lets the work that waits for it go on, and remembers what has begun.
  private final class Gate: Sendable {
    private let isOpen = Atomic(false)
    private let begun = Mutex<[Int]>([])

    var began: [Int] { begun.withLock { $0 } }

    /// Work on `loop` that waits.
    func work(_ number: Int, beside loop: EventLoop) -> Task<Int?, Never> {
      Task.immediate(executorPreference: loop) {
        await loop.aside {
          self.begun.withLock { $0.append(number) }
          self.pass()
          return number
        }
      }
    }

    func open() { isOpen.store(true, ordering: .releasing) }

    /// Blocks, as what computes for long does.
    private func pass() { while !isOpen.load(ordering: .acquiring) { usleep(1000) } }
  }

  @Test("does not hold up the loop, comes one after the other and in order")
  func order() async throws {
    let loop = try EventLoop()
    let gate = Gate()
    let seen = Mutex<[Int]?>(nil)
    let tasks = await loop.ask {
      // Only a loop that goes on opens the gate that the first one waits at.
      _ = loop.schedule(after: .milliseconds(20)) {
        seen.withLock { $0 = gate.began }
        gate.open()
      }
      return (0..<5).map { gate.work($0, beside: loop) }
    }
    for (number, task) in tasks.enumerated() { #expect(await task.value == number) }
    #expect(seen.withLock { $0 ?? [] }.count <= 1)
    #expect(gate.began == [0, 1, 2, 3, 4])
    loop.stop()
  }

  @Test("is not begun for a task that was cancelled before its turn, and the next one has its turn")
  func cancelled() async throws {
    let loop = try EventLoop()
    let gate = Gate()
    let tasks = await loop.ask {
      _ = loop.schedule(after: .milliseconds(20)) { gate.open() }
      let tasks = (1...3).map { gate.work($0, beside: loop) }
      tasks[1].cancel()
      return tasks
    }
    #expect(await tasks[0].value == 1)
    #expect(await tasks[1].value == nil)
    #expect(await tasks[2].value == 3)
    #expect(gate.began == [1, 3])
    loop.stop()
  }
}
