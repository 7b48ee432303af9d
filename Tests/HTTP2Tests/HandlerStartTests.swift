import Synchronization
import Testing

@testable import HTTP2

@Suite("Handlers that are started together")
struct HandlerStartTests {
  /// Touched on its loop only, but for what the test looks at when the loop has answered.
  private final class Handler: LoopHandler, @unchecked Sendable {
    private let waits: Bool
    private let isNeeded: Bool
    private var waiting: CheckedContinuation<Void, Never>?
    private(set) var task: Task<Void, Never>?
    private(set) var events: [String] = []
    let (ends, ended) = AsyncStream<Void>.makeStream()

    init(waits: Bool = false, isNeeded: Bool = true) {
      self.waits = waits
      self.isNeeded = isNeeded
    }

    func takeWork() -> Work? {
      guard isNeeded else { return nil }
      return { await self.work() }
    }

    private nonisolated(nonsending) func work() async {
      events.append("begun")
      if waits { await withCheckedContinuation { waiting = $0 } }
      events.append(Task.isCancelled ? "cancelled" : "ended")
      ended.finish()
    }

    func waits(in task: Task<Void, Never>) {
      events.append("waits")
      self.task = task
    }

    func goOn() {
      waiting?.resume()
      waiting = nil
    }
  }

  @Test("one that waits holds up no other, and is cancelled alone")
  func waiting() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let all = [Handler(), Handler(waits: true), Handler(waits: true), Handler()]
    await loop.ask { for handler in all { loop.start(handler) } }
    // Asked behind the tick that started them.
    let before = await loop.ask { all.map(\.events) }
    let waits = ["begun", "waits"]
    #expect(before == [["begun", "ended"], waits, waits, ["begun", "ended"]])
    await loop.ask {
      all[1].task?.cancel()
      for handler in all { handler.goOn() }
    }
    for handler in all { for await _ in handler.ends {} }
    let after = await loop.ask { all.map { $0.events.last } }
    #expect(after == ["ended", "cancelled", "ended", "ended"])
  }

  @Test("one that is needed no more is not run, and the next is")
  func notNeeded() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let all = [Handler(isNeeded: false), Handler(), Handler(isNeeded: false)]
    await loop.ask { for handler in all { loop.start(handler) } }
    let events = await loop.ask { all.map(\.events) }
    #expect(events == [[], ["begun", "ended"], []])
  }
}
