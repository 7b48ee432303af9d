import CLinux
import Drivers
import Foundation
import Testing

/// What changes between passes must arrive, and what did not change must not be moved again.
@Suite struct DeltaTests {
  @Test(arguments: (0..<12).map { UInt64($0) })
  func randomChangesArrive(number: UInt64) throws {
    let seed =
      ProcessInfo.processInfo.environment["GALLEON_SEED"].flatMap { UInt64($0) }
      ?? number &* 7919 &+ 17
    let scratch = try Scratch()
    var tree = RandomTree(scratch.source, seed: seed)
    for round in 0..<6 {
      tree.mutate(round == 0 ? 150 : 40)
      // Every second life of the mover has lost its journal's file descriptor and memory.
      try scratch.pass(journaled: number % 3 != 2)
      try scratch.expectEqual("GALLEON_SEED=\(seed), round \(round)")
      let idle = try scratch.pass(journaled: number % 3 != 2)
      #expect(idle.changes == 0, "GALLEON_SEED=\(seed), round \(round): \(idle)")
    }
  }

  /// Copies made while somebody writes must become right once the writer is gone.
  @Test(arguments: [3, 5] as [UInt64])
  func changesDuringPassesArriveInTheEnd(seed: UInt64) async throws {
    let scratch = try Scratch()
    var tree = RandomTree(scratch.source, seed: seed)
    tree.mutate(200)
    let stop = StopFlag()
    // On a thread: a task that never waits would keep the pool's few threads from the copy.
    let ended = AsyncStream<Void> { [tree] continuation in
      Thread.detachNewThread {
        var tree = tree
        while !stop.isRaised { tree.mutate(20) }
        continuation.finish()
      }
    }
    let copy = try scratch.copy()
    for _ in 0..<10 { _ = try await copy.pass() }
    stop.raise()
    for await _ in ended {}
    _ = try await copy.pass()
    try scratch.expectEqual("seed \(seed)")
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let script: String
    var bytes: ClosedRange<Int64> = 0...0
    var needsRoot = false
    var testDescription: String { script }
  }

  static let changes = [
    Change(script: "t=$(stat -c %y d/a); echo ha > d/a; touch -d \"$t\" d/a", bytes: 3...3),
    Change(script: "printf y | dd of=e/big bs=1 seek=1500000 conv=notrunc", bytes: 1...131072),
    Change(script: "rm d/big2; cp e/big d/big2", bytes: 3_000_000...3_000_000),
    Change(script: "rm e/big"),
    Change(script: "ln d/a e/again"),
    Change(script: "chattr -R -ia d 2>/dev/null || true; rm -r d"),
    Change(script: "rm d/a; mkdir d/a; ln d/big2 d/a/x"),
    Change(script: "rm -r e/f; ln -s d e/f"),
    Change(script: "mv e/f d/g; mv d/pipe e/f"),
    Change(script: "chmod u+w 'd/b c' e/big; setfattr -x user.colour d/a; setfacl -b e/f"),
    Change(script: "fallocate -p -o 0 -l 1M e/big"),
    Change(script: "fallocate -l 9M -n d/sparse"),
    Change(script: "truncate -s 100 e/big"),
    Change(script: "mv 'd/b c' d/$'\\xfe'", bytes: 4...4),
    Change(script: "echo new > e/inheriting; mkdir e/subdir; touch e/subdir/x", bytes: 4...4),
    Change(script: "chattr -i locked; rm locked/x; chattr +i locked", needsRoot: true),
    Change(
      script: "chattr -i d/immutable; echo 2 >> d/immutable; chattr +i d/immutable",
      bytes: 4...4, needsRoot: true),
    Change(script: "echo 2 >> d/append", bytes: 4...4, needsRoot: true),
    Change(
      script: "chattr -i locked locked/l; ln locked/l d/l4; chattr +i locked/l", needsRoot: true),
    Change(script: "chattr -i locked/l d/immutable; chattr -a d/append appending", needsRoot: true),
    Change(script: "chattr -R -ia . 2>/dev/null || true; rm -r locked appending", needsRoot: true),
    Change(
      script: "setcap cap_chown+ep d/capable; chown 1:1 d/suid; chmod 4711 d/suid", needsRoot: true),
  ]

  @Test(arguments: changes)
  func aChangeArrivesAndNothingElseMoves(_ change: Change) throws {
    if change.needsRoot, !Shell.isRoot {
      print("SKIPPED without root: \(change.script)")
      return
    }
    let scratch = try Scratch()
    try Shell.must(EverythingTree.script(isRoot: Shell.isRoot), in: scratch.source)
    try scratch.pass()
    // Lets the clock of the file system tick, so that the first pass's records are trusted.
    while try scratch.pass().bytesCompared > 0 {}
    try Shell.must(change.script, in: scratch.source)
    let pass = try scratch.pass()
    #expect(pass.changes > 0)
    #expect(pass.firstChange != nil)
    #expect(change.bytes.contains(pass.bytesCopied - holes(change, pass)), "\(pass)")
    try scratch.expectEqual("\(pass)")
    #expect(try scratch.pass().changes == 0)
  }

  /// A copy that is touched in the tick of the clock in which its source changed has the source's new time by itself. It was
  /// a change all the same: a cutover repeats its passes until one has nothing to count.
  @Test func aChangeInTheSameTickCounts() throws {
    let scratch = try Scratch()
    try Shell.must("truncate -s 64M reserved; seq 999 >> reserved", in: scratch.source)
    try scratch.pass()
    let file = open(scratch.source + "/reserved", O_RDWR)
    defer { close(file) }
    try #require(file >= 0)
    for round in 0..<100 {
      let code = galleon_preallocate(file, Int64(round) * 65536, 65536)
      try #require(code == 0, "\(code)")
      #expect(try scratch.pass().changes == 1, "round \(round)")
    }
  }

  /// Punched holes count as written: the destination's data go.
  private func holes(_ change: Change, _ pass: PassStatistics) -> Int64 {
    change.script.contains("fallocate -p") ? pass.bytesCopied : 0
  }
}
