import ConformanceKit
import MigrationCore
import Testing

@testable import Orchestration

/// Without these a maintenance window is spent on the wrong migration, or a backend drowns.
@Suite("Turns", .timeLimit(.minutes(15)))
struct TurnQueueTests {
  private static func migration(
    _ from: String, _ to: String, priority: Int = 0, at moment: Int64 = 1
  ) -> Migration {
    let now = Timestamp(microseconds: moment)
    return Migration(
      id: .random(), projectID: "p", sourceShareServerID: .random(),
      sourceHost: Site.address(from), destinationHost: Site.address(to),
      options: MigrationOptions(), controls: MigrationControls(priority: priority),
      capabilities: Capabilities(), shareIDs: [], snapshotIDs: [], taskState: .starting,
      revision: 1, fence: 1, createdAt: now, updatedAt: now)
  }

  /// Asks for a turn and returns when it was given or the migration waits.
  private static func ask(_ queue: TurnQueue, _ migration: Migration) async -> Task<Bool, Never> {
    let answered = Flag()
    let task = Task {
      let has = await queue.take(migration)
      answered.raise()
      return has
    }
    await eventually { answered.isRaised || queue.position(of: migration.id) > 0 }
    return task
  }

  @Test("the highest priority goes first, then the oldest; the place is told")
  func order() async {
    let queue = TurnQueue(.init(inAll: 1))
    let first = Self.migration("a@a", "b@b")
    #expect(await queue.take(first))
    let low = Self.migration("a@a", "b@b", priority: -5, at: 1)
    let old = Self.migration("a@a", "b@b", at: 2)
    let young = Self.migration("a@a", "b@b", at: 3)
    let urgent = Self.migration("a@a", "b@b", priority: 5, at: 4)
    var tasks: [Task<Bool, Never>] = []
    for next in [young, low, urgent, old] { tasks.append(await Self.ask(queue, next)) }
    #expect([urgent, old, young, low].map { queue.position(of: $0.id) } == [1, 2, 3, 4])
    #expect(queue.position(of: first.id) == 0)
    queue.reprioritise(low.id, 9)
    #expect(queue.position(of: low.id) == 1)
    queue.release(first.id)
    await eventually { queue.position(of: low.id) == 0 }
    #expect([urgent, old, young].map { queue.position(of: $0.id) } == [1, 2, 3])
    queue.change(.init())
    for task in tasks { #expect(await task.value) }
  }

  @Test("one whose backend is busy, as source or as destination, lets others pass")
  func passing() async {
    let queue = TurnQueue(.init(perBackend: 1, backends: [Site.address("big@big"): 2]))
    let first = Self.migration("a@a", "b@b")
    #expect(await queue.take(first))
    let same = await Self.ask(queue, Self.migration("c@c", "a@a", priority: 9))
    #expect(await queue.take(Self.migration("big@big", "d@d")))
    #expect(await queue.take(Self.migration("big@big", "e@e")))
    let third = Self.migration("big@big", "f@f")
    let waiting = await Self.ask(queue, third)
    #expect(queue.position(of: third.id) == 2)
    queue.release(first.id)
    #expect(await same.value)
    #expect(queue.position(of: third.id) == 1)
    waiting.cancel()
    #expect(await waiting.value == false)
  }

  @Test("who is cancelled while it waits has no turn and takes none away")
  func cancelled() async {
    let queue = TurnQueue(.init(inAll: 1))
    let first = Self.migration("a@a", "b@b")
    #expect(await queue.take(first))
    let second = Self.migration("a@a", "b@b")
    let task = await Self.ask(queue, second)
    task.cancel()
    #expect(await task.value == false)
    queue.release(first.id)
    #expect(await queue.take(Self.migration("a@a", "b@b")))
  }

  @Test("one that copied in an earlier life does not wait, and counts")
  func held() async {
    let queue = TurnQueue(.init(inAll: 1))
    let (one, two) = (Self.migration("a@a", "b@b"), Self.migration("c@c", "d@d"))
    queue.hold(one)
    queue.hold(two)
    #expect(await queue.take(one))
    let third = await Self.ask(queue, Self.migration("e@e", "f@f"))
    queue.release(one.id)
    queue.release(one.id)
    queue.release(two.id)
    #expect(await third.value)
  }
}

@Suite("Bandwidth")
struct TokenBucketTests {
  @Test("what is booked takes its time, whoever books it")
  func rate() {
    let clock = ManualClock()
    let bucket = TokenBucket(rate: 1000, clock: clock)
    #expect(bucket.reserve(500) == .zero)
    #expect(bucket.reserve(1000) == .milliseconds(500))
    #expect(bucket.reserve(1) == .milliseconds(1500))
    clock.advance(by: .seconds(10))
    #expect(bucket.reserve(1) == .zero)
  }

  @Test("a limit that is changed or lifted is felt by the next piece")
  func change() {
    let bucket = TokenBucket(rate: 1, clock: ManualClock())
    #expect(bucket.reserve(3600) == .zero)
    #expect(bucket.reserve(1) == .seconds(3600))
    bucket.change(rate: 100)
    #expect(bucket.reserve(100) == .zero)
    #expect(bucket.reserve(100) == .seconds(1))
    bucket.change(rate: nil)
    #expect(bucket.reserve(1 << 40) == .zero)
  }

  @Test("a clock that is set back holds nobody up for longer")
  func clockSetBack() {
    let clock = ManualClock()
    let bucket = TokenBucket(rate: 1000, clock: clock)
    _ = bucket.reserve(1000)
    clock.advance(by: .seconds(-3600))
    #expect(bucket.reserve(1000) == .seconds(1))
  }

  @Test("a migration feels its own limit and those of both its backends")
  func gate() {
    let bandwidths = Bandwidths(clock: ManualClock())
    let sample = SampleRows(host: "local@alpha").migration
    let gate = bandwidths.gate(of: sample)
    #expect(gate.reserve(1 << 40) == .zero)
    bandwidths.limit(sample.destinationHost, to: 10)
    #expect(gate.reserve(10) == .zero)
    #expect(gate.reserve(10) == .seconds(1))
    bandwidths.limit(sample.destinationHost, to: nil)
    var limited = sample
    limited.controls.bandwidthLimit = 5
    bandwidths.limit(limited)
    #expect(gate.reserve(5) == .zero)
    #expect(gate.reserve(5) == .seconds(1))
  }

  @Test("the trial of a recovery leaves no limit behind, or memory would grow for months")
  func ended() {
    let bandwidths = Bandwidths(clock: ManualClock())
    var ended = SampleRows(host: "local@alpha").migration
    ended.taskState = .error
    ended.controls.bandwidthLimit = 5
    let gate = bandwidths.gate(of: ended)
    #expect(gate.reserve(5) == .zero)
    #expect(gate.reserve(5) == .seconds(1))
    #expect(bandwidths.gate(of: ended).reserve(5) == .zero, "the first one's limit is kept")
  }
}
