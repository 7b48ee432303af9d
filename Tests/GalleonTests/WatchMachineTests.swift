import Testing

@testable import galleon

@Suite struct WatchMachineTests {
  @Test func goesOnUntilTheFinalState() {
    var machine = WatchMachine(until: .end, patience: .seconds(60))
    #expect(machine.told(state: "migration_driver_phase1_done", revision: 5) == true)
    #expect(!machine.isOver)
    #expect(machine.told(transition: 6, to: "migration_completing") == true)
    #expect(machine.told(transition: 7, to: "migration_success") == true)
    #expect(machine.isOver)
    #expect(machine.ended(worthRetry: true, now: .zero, chance: 0) == .finished)
  }

  @Test func phase1IsEnoughWhenAskedFor() {
    var machine = WatchMachine(until: .phase1, patience: .seconds(60))
    #expect(machine.told(state: "migration_driver_phase1_done", revision: 5) == true)
    #expect(machine.isOver)
  }

  /// After a reconnect the server may tell a transition again; the user must see it once.
  @Test func dropsWhatWasToldBefore() {
    var machine = WatchMachine(until: .end, patience: .seconds(60))
    #expect(machine.told(state: "migration_starting", revision: 1) == true)
    #expect(machine.told(transition: 2, to: "migration_in_progress") == true)
    #expect(machine.received(token: "t2") == false)
    #expect(machine.ended(worthRetry: true, now: .seconds(1), chance: 0) != .finished)
    #expect(machine.resumeToken == "t2")
    #expect(machine.told(transition: 2, to: "migration_in_progress") == false)
    #expect(machine.told(transition: 3, to: "migration_driver_starting") == true)
    // A fresh snapshot instead of a resume: shown only if the state is another.
    #expect(machine.told(state: "migration_driver_starting", revision: 3) == false)
  }

  /// A server that stays away must not keep a script for ever, and one that comes back starts anew.
  @Test func comesBackForALimitedTime() {
    var machine = WatchMachine(until: .end, patience: .seconds(10))
    #expect(
      machine.ended(worthRetry: true, now: .seconds(100), chance: 0)
        == .reconnect(after: .seconds(0.1)))
    #expect(machine.isFirstAttempt)
    #expect(
      machine.ended(worthRetry: true, now: .seconds(101), chance: 1)
        == .reconnect(after: .seconds(0.1)))
    #expect(!machine.isFirstAttempt)
    #expect(machine.ended(worthRetry: true, now: .seconds(111), chance: 0) == .giveUp)
    #expect(machine.received(token: "t") == true)
    #expect(
      machine.ended(worthRetry: true, now: .seconds(200), chance: 0)
        == .reconnect(after: .seconds(0.1)))
    for attempt in 0..<10 {
      let next = machine.ended(worthRetry: true, now: .seconds(201), chance: 0)
      guard case .reconnect(let delay) = next else {
        Issue.record("attempt \(attempt) gave \(next)")
        continue
      }
      #expect(delay <= .seconds(5))
    }
  }

  @Test func aRefusalIsNotRepeated() {
    var machine = WatchMachine(until: .end, patience: .seconds(10))
    #expect(machine.ended(worthRetry: false, now: .zero, chance: 0) == .fail)
    var impatient = WatchMachine(until: .end, patience: .zero)
    #expect(impatient.ended(worthRetry: true, now: .zero, chance: 0) == .giveUp)
  }
}
