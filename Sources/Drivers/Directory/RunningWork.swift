import MigrationCore
import Synchronization

/// The copies under way in this process, by migration.
final class RunningWork: Sendable {
  private struct Entry {
    var stops: [StopFlag] = []
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let entries = Mutex<[Identifier: Entry]>([:])

  /// Runs `body` with a flag that `stop` raises.
  func run<R>(
    _ migration: Identifier, _ body: (StopFlag) async throws(DriverError) -> R
  ) async throws(DriverError) -> R {
    let stop = StopFlag()
    entries.withLock { $0[migration, default: Entry()].stops.append(stop) }
    defer { end(migration, stop) }
    return try await body(stop)
  }

  /// Ends what runs for a migration and waits until it has ended.
  func stop(_ migration: Identifier) async {
    await withCheckedContinuation { continuation in
      let isIdle = entries.withLock { entries in
        guard var entry = entries[migration] else { return true }
        for stop in entry.stops { stop.raise() }
        entry.waiting.append(continuation)
        entries[migration] = entry
        return false
      }
      if isIdle { continuation.resume() }
    }
  }

  private func end(_ migration: Identifier, _ stop: StopFlag) {
    let waiting = entries.withLock { entries -> [CheckedContinuation<Void, Never>] in
      guard var entry = entries[migration] else { return [] }
      entry.stops.removeAll { $0 === stop }
      entries[migration] = entry.stops.isEmpty ? nil : entry
      return entry.stops.isEmpty ? entry.waiting : []
    }
    for continuation in waiting { continuation.resume() }
  }
}
