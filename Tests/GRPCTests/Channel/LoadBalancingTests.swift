import Testing

@testable import GRPC

@Suite("pick_first: one connection, to the first address that answers")
struct PickFirstTests {
  private var policy = PickFirst()

  init() { _ = policy.replaced(with: [.idle, .idle, .idle]) }

  @Test("Addresses are tried in order, and nobody waits for those behind the one that answers")
  mutating func order() {
    #expect(policy.state == .idle)
    #expect(policy.connectAsked() == [.connect(0), .startDelay])
    #expect(policy.changed(0, to: .connecting) == [])
    #expect(policy.changed(0, to: .failed) == [.connect(1), .startDelay])
    #expect(policy.changed(1, to: .connecting) == [])
    #expect(policy.state == .connecting)
    #expect(policy.changed(1, to: .ready) == [])
    #expect(policy.state == .ready)
    #expect(policy.ready == [1])
  }

  @Test("An address that says nothing holds up the others for a quarter of a second, not for 20 s")
  mutating func blackHole() {
    _ = policy.connectAsked()
    _ = policy.changed(0, to: .connecting)
    #expect(policy.delayElapsed() == [.connect(1), .startDelay])
    _ = policy.changed(1, to: .connecting)
    #expect(policy.changed(1, to: .ready) == [.disconnect(0)])
    #expect(policy.changed(0, to: .idle) == [])
    #expect(policy.ready == [1])
  }

  @Test("When all have failed calls fail, and each address goes on trying by its own backoff")
  mutating func allFail() {
    _ = policy.connectAsked()
    for index in 0..<3 {
      _ = policy.changed(index, to: .connecting)
      _ = policy.changed(index, to: .failed)
    }
    #expect(policy.state == .transientFailure)
    #expect(policy.changed(2, to: .idle) == [.connect(2)])
    #expect(policy.changed(2, to: .connecting) == [])
    #expect(policy.state == .transientFailure)
    #expect(policy.changed(2, to: .ready) == [])
    #expect(policy.state == .ready)
  }

  @Test("A lost connection leaves the channel idle; the next call begins with the first address")
  mutating func lost() {
    _ = policy.connectAsked()
    _ = policy.changed(0, to: .connecting)
    _ = policy.changed(0, to: .ready)
    #expect(policy.changed(0, to: .idle) == [])
    #expect(policy.state == .idle)
    #expect(policy.connectAsked() == [.connect(0), .startDelay])
  }

  @Test("The connection in use survives a new list of addresses that has it")
  mutating func replaced() {
    _ = policy.connectAsked()
    _ = policy.changed(0, to: .ready)
    #expect(policy.replaced(with: [.idle, .ready]) == [])
    #expect(policy.ready == [1])
    #expect(policy.replaced(with: [.idle]) == [.connect(0)])
    #expect(policy.state == .connecting)
  }
}

@Suite("round_robin: a connection to each address")
struct RoundRobinTests {
  private var policy = RoundRobin()

  init() {
    _ = policy.replaced(with: [.idle, .idle])
    _ = policy.connectAsked()
  }

  @Test("Calls go to those that stand; one that is lost is connected again by itself")
  mutating func loss() {
    #expect(policy.state == .connecting)
    _ = policy.changed(0, to: .ready)
    #expect(policy.ready == [0])
    _ = policy.changed(1, to: .ready)
    #expect(policy.ready == [0, 1])
    #expect(policy.changed(0, to: .idle) == [.connect(0)])
    #expect(policy.ready == [1])
    #expect(policy.state == .ready)
  }

  @Test("Calls fail when every server has failed, and while they are asked again")
  mutating func allFail() {
    _ = policy.changed(0, to: .failed)
    #expect(policy.state == .connecting)
    _ = policy.changed(1, to: .failed)
    #expect(policy.state == .transientFailure)
    #expect(policy.changed(0, to: .idle) == [.connect(0)])
    _ = policy.changed(0, to: .connecting)
    #expect(policy.state == .transientFailure)
    _ = policy.changed(0, to: .ready)
    #expect(policy.state == .ready)
  }

  @Test("An idle channel keeps no connection and makes none until it is asked")
  mutating func idle() {
    _ = policy.changed(0, to: .ready)
    #expect(policy.becameIdle() == [.disconnect(0), .disconnect(1)])
    #expect(policy.changed(0, to: .idle) == [])
    #expect(policy.state == .idle)
    #expect(policy.connectAsked().contains(.connect(0)))
  }
}
