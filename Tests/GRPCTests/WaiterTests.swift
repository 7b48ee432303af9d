import Testing

@testable import GRPC

@Suite("Waiter")
struct WaiterTests {
  @Test("A value wakes the task, whichever comes first")
  func succeed() async throws {
    let before = Waiter<Int>()
    before.succeed(1)
    #expect(try await before.wait() == 1)

    let after = Waiter<Int>()
    let task = Task { try await after.wait() }
    after.succeed(2)
    after.succeed(3)
    #expect(try await task.value == 2)
  }

  @Test("A failure wakes the task with its reason")
  func fail() async {
    let waiter = Waiter<Void>()
    waiter.fail(.deadlineExceeded)
    waiter.succeed(())
    await #expect(throws: RPCError.deadlineExceeded) { try await waiter.wait() }
  }

  @Test("A cancelled task does not wait for a peer that never answers")
  func cancel() async {
    let waiter = Waiter<Void>()
    let task = Task { try await waiter.wait() }
    task.cancel()
    await #expect(throws: RPCError.cancelled) { try await task.value }
  }
}
