import Testing

@testable import GRPC

@Suite("Keepalive")
struct KeepaliveTests {
  private var machine = KeepaliveMachine(
    Keepalive(time: .seconds(30), timeout: .seconds(10)))

  @Test("A connection whose other end is gone is noticed after time and timeout")
  mutating func dead() {
    #expect(machine.asked(reads: 5, hasCalls: true) == .wait(.seconds(30)))
    #expect(machine.asked(reads: 5, hasCalls: true) == .ping(.seconds(10)))
    #expect(machine.asked(reads: 5, hasCalls: true) == .close)
  }

  @Test("Whatever comes is a sign of life; who talks is not pinged")
  mutating func alive() {
    #expect(machine.asked(reads: 5, hasCalls: true) == .wait(.seconds(30)))
    #expect(machine.asked(reads: 6, hasCalls: true) == .wait(.seconds(30)))
    #expect(machine.asked(reads: 6, hasCalls: true) == .ping(.seconds(10)))
    #expect(machine.asked(reads: 7, hasCalls: true) == .wait(.seconds(30)))
  }

  @Test("A long patience for the answer does not put the next PING off")
  mutating func patient() {
    var machine = KeepaliveMachine(Keepalive(time: .seconds(10), timeout: .seconds(25)))
    #expect(machine.asked(reads: 0, hasCalls: true) == .ping(.seconds(10)))
    #expect(machine.asked(reads: 1, hasCalls: true) == .wait(.seconds(10)))
    #expect(machine.asked(reads: 1, hasCalls: true) == .ping(.seconds(10)))
    #expect(machine.asked(reads: 1, hasCalls: true) == .wait(.seconds(10)))
    #expect(machine.asked(reads: 1, hasCalls: true) == .wait(.seconds(5)))
    #expect(machine.asked(reads: 1, hasCalls: true) == .close)
  }

  @Test("Without calls no server is bothered, unless that is wished")
  mutating func quiet() {
    for _ in 0..<5 {
      #expect(machine.asked(reads: 0, hasCalls: false) == .wait(.seconds(30)))
    }
    var eager = KeepaliveMachine(Keepalive(time: .seconds(30), withoutCalls: true))
    #expect(eager.asked(reads: 0, hasCalls: false) == .ping(.seconds(20)))
  }
}
