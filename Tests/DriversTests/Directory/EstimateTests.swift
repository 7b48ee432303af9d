import Foundation
import MigrationCore
import Testing

@testable import Drivers

/// Who plans a migration by its estimate loses a night when it is wrong.
@Suite struct EstimateTests {
  private static let prior = LinearCost.Rates(first: 200e-6, second: 10e-9)

  private static func learn(
    _ cost: inout LinearCost, _ truth: LinearCost.Rates, files: Double, bytes: Double
  ) {
    let seconds = files * truth.first + bytes * truth.second
    cost.learn(first: files, second: bytes, seconds: seconds, weight: min(1, seconds))
  }

  @Test func nothingLearntMeansTheAssumption() {
    #expect(LinearCost().seconds(first: 1000, second: 1e8, assuming: Self.prior) == 1.2)
  }

  /// A faster and a slower machine, and one where files cost more and bytes less than assumed.
  @Test(arguments: [(20e-6, 1e-9), (1e-3, 100e-9), (1e-3, 1e-9)])
  func copiesOfBothKindsTellBothRates(perFile: Double, perByte: Double) {
    let truth = LinearCost.Rates(first: perFile, second: perByte)
    var cost = LinearCost()
    for _ in 0..<3 {
      Self.learn(&cost, truth, files: 100_000, bytes: 1e9)
      Self.learn(&cost, truth, files: 1, bytes: 5e10)
    }
    for (files, bytes) in [(5e5, 1e9), (10.0, 1e11), (1e6, 1e11)] {
      let expected = files * perFile + bytes * perByte
      let found = cost.seconds(first: files, second: bytes, assuming: Self.prior)
      #expect(abs(found / expected - 1) < 0.1, "\(files) files, \(bytes) bytes")
    }
  }

  @Test(arguments: [(200_000.0, 2e9), (1.0, 1e11)])
  func oneKindOfCopyIsPredictedWellAndTheOtherNotAbsurdly(files: Double, bytes: Double) {
    let truth = LinearCost.Rates(first: 30e-6, second: 2e-9)
    var cost = LinearCost()
    Self.learn(&cost, truth, files: files, bytes: bytes)
    let same = cost.seconds(first: 3 * files, second: 3 * bytes, assuming: Self.prior)
    #expect(abs(same / (3 * (files * truth.first + bytes * truth.second)) - 1) < 0.1)
    for (files, bytes) in [(1e6, 1e8), (1.0, 1e11)] {
      let ratio =
        cost.seconds(first: files, second: bytes, assuming: Self.prior)
        / (files * truth.first + bytes * truth.second)
      #expect(0.25...4 ~= ratio, "\(files) files, \(bytes) bytes: \(ratio)")
    }
  }

  @Test func aMachineThatBecomesSlowerIsNoticed() {
    var cost = LinearCost()
    for _ in 0..<20 {
      Self.learn(&cost, .init(first: 20e-6, second: 1e-9), files: 100_000, bytes: 1e10)
    }
    for _ in 0..<12 {
      Self.learn(&cost, .init(first: 60e-6, second: 3e-9), files: 100_000, bytes: 1e10)
    }
    let found = cost.seconds(first: 100_000, second: 1e10, assuming: Self.prior)
    #expect(abs(found / 36 - 1) < 0.25, "\(found)")
  }

  @Test func whatIsOverAtOnceTeachesNothing() {
    var rates = MeasuredRates()
    let before = rates.estimate(bytes: 1 << 30, files: 1)
    rates.copied(files: 3, bytes: 300, in: .milliseconds(100))
    #expect(rates.estimate(bytes: 1 << 30, files: 1) == before)
  }

  @Test func cutoversArePredictedByTheLastDeltaAndThenByCutovers() {
    var rates = MeasuredRates()
    rates.examined(files: 1_000_000, in: .seconds(10))
    let guess = rates.estimate(bytes: 0, files: 500_000).cutover / .seconds(1)
    #expect(abs(guess - 5.1) < 0.1)
    for _ in 0..<4 {
      rates.cutOver(files: 500_000, in: .seconds(8))
      rates.cutOver(files: 0, in: .seconds(2))
    }
    let found = rates.estimate(bytes: 0, files: 250_000).cutover / .seconds(1)
    #expect(abs(found - 5) < 0.5, "\(found)")
  }

  @Test func ratesOutliveTheProcessAndLeaveNoOtherTrace() async throws {
    let world = try await DirectoryWorld(shares: 1)
    let memory = RateMemory(root: world.beta.options.root)
    let before = memory.estimate(bytes: 1 << 30, files: 1000)
    #expect(before.duration > .zero)
    #expect(
      try Shell.must("ls -A beta", in: world.scratch.path) == "\(world.destination.server.id)\n")
    await memory.learn { $0.copied(files: 1000, bytes: 1 << 30, in: .seconds(3600)) }
    let after = memory.estimate(bytes: 1 << 30, files: 1000)
    #expect(after.duration > .seconds(1800))
    #expect(
      RateMemory(root: world.beta.options.root).estimate(bytes: 1 << 30, files: 1000) == after)
    // A damaged file is as good as none.
    try Shell.must("echo '{' > beta/.galleon/rates.json", in: world.scratch.path)
    let fresh = RateMemory(root: world.beta.options.root).estimate(bytes: 1 << 30, files: 1000)
    #expect(fresh.duration < .seconds(1800))
  }

  @Test func aCopyThatWasHeldUpTeachesNothing() async throws {
    let world = try await DirectoryWorld(shares: 1)
    let gate = VirtualGate(rate: 1e6)
    let job = MigrationJob(
      migrationID: world.migrationID, fence: 1, options: MigrationOptions(), source: world.source,
      sourceDriver: world.alpha, destination: world.destination, bandwidth: gate)
    let before = world.beta.rates.estimate(bytes: 1 << 30, files: 1)
    try await world.beta.advanceMigration(job) { _ in }
    #expect(world.beta.rates.estimate(bytes: 1 << 30, files: 1).duration == before.duration)
  }
}
