import Drivers
import Glibc
import LedgerSQLite
import Logging
import MigrationCore
import Orchestration

/// The ledger alone and under the orchestrator, for benchmarks:
///   LedgerBench commits DIRECTORY                 how long a commit takes, with few and with many writers
///   LedgerBench migrations DIRECTORY [COUNT]      migrations a second, in one process, without gRPC
@main
enum LedgerBench {
  static func main() async throws {
    let arguments = CommandLine.arguments
    switch (arguments.dropFirst().first, arguments.count) {
    case ("commits", 3):
      for writers in [1, 16, 256] { try await commits(arguments[2], writers: writers) }
    case ("migrations", 3...4):
      let count = arguments.count == 4 ? Int(arguments[3]) ?? 1000 : 1000
      for atOnce in [1, count] { try await migrations(arguments[2], count: count, atOnce: atOnce) }
    default:
      print("usage: LedgerBench commits DIRECTORY | migrations DIRECTORY [COUNT]")
      exit(2)
    }
  }

  // MARK: Commits

  /// Each write changes one share network and appends one event, as a transition does.
  private static func commits(_ directory: String, writers: Int) async throws {
    let ledger = try SQLiteLedger(at: "\(directory)/commits-\(writers).sqlite")
    let now = Timestamp(microseconds: 1)
    let networks = (0..<writers).map { _ in
      ShareNetwork(
        id: .random(), name: "n", projectID: "p", status: .active, createdAt: now, updatedAt: now)
    }
    try await ledger.write { tx throws(Refusal) in for row in networks { try tx.insert(row) } }
    let each = max(20, 4000 / writers)
    let begun = ContinuousClock.now
    let times = try await withThrowingTaskGroup(of: [Duration].self) { group in
      for network in networks {
        group.addTask {
          var times: [Duration] = []
          for revision in 1...each {
            let start = ContinuousClock.now
            try await ledger.write { tx throws(Refusal) in
              var row = try tx.get(ShareNetwork.self, network.id)
              row.updatedAt = row.updatedAt.adding(.microseconds(1))
              try tx.update(row)
              _ = try tx.append(
                HistoryEvent(
                  noun: .shareNetwork, subjectID: row.id, revision: Int64(revision), rule: 1,
                  from: "a", to: "b", message: "a benchmark", at: row.updatedAt))
            }
            times.append(start.duration(to: .now))
          }
          return times
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let rate = Double(times.count) / (begun.duration(to: .now) / .seconds(1))
    let sorted = times.sorted().map { $0 / .milliseconds(1) }
    print(
      "commits, \(writers) writers:", "\(Int(rate))/s,", "p50", rounded(sorted[sorted.count / 2]),
      "ms, p99", rounded(sorted[sorted.count * 99 / 100]), "ms")
    ledger.close()
  }

  private static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

  // MARK: Migrations

  /// From start to success, each with its complete as soon as its first phase is done.
  private static func migrations(_ directory: String, count: Int, atOnce: Int) async throws {
    let count = atOnce == 1 ? min(count, 300) : count
    let ledger = try SQLiteLedger(at: "\(directory)/migrations-\(atOnce).sqlite")
    let site = try await Site(ledger, servers: count)
    let ended = Ended()
    let watch = try await site.orchestrator.hub.watch(
      WatchFilter(), from: nil, atMostEvery: .seconds(3600))
    let telling = Task {
      while let item = try await watch.next() {
        if case .transition(let status, _) = item { ended.heard(status.migration) }
      }
    }
    let begun = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, server) in site.servers.enumerated() {
        if index >= atOnce { try await group.next() }
        group.addTask {
          let request = MigrationRequest(
            shareServerID: server.rawValue, destinationHost: Site.beta.rawValue)
          let id = try await site.orchestrator.start(request, as: nil).id
          await ended.until(id, .phase1Done)
          _ = try await site.orchestrator.complete(.migration(id), as: nil)
          await ended.until(id, .success)
        }
      }
      try await group.waitForAll()
    }
    let seconds = begun.duration(to: .now) / .seconds(1)
    print(
      "migrations in process, \(atOnce) at once:", "\(Int((Double(count) / seconds).rounded()))/s,",
      "\(count) in", rounded(seconds), "s")
    watch.cancel()
    _ = try? await telling.value
    await site.orchestrator.shutdown()
    ledger.close()
  }
}
