import Drivers
import Foundation
import Testing

/// A user would lose what the tree has and the copy has not.
@Suite struct EverythingTests {
  @Test(arguments: [1, 4])
  func everythingOfATreeArrives(workers: Int) throws {
    let scratch = try Scratch()
    if !Shell.isRoot {
      print("SKIPPED without root: devices, owners, trusted and security attributes, file flags")
    }
    try Shell.must(EverythingTree.script(isRoot: Shell.isRoot), in: scratch.source)
    let first = try scratch.pass(workers: workers)
    try scratch.expectEqual("after the full pass")
    #expect(first.filesCopied > 20)
    #expect(first.filesLinked >= 4)
    #expect(first.unstable == 0)
    let second = try scratch.pass(workers: workers)
    #expect(second.changes == 0, "\(second)")
    #expect(second.bytesCopied == 0)
    try scratch.expectEqual("after the second pass")
  }

  @Test func aCopyWithoutAJournalFindsEqualFilesByTheirContents() throws {
    let scratch = try Scratch()
    try Shell.must(EverythingTree.script(isRoot: Shell.isRoot), in: scratch.source)
    try scratch.pass(journaled: false)
    let second = try scratch.pass(journaled: false)
    #expect(second.changes == 0, "\(second)")
    #expect(second.bytesCopied == 0)
    #expect(second.bytesCompared > 3_000_000)
    try scratch.expectEqual()
  }

  /// Small files that take exactly as many blocks as their size needs, and yet not one block after the other.
  @Test func smallFilesKeepHolesAndReservations() throws {
    let scratch = try Scratch()
    try Shell.must(
      #"""
      truncate -s 12288 balanced; printf end | dd of=balanced bs=1 seek=12285 conv=notrunc status=none
      fallocate -n -o 12288 -l 8192 balanced
      fallocate -l 12288 reserved; printf a | dd of=reserved conv=notrunc status=none
      printf b | dd of=reserved bs=1 seek=12287 conv=notrunc status=none
      head -c 12288 /dev/zero > zeros; head -c 12288 /dev/urandom > full; head -c 5000 /dev/urandom > part
      sync balanced reserved zeros full part
      """#, in: scratch.source)
    try scratch.pass()
    try scratch.expectEqual()
    let blocks = "sync .; stat -c '%n %b' balanced reserved zeros full part"
    #expect(
      try Shell.must(blocks, in: scratch.destination) == Shell.must(blocks, in: scratch.source))
  }

  @Test func theSourceIsLeftAsItWas() throws {
    let scratch = try Scratch()
    try Shell.must(EverythingTree.script(isRoot: Shell.isRoot), in: scratch.source)
    let look = "find . -printf '%p %A@ %C@ %T@ %m %U:%G %s %n\\n' | sort"
    // Looking moves access times itself, the first time.
    try Shell.must(look + "; find . -type l -printf '%l'", in: scratch.source)
    let before = try Shell.must(look, in: scratch.source)
    try scratch.pass()
    #expect(try Shell.must(look, in: scratch.source) == before)
  }

  @Test func aPathLongerThanTheSystemAllowsArrives() throws {
    let scratch = try Scratch()
    let build = #"""
      for n in $(seq 1 400); do
        mkdir "a-rather-long-name-$n" && echo $n > "beside-$n" && ln "beside-$n" "a-rather-long-name-$n/up"
        mkdir "empty-$n"; cd -P "a-rather-long-name-$n" 2>/dev/null || cd "./a-rather-long-name-$n"
      done
      echo treasure > treasure
      """#
    try Shell.must(build, in: scratch.source)
    try scratch.pass()
    #expect(try scratch.differences == [])
    #expect(try scratch.pass().changes == 0)
    let scan = try TreeScan.scan(scratch.source)
    #expect(scan.directories == 801)
    #expect(scan.files == 801)
  }

  @Test func aWideAndDeepTreeNeedsFewDescriptors() throws {
    let scratch = try Scratch()
    try Shell.must(
      "for a in $(seq 1 30); do for b in $(seq 1 30); do mkdir -p $a/$b/c/d; echo $a > $a/$b/c/d/f; done; done",
      in: scratch.source)
    let output = try Shell.must(
      "ulimit -n 512; '\(Shell.bench)' copy '\(scratch.source)' '\(scratch.destination)' - 8")
    #expect(output.contains("filesExamined: 900"))
    #expect(try scratch.differences == [])
  }
}
