import Testing

@testable import HTTP2

@Suite("The life of a server's connection, in virtual time")
struct ConnectionLifeTests {
  private let start = ContinuousClock.now
  private var limits: Limits {
    var limits = Limits()
    limits.maxAge = .seconds(1800)
    limits.ageGrace = .seconds(60)
    limits.maxIdle = .seconds(3600)
    limits.keepaliveInterval = .seconds(30)
    limits.keepaliveTimeout = .seconds(10)
    return limits
  }

  private func life(_ limits: Limits, jitter: Double = 1) -> Subject {
    Subject(ConnectionLife(limits, openedAt: start, jitter: jitter), start)
  }

  @Test("a silent client is asked after the interval, and given up when it stays silent")
  func silence() {
    let life = life(limits)
    #expect(life.next == .seconds(30))
    #expect(life.due(29) == nil)
    #expect(life.due(30) == .ping)
    #expect(life.due(30) == nil)
    #expect(life.next == .seconds(40))
    #expect(life.due(40) == .giveUp)
  }

  @Test("a client that answers is asked again an interval later, one that speaks is not asked")
  func answers() {
    let life = life(limits)
    #expect(life.due(30) == .ping)
    life.value.lastHeard = start + .seconds(31)
    #expect(life.next == .seconds(61))
    #expect(life.due(40) == nil)
    life.value.lastHeard = start + .seconds(60)
    #expect(life.due(61) == nil)
    #expect(life.next == .seconds(90))
    #expect(life.due(90) == .ping)
  }

  @Test("at its greatest age a connection drains, and what is left is cut after the grace")
  func age() {
    var limits = limits
    limits.keepaliveInterval = nil
    let life = life(limits, jitter: 0.9)
    #expect(life.next == .seconds(1620))
    #expect(life.due(1619) == nil)
    #expect(life.due(1620) == .drain(.age))
    #expect(life.due(1620) == nil)
    #expect(life.next == .seconds(1680))
    #expect(life.due(1680) == .cut)
    #expect(life.next == nil)
  }

  @Test("a connection without streams drains after its idle time, counted from its last stream")
  func idle() {
    var limits = limits
    limits.maxAge = nil
    limits.keepaliveInterval = nil
    let life = life(limits)
    #expect(life.due(3600) == nil)
    #expect(life.next == .seconds(7200))
    life.value.lastBusy = start + .seconds(5000)
    #expect(life.due(8599, hasStreams: false) == nil)
    #expect(life.due(8600, hasStreams: false) == .drain(.idle))
  }

  @Test("a connection that its server drains keeps its server's grace, not that of its age")
  func foreignDrain() {
    let life = life(limits)
    life.value.drained()
    life.value.lastHeard = start + .seconds(1799)
    #expect(life.due(1800) == nil)
    #expect(life.next == .seconds(1829))
  }

  /// A life in seconds from its beginning.
  private final class Subject {
    var value: ConnectionLife
    private let start: ContinuousClock.Instant

    init(_ value: ConnectionLife, _ start: ContinuousClock.Instant) {
      self.value = value
      self.start = start
    }

    func due(_ second: Int, hasStreams: Bool = true) -> ConnectionLife.Action? {
      value.due(at: start + .seconds(second), hasStreams: hasStreams)
    }

    var next: Duration? { value.next.map { $0 - start } }
  }

  @Test("without limits nothing ever happens")
  func unlimited() {
    var limits = limits
    limits.maxAge = nil
    limits.maxIdle = nil
    limits.keepaliveInterval = nil
    #expect(life(limits).next == nil)
  }
}

@Suite("PINGs that come too often")
struct PingStrikesTests {
  private let start = ContinuousClock.now

  @Test("the third PING that comes too soon is one too many; what is answered excuses")
  func strikes() {
    var strikes = PingStrikes(interval: .seconds(5))
    let verdicts = [0, 5, 10, 11, 12, 13].map { strikes.received(at: start + .seconds($0)) }
    #expect(verdicts == [true, true, true, true, true, false])

    var measuring = PingStrikes(interval: .seconds(5))
    for tenth in 0..<100 {
      let isFine = measuring.received(at: start + .milliseconds(100 * tenth))
      #expect(isFine)
      measuring.answered()
    }
  }
}
