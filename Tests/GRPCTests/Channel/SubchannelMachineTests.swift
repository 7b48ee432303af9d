import Testing

@testable import GRPC

@Suite("An address between connecting, backoff and loss, by a clock of its own")
struct SubchannelMachineTests {
  private let start = ContinuousClock.now
  private var machine = SubchannelMachine(
    backoff: Backoff(initial: .seconds(1), factor: 1.6, longest: .seconds(120), jitter: 0.2),
    connectTimeout: .seconds(20))
  private var middle = Middle()

  private func at(_ seconds: Double) -> ContinuousClock.Instant {
    start.advanced(by: .seconds(seconds))
  }

  private mutating func begin(_ seconds: Double) throws -> Int {
    let asked = machine.connectAsked(now: at(seconds))
    return try #require(asked).attempt
  }

  @Test("A dead server is asked by the published schedule, each attempt for 20 s or its backoff")
  mutating func schedule() {
    var delays: [Int] = []
    var timeouts: [Int] = []
    var now = 0.0
    for _ in 0..<13 {
      guard let (attempt, timeout) = machine.connectAsked(now: at(now)) else { return }
      timeouts.append(timeout.milliseconds)
      let delay = machine.failed(attempt, now: at(now), using: &middle) ?? .zero
      delays.append(delay.milliseconds)
      #expect(machine.connectAsked(now: at(now)) == nil)
      let waited = machine.waited(attempt)
      #expect(waited)
      now += 200
    }
    #expect(delays.prefix(5) == [1000, 1600, 2560, 4096, 6554])
    #expect(delays.suffix(2) == [120_000, 120_000])
    #expect(timeouts.prefix(7).allSatisfy { $0 == 20_000 })
    #expect(timeouts.last == 120_000)
  }

  @Test(
    "The backoff runs from the beginning of an attempt: one that took longer is followed at once")
  mutating func slowAttempt() throws {
    let attempt = try begin(0)
    #expect(machine.failed(attempt, now: at(0.4), using: &middle)?.milliseconds == 600)
    _ = machine.waited(attempt)
    let second = try begin(1)
    #expect(machine.failed(second, now: at(21), using: &middle) == .zero)
  }

  @Test("A server that was reached is asked at once when it goes, and its backoff begins anew")
  mutating func reset() throws {
    for _ in 0..<3 {
      let attempt = try begin(0)
      _ = machine.failed(attempt, now: at(0), using: &middle)
      _ = machine.waited(attempt)
    }
    let attempt = try begin(9)
    #expect(machine.connected(attempt, now: at(9)) == true)
    #expect(machine.lost(attempt, said: false, now: at(60), using: &middle) == .idle)
    let next = try begin(60)
    #expect(machine.failed(next, now: at(60), using: &middle)?.milliseconds == 1000)
  }

  @Test("A server that drops connections as soon as they stand is not asked in a busy loop")
  mutating func flapping() throws {
    let attempt = try begin(0)
    _ = machine.connected(attempt, now: at(0))
    let loss = machine.lost(attempt, said: false, now: at(0.25), using: &middle)
    guard case .backOff(let delay) = loss else { Issue.record("\(loss)"); return }
    #expect(delay.milliseconds == 750)
    #expect(machine.connectAsked(now: at(0.3)) == nil)
  }

  @Test("A server that says GOAWAY at once, as one that is replaced, costs no wait")
  mutating func goAway() throws {
    let attempt = try begin(0)
    _ = machine.connected(attempt, now: at(0))
    #expect(machine.lost(attempt, said: true, now: at(0.1), using: &middle) == .idle)
    #expect(machine.connectAsked(now: at(0.1)) != nil)
  }

  @Test("A server that says GOAWAY on every connection is not asked in a busy loop")
  mutating func goAways() throws {
    for begins in [0.0, 100.0] {
      let first = try begin(begins)
      _ = machine.connected(first, now: at(begins))
      #expect(machine.lost(first, said: true, now: at(begins + 0.1), using: &middle) == .idle)
      let second = try begin(begins + 0.1)
      _ = machine.connected(second, now: at(begins + 0.1))
      let loss = machine.lost(second, said: true, now: at(begins + 0.2), using: &middle)
      guard case .backOff(let delay) = loss else { Issue.record("\(loss)"); return }
      #expect(delay.milliseconds == 900)
      _ = machine.waited(second)
      // One that lives for a while is forgiven.
      let third = try begin(begins + 2)
      _ = machine.connected(third, now: at(begins + 2))
      #expect(machine.lost(third, said: true, now: at(begins + 60), using: &middle) == .idle)
    }
  }

  @Test("What comes late from an old attempt changes nothing")
  mutating func stale() throws {
    let old = try begin(0)
    #expect(machine.letGo() == true)
    let new = try begin(1)
    #expect(machine.connected(old, now: at(1)) == false)
    #expect(machine.failed(old, now: at(1), using: &middle) == nil)
    #expect(machine.connected(new, now: at(2)) == true)
    #expect(machine.lost(old, said: false, now: at(3), using: &middle) == .nothing)
    machine.shutDown()
    #expect(machine.lost(new, said: false, now: at(4), using: &middle) == .nothing)
    #expect(machine.connectAsked(now: at(4)) == nil)
  }
}
