import ConformanceKit
import Foundation
import GRDB
import LedgerSQLite
import MigrationCore
import Testing

@Suite("A ledger that fails while it runs")
struct FaultTests {
  private func network(_ moment: Int64) -> ShareNetwork { SampleRows(at: moment).network }

  @Test("a lock that another program keeps is named, reads go on, and so do writes when it is gone")
  func locked() async throws {
    let place = try TemporaryDirectory()
    var teller = try Teller(place.path("l"))
    #expect(await teller.add(network(1)) == nil)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: place.path("l"), configuration: configuration)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let first = try #require(await teller.add(network(2)))
    #expect(first.reason == .ledgerLocked && first.kind == .unavailable)
    #expect(first.message.contains("another program") && first.message.contains(place.path("l")))
    #expect(await teller.next()?.reason == .ledgerLocked)
    // Nobody else waits for the lock.
    let begun = ContinuousClock.now
    for moment in 3...50 { #expect(await teller.add(network(Int64(moment))) != nil) }
    #expect(begun.duration(to: .now) < .seconds(1))
    #expect(try await teller.count() == 1)
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    #expect(await teller.next() == nil)
    #expect(teller.ledger.fault == nil)
    #expect(await teller.add(network(99)) == nil)
    #expect(try await teller.count() == 2)
  }

  @Test(
    "a full disk is named, reads go on, and so do writes when there is room",
    .enabled(if: SmallDisk.isPossible, "needs the right to mount"))
  func full() async throws {
    let disk = try SmallDisk(mebibytes: 6)
    var teller = try Teller(disk.path("l"))
    #expect(await teller.add(network(1)) == nil)
    let filler = disk.path("filler")
    try disk.fill(filler)
    var added: Int64 = 1
    var refusal: Refusal?
    while refusal == nil, added < 5000 {
      refusal = await teller.add(network(added + 1))
      if refusal == nil { added += 1 }
    }
    #expect(refusal?.reason == .ledgerFull && refusal?.kind == .unavailable)
    #expect(await teller.next()?.reason == .ledgerFull)
    #expect(try await teller.count() == Int(added))
    try FileManager.default.removeItem(atPath: filler)
    #expect(await teller.next() == nil)
    #expect(await teller.add(network(9999)) == nil)
    #expect(try await teller.count() == Int(added) + 1)
    teller.ledger.close()
    let next = try Teller(disk.path("l"))
    #expect(try await next.count() == Int(added) + 1)
    next.ledger.close()
  }

  @Test(
    "a file that is taken away or replaced is noticed before anything is written to it",
    arguments: ["", "-wal"], [false, true])
  func replaced(suffix: String, isReplaced: Bool) async throws {
    let place = try TemporaryDirectory()
    let (path, aside) = (place.path("l"), place.path("aside"))
    var teller = try Teller(path)
    #expect(await teller.add(network(1)) == nil)
    try FileManager.default.moveItem(atPath: path + suffix, toPath: aside)
    if isReplaced { try FileManager.default.copyItem(atPath: aside, toPath: path + suffix) }
    let refusal = try #require(await teller.add(network(2)))
    #expect(refusal.reason == .ledgerReplaced && refusal.kind == .unavailable)
    #expect(refusal.message.contains(path + suffix))
    #expect(await teller.next()?.reason == .ledgerReplaced)
    #expect(try await teller.count() == 1)
    // Put back, it goes on.
    if isReplaced { try FileManager.default.removeItem(atPath: path + suffix) }
    try FileManager.default.moveItem(atPath: aside, toPath: path + suffix)
    #expect(await teller.next() == nil)
    #expect(await teller.add(network(3)) == nil)
    #expect(try await teller.count() == 2)
  }

  @Test("a file that is overwritten in place is noticed", arguments: ["other", "older", "junk"])
  func overwritten(with: String) async throws {
    let place = try TemporaryDirectory()
    let path = place.path("l")
    try SQLiteLedger(at: path).close()
    try FileManager.default.copyItem(atPath: path, toPath: place.path("older"))
    try SQLiteLedger(at: place.path("other")).close()
    try Data(repeating: 0xA5, count: 9000).write(to: URL(filePath: place.path("junk")))
    var teller = try Teller(path)
    for moment in 1...3 { #expect(await teller.add(network(Int64(moment))) == nil) }
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.write(contentsOf: Data(contentsOf: URL(filePath: place.path(with))))
    try handle.synchronize()
    // Its log still has everything since the opening: an older file may be made whole by it.
    let refusal = await teller.add(network(4))
    if with == "older", refusal == nil {
      #expect(try await teller.count() == 4)
    } else {
      #expect(refusal?.reason == .ledgerReplaced)
      #expect(await teller.next()?.reason == .ledgerReplaced)
    }
    withExtendedLifetime(handle) {}
  }

  @Test("another program that only brings the log into the file does no harm")
  func foreignCheckpoint() async throws {
    let place = try TemporaryDirectory()
    let teller = try Teller(place.path("l"))
    for moment in 1...3 { #expect(await teller.add(network(Int64(moment))) == nil) }
    let other = try DatabaseQueue(path: place.path("l"))
    try await other.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    #expect(await teller.add(network(4)) == nil)
    #expect(try await teller.count() == 4)
  }

  @Test("writes that come together are kept or refused each for itself, and in their order")
  func together() async throws {
    let place = try TemporaryDirectory()
    let ledger = try SQLiteLedger(at: place.path("l"))
    let networks = (0..<200).map { network(Int64($0)) }
    let refused = await withTaskGroup(of: Int?.self) { group in
      for (index, network) in networks.enumerated() {
        group.addTask {
          do throws(Refusal) {
            try await ledger.write { tx throws(Refusal) in
              try tx.insert(network)
              // Every third has done something when it changes its mind.
              if index % 3 == 0 { throw Refusal(.aborted, .ledgerConflict, "\(index)") }
            }
            return nil
          } catch {
            return error.message == "\(index)" ? index : -1
          }
        }
      }
      return await group.reduce(into: Set<Int>()) { all, index in
        if let index { all.insert(index) }
      }
    }
    #expect(refused == Set((0..<200).filter { $0 % 3 == 0 }))
    let kept = try await ledger.read { tx throws(Refusal) in
      try tx.list(ShareNetwork.self).map(\.id)
    }
    let wanted = networks.indices.filter { $0 % 3 != 0 }.map { networks[$0].id }
    #expect(kept == wanted)
  }
}
