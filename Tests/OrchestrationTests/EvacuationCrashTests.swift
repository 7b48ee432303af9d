import ConformanceKit
import Drivers
import MigrationCore
import Testing

@testable import Orchestration

@Suite("The power goes in an evacuation", .timeLimit(.minutes(15)))
struct EvacuationCrashTests {
  /// Crashes at the place that `plan` gives for 1, 2, 3, …, until there is none, and recovers each time.
  private func crashEverywhere(
    least: Int, plan: (Int, inout FleetLife.Options) -> Void
  ) async throws {
    for number in 1... {
      let fleet = try await Fleet(3)
      var options = FleetLife.Options()
      plan(number, &options)
      let life = try await fleet.life(options)
      let accepted = Flag()
      let start = Task {
        do { _ = try await life.evacuate(.init(concurrentMax: 2, completesItself: true)) } catch {}
        accepted.raise()
      }
      let isOver: @Sendable () -> Bool = { (try? fleet.evacuation.state.isAtRest) ?? false }
      await eventually { life.power.isOff || (accepted.isRaised && isOver()) }
      // The end may be written already and the power go after that write: what hangs then cannot be awaited.
      let isDown = Flag()
      Task {
        await start.value
        await life.shutdown()
        isDown.raise()
      }
      await eventually { life.power.isOff || isDown.isRaised }
      let crashed = life.power.isOff
      if crashed {
        let next = try await fleet.life()
        // An operator who got no answer looks what became of the call.
        if fleet.ledger.tables.all(Evacuation.self).isEmpty {
          _ = try await next.evacuate(.init(concurrentMax: 2, completesItself: true))
        }
        let ended = try await fleet.untilAtRest()
        #expect(ended.state == .done, "at \(number): \(ended.items)")
        #expect(next.invariants.violations.isEmpty)
        await next.shutdown()
      }
      #expect(fleet.left == 0)
      #expect(fleet.migrations.count == 3, "a second migration of a server at \(number)")
      #expect(fleet.mostAtOnce <= 2)
      if !crashed {
        #expect(number > least, "the scenario had \(number - 1) places")
        return
      }
    }
  }

  @Test(
    "at any write of the ledger: the next life ends it, with one migration for each server",
    arguments: [FaultyLedger.Fault.crashBefore, .crashAfter])
  func ledgerWrites(fault: FaultyLedger.Fault) async throws {
    try await crashEverywhere(least: 20) { $1.ledgerPlan = [$0: fault] }
  }

  @Test(
    "at any call of a driver: the next life ends it, with one migration for each server",
    arguments: [true, false])
  func driverCalls(isAfter: Bool) async throws {
    try await crashEverywhere(least: 15) { $1.crash = .init(call: $0, isAfter: isAfter) }
  }

  @Test(
    "a write that is lost, or done and reported as lost, changes nothing about the end",
    arguments: [FaultyLedger.Fault.lost, .doneButLost])
  func faultyWrites(fault: FaultyLedger.Fault) async throws {
    for number in 2...25 {
      let fleet = try await Fleet(2)
      var options = FleetLife.Options()
      options.ledgerPlan = [number: fault]
      let life = try await fleet.life(options)
      _ = try await life.evacuate()
      #expect(try await fleet.untilAtRest().state == .done)
      #expect(fleet.migrations.count == 2)
      #expect(fleet.left == 0)
      await life.shutdown()
    }
  }
}
