import ConformanceKit
import Drivers
import MigrationCore
import Synchronization
import Testing

/// The dummy driver stands for a driver in other tests, and in a trial of the service: what it gets wrong, they miss.
@Suite("The dummy driver")
struct DummyDriverTests {
  @Test("does what every driver must do", arguments: DriverConformance.checks.indices)
  func conformance(index: Int) async throws {
    let world = Self.world()
    try await DriverConformance.checks[index].run(DriverConformance(world))
  }

  @Test("a copy goes on where the life before left it, never back")
  func resumes() async throws {
    let (storage, clock) = (DummyStorage(), ManualClock(jumpingUpTo: .seconds(5)))
    let broken = DriverError(.retry, .driverFailed, "on purpose")
    let job = Self.job(shares: 2)
    var options = DummyOptions()
    options.delays = [.advanceMigration: .seconds(20)]
    options.faults = [DummyFault(.advanceMigration, times: 1, error: broken)]
    let first = ProgressLog()
    await #expect(throws: broken) {
      try await DummyDriver(options, storage: storage, clock: clock)
        .advanceMigration(job) { first.add($0) }
    }
    let half = try #require(storage.copied(for: job.migrationID))
    #expect(first.percents.last.map { abs($0 - 50) < 1 } == true, "\(first.percents)")
    #expect(clock.now == ManualClock.epoch.adding(.seconds(10)))

    let second = ProgressLog()
    try await DummyDriver(options, storage: storage, clock: clock)
      .advanceMigration(job) { second.add($0) }
    let all = first.percents + second.percents
    #expect(all == all.sorted(), "progress went back: \(all)")
    #expect(all.last == 100)
    #expect(half < storage.copied(for: job.migrationID) ?? 0)
    #expect(
      clock.now == ManualClock.epoch.adding(.seconds(20)), "half of the copy was made twice")
  }

  @Test("a limit on bandwidth makes a copy take longer, by the clock")
  func bandwidth() async throws {
    let clock = ManualClock(jumpingUpTo: .seconds(5))
    var options = DummyOptions(shareBytes: 20_000_000)
    options.delays = [.advanceMigration: .seconds(20)]
    let gate = ClockGate(rate: 500_000, clock)
    try await DummyDriver(options, clock: clock)
      .advanceMigration(Self.job(shares: 1, bandwidth: gate)) { _ in }
    // 40 s, of which the last of twenty parts is not waited out.
    let seconds = clock.now.since(ManualClock.epoch) / .seconds(1)
    #expect(abs(seconds - 38) < 1.1, "\(seconds) s")
  }

  /// A limit by a clock.
  private final class ClockGate: BandwidthGate {
    private let through: Mutex<Timestamp>
    private let rate: Double
    private let clock: ManualClock

    init(rate: Double, _ clock: ManualClock) {
      self.rate = rate
      self.clock = clock
      through = Mutex(clock.now)
    }

    func reserve(_ bytes: Int64) -> Duration {
      let now = clock.now
      return through.withLock { through in
        let start = max(through, now)
        through = start.adding(.seconds(Double(bytes) / rate))
        return start.since(now)
      }
    }
  }

  @Test("a call that hangs ends when it is told to stop")
  func hangs() async throws {
    let clock = ManualClock()
    let options = DummyOptions(faults: [DummyFault(.inspect, error: nil)])
    let driver = DummyDriver(options, clock: clock)
    let call = Task { () -> DriverError? in
      do throws(DriverError) {
        _ = try await driver.inspect()
        return nil
      } catch {
        return error
      }
    }
    await clock.untilSleeping(1)
    call.cancel()
    #expect(await call.value == .cancelled)
  }

  @Test("paths are kept by a nondisruptive move alone", arguments: [false, true])
  func paths(nondisruptive: Bool) async throws {
    var options = DummyOptions()
    options.capabilities.nondisruptive = nondisruptive
    let job = Self.job(shares: 1, sameAddresses: true)
    let driver = DummyDriver(options, clock: ManualClock())
    let cutover = try await driver.completeMigration(job) { _ in }
    let share = job.source.shares[0]
    #expect(
      (cutover.shares[share.id]?.exportLocations == share.exportLocations) == nondisruptive)
  }

  private static func job(
    shares: Int, sameAddresses: Bool = false, bandwidth: any BandwidthGate = OpenGate()
  ) -> MigrationJob {
    let rows = (0..<shares).map { _ in SampleRows() }
    let (from, to) = (SampleRows(), SampleRows())
    return MigrationJob(
      migrationID: .random(), fence: 1, options: MigrationOptions(),
      source: ServerView(
        server: from.server, allocations: [from.allocation], shares: rows.map(\.share)),
      sourceDriver: DummyDriver(clock: ManualClock()),
      destination: ServerView(
        server: to.server, allocations: [sameAddresses ? from.allocation : to.allocation]),
      bandwidth: bandwidth)
  }

  /// The dummy holds no bytes: what clients wrote is remembered here, the first of it for the snapshot.
  private static func world() -> DriverWorld {
    let (from, to) = (DummyStorage(), DummyStorage())
    let clock = ManualClock(jumpingUpTo: .seconds(5))
    let written = Mutex<[Identifier: [[UInt8]]]>([:])
    let options = DummyOptions(delays: [.advanceMigration: .seconds(20)])
    let cramped = DummyOptions(pools: [.init(name: "pool", totalBytes: 1, freeBytes: 1)])
    return DriverWorld(
      source: DummyDriver(options, storage: from, clock: clock),
      destination: DummyDriver(options, storage: to, clock: clock),
      reopen: { DummyDriver(options, storage: to, clock: clock) },
      cramped: DummyDriver(cramped, clock: clock),
      write: { bytes, share, _ in written.withLock { $0[share, default: []].append(bytes) } },
      read: { piece, server in
        switch piece {
        case .share(let id):
          to.shares.contains(id) ? written.withLock { $0[id]?.last } : nil
        case .snapshot(let id):
          to.snapshots.contains(id) ? Array("as it was".utf8) : nil
        }
      },
      rules: { share, _ in
        guard let found = to.rules(of: share) else { return [:] }
        let levels = found.rules.map { ($0.to, found.readOnly ? .readOnly : $0.level) }
        return Dictionary(uniqueKeysWithValues: levels)
      },
      holdings: { Set(to.holdings.map(\.rawValue)) })
  }
}

/// The percentages that a driver reported, in order.
private final class ProgressLog: Sendable {
  private let seen = Mutex<[Double]>([])

  func add(_ report: ProgressReport) { seen.withLock { $0.append(report.percent) } }
  var percents: [Double] { seen.withLock { $0 } }
}
