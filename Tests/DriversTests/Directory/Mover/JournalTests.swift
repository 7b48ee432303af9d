import Drivers
import Foundation
import Testing

/// The journal saves reading; it must never make a stale file look right.
@Suite struct JournalTests {
  private func settle(_ scratch: Scratch) throws {
    while try scratch.pass().bytesCompared > 0 {}
  }

  @Test func whatTheJournalKnowsIsNotRead() throws {
    let scratch = try Scratch()
    try Shell.must("head -c 1000000 /dev/urandom | split -b 1000 -a 4 -", in: scratch.source)
    try scratch.pass()
    try settle(scratch)
    let pass = try scratch.pass()
    #expect(pass.bytesExamined == 1_000_000)
    #expect(pass.bytesCompared == 0)
  }

  @Test func aTornEndIsCutOff() throws {
    let scratch = try Scratch()
    try Shell.must("echo one > a; echo two > b", in: scratch.source)
    try scratch.pass()
    try settle(scratch)
    try Shell.must("truncate -s -13 '\(scratch.journal)'")
    #expect(try scratch.pass().changes == 0)
    try Shell.must("head -c 100 /dev/urandom >> '\(scratch.journal)'")
    try Shell.must("echo three > a", in: scratch.source)
    try scratch.pass()
    try scratch.expectEqual()
  }

  @Test func recordsOfAnotherBootCountOnlyUpToTheLastFlush() async throws {
    let scratch = try Scratch()
    try Shell.must("echo sealed > a", in: scratch.source)
    try scratch.pass()
    try settle(scratch)
    let copy = try scratch.copy()
    try await copy.seal()
    try Shell.must("echo loose > b", in: scratch.source)
    try scratch.pass()
    try settle(scratch)
    // Every record says which boot wrote it by the session mark before it: pretend that all were another's.
    try pretendOtherBoot(scratch.journal)
    let pass = try scratch.pass()
    #expect(pass.bytesCompared == 6, "b is read again, a is not: \(pass)")
    #expect(pass.changes == 0)
  }

  /// Rewrites the boot number in every mark (word 4 of a record whose inode, word 1, is 0).
  private func pretendOtherBoot(_ path: String) throws {
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    for start in stride(from: 0, to: bytes.count, by: 48) {
      guard bytes[(start + 8)..<(start + 16)].allSatisfy({ $0 == 0 }) else { continue }
      bytes[start + 32] ^= 1
      var sum: UInt64 = 0xCBF2_9CE4_8422_2325
      for word in 0..<5 {
        let value = (0..<8).reduce(UInt64(0)) {
          $0 | UInt64(bytes[start + word * 8 + $1]) << (8 * UInt64($1))
        }
        sum = (sum ^ value) &* 0x100_0000_01B3
      }
      for index in 0..<8 {
        bytes[start + 40 + index] = UInt8(truncatingIfNeeded: sum >> (8 * index))
      }
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  @Test func aJournalThatCannotBeWrittenIsNamed() throws {
    let scratch = try Scratch()
    #expect {
      try TreeCopy(
        from: scratch.source, to: scratch.destination, journal: scratch.path + "/none/journal")
    } throws: { error in
      "\(error)".contains("/none/journal: No such file or directory")
    }
  }
}
