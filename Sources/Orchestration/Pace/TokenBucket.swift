import MigrationCore
import Synchronization

/// A limit on bytes a second, shared by all who book on it.
final class TokenBucket: Sendable {
  private struct State {
    /// Bytes a second; nil is no limit.
    var rate: Int64?
    /// When what has been booked so far is through.
    var through: Timestamp?
    var lastSeen: Timestamp?
  }

  private let clock: any WallClock
  private let state: Mutex<State>

  init(rate: Int64?, clock: any WallClock) {
    self.clock = clock
    state = Mutex(State(rate: rate))
  }

  /// What was booked under the old rate is forgotten, so that a raised limit is felt at once.
  func change(rate: Int64?) {
    state.withLock { state in
      guard state.rate != rate else { return }
      state = State(rate: rate)
    }
  }

  func reserve(_ bytes: Int64) -> Duration {
    let now = clock.now
    return state.withLock { state in
      guard let rate = state.rate, rate > 0, bytes > 0 else { return .zero }
      // A clock that was set back must not hold everybody up until it is where it was.
      if let last = state.lastSeen, now < last {
        state.through = state.through?.adding(now.since(last))
      }
      state.lastSeen = now
      let cost = Duration.microseconds(Int64(Double(bytes) * 1_000_000 / Double(rate)))
      let start = max(state.through ?? now, now)
      state.through = start.adding(cost)
      return start.since(now)
    }
  }
}

/// The limits of one migration: its own and those of both its backends.
struct MigrationGate: BandwidthGate {
  let buckets: [TokenBucket]

  func reserve(_ bytes: Int64) -> Duration {
    buckets.map { $0.reserve(bytes) }.max() ?? .zero
  }
}

/// The buckets of all migrations and backends.
final class Bandwidths: Sendable {
  private struct State {
    var backends: [BackendAddress: TokenBucket] = [:]
    var migrations: [Identifier: TokenBucket] = [:]

    mutating func bucket(of migration: Migration, _ clock: any WallClock)
      -> TokenBucket
    {
      if let known = migrations[migration.id] { return known }
      let made = TokenBucket(rate: migration.controls.bandwidthLimit, clock: clock)
      // One that has ended is asked about before its recovery, and no runner forgets it.
      if migration.isBusy { migrations[migration.id] = made }
      return made
    }

    mutating func bucket(of backend: BackendAddress, _ clock: any WallClock)
      -> TokenBucket
    {
      if let known = backends[backend] { return known }
      let made = TokenBucket(rate: nil, clock: clock)
      backends[backend] = made
      return made
    }
  }

  private let clock: any WallClock
  private let state = Mutex(State())

  init(clock: any WallClock) {
    self.clock = clock
  }

  func gate(of migration: Migration) -> MigrationGate {
    state.withLock { state in
      let own = state.bucket(of: migration, clock)
      let ends = Set([migration.sourceHost, migration.destinationHost])
      return MigrationGate(buckets: [own] + ends.map { state.bucket(of: $0, clock) })
    }
  }

  /// Bytes a second; nil is no limit.
  func limit(_ backend: BackendAddress, to rate: Int64?) {
    state.withLock { $0.bucket(of: backend, clock) }.change(rate: rate)
  }

  func limit(_ migration: Migration) {
    state.withLock { $0.bucket(of: migration, clock) }
      .change(rate: migration.controls.bandwidthLimit)
  }

  func forget(_ migration: Identifier) {
    state.withLock { $0.migrations[migration] = nil }
  }
}
