import Drivers
import Foundation
import Testing

/// An operator must learn which file failed and why.
@Suite struct FailureTests {
  @Test(.enabled(if: Shell.isRoot, "mounting a small file system needs root"))
  func aFullDiskNamesTheFile() throws {
    let scratch = try Scratch()
    try Shell.must("mount -t tmpfs -o size=1m none '\(scratch.destination)'")
    defer { _ = try? Shell.run("umount -l '\(scratch.destination)'") }
    try Shell.must("head -c 3000000 /dev/urandom > $'too \\n large'", in: scratch.source)
    #expect {
      try scratch.pass()
    } throws: { error in
      "\(error)" == #"cannot write "too \n large" at the destination: No space left on device"#
    }
    // With the file gone the same copy succeeds.
    try Shell.must("rm too*; echo small > small", in: scratch.source)
    try scratch.pass()
    #expect(try scratch.differences == [])
  }

  /// Runs the mover as a program without root's powers.
  private func withoutPowers(_ scratch: Scratch) throws -> (output: String, status: Int32) {
    let drop =
      Shell.isRoot
      ? "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all --bounding-set=-all "
      : ""
    return try Shell.run(
      """
      cp '\(Shell.bench)' '\(scratch.path)/mover'; chmod 755 '\(scratch.path)' '\(scratch.path)/mover'
      chown $(stat -c %u:%g '\(scratch.source)') '\(scratch.destination)'; chmod 755 '\(scratch.destination)'
      \(drop)'\(scratch.path)/mover' copy '\(scratch.source)' '\(scratch.destination)' -
      """)
  }

  @Test func anUnreadableFileIsNamed() throws {
    let scratch = try Scratch()
    let owner = Shell.isRoot ? "chown -R 65534:65534 .; chown 0:0 dir/secret" : ":"
    try Shell.must("mkdir dir; echo > dir/secret; chmod 0 dir/secret; \(owner)", in: scratch.source)
    let (output, status) = try withoutPowers(scratch)
    #expect(status == 1)
    #expect(
      output.contains(#"cannot open "dir/secret" at the source: Permission denied"#), "\(output)")
  }

  @Test func anOrdinaryUserCopiesWhatIsTheirs() throws {
    let scratch = try Scratch()
    let owner = Shell.isRoot ? "chown -hR 65534:65534 ." : ":"
    try Shell.must(
      """
      mkdir -p d/e; echo 1 > d/a; chmod 0400 d/a; setfattr -n user.x -v 1 d/a; echo 2 > d/e/b; ln d/a d/e/a
      chmod 0500 d/e d; \(owner)
      """, in: scratch.source)
    #expect(try withoutPowers(scratch).status == 0)
    #expect(try scratch.differences == [])
    let second = try withoutPowers(scratch)
    #expect(second.output.contains("filesCopied: 0"), "\(second.output)")
  }

  @Test(.enabled(if: Shell.isRoot, "making such files needs root"))
  func whatCannotBePreservedIsFoundBeforehand() throws {
    let scratch = try Scratch()
    try Shell.must(EverythingTree.script(isRoot: true), in: scratch.source)
    let nobody = Rights(capabilities: 0, uid: 65534, groups: [65534])
    let scan = try TreeScan.scan(scratch.source, rights: nobody)
    #expect(scan.losses.map(\.loss) == [.devices, .flags, .owners, .xattrs])
    #expect(scan.losses.allSatisfy { $0.count > 0 && !$0.example.isEmpty })
    #expect(try TreeScan.scan(scratch.source).losses == [])
  }

  /// Counting very many files takes longer than a driver may be silent.
  @Test func whatIsCountedIsToldWhileItIsCounted() throws {
    let scratch = try Scratch()
    try Shell.must("mkdir a b && touch a/1 a/2 a/3 b/4 b/5", in: scratch.source)
    var told: [Int64] = []
    let whole = try TreeScan.scan(scratch.source, step: 2) { told.append($0.files) }
    #expect(whole.files == 5)
    #expect(told == [2, 4])
  }

  @Test(
    arguments: [
      ([0x61, 0x2F, 0xC3, 0xA4], "\"a/ä\""), ([0xFF, 0x0A, 0x09, 0x22, 0x5C], #""\xff\n\t\"\\""#),
      ([0xE2, 0x82], #""\xe2\x82""#), ([0x1B, 0x5B], #""\x1b[""#),
      ([0xF0, 0x9F, 0x9A, 0xA2], "\"🚢\""),
    ] as [([UInt8], String)])
  func namesAreShownSafely(bytes: [UInt8], text: String) {
    #expect(PathText.quoted(bytes) == text)
  }

  @Test(arguments: [("source", "cannot open"), ("destination", "cannot open")])
  func aMissingTreeIsNamed(side: String, words: String) throws {
    let scratch = try Scratch()
    try Shell.must("rmdir '\(scratch.path)/\(side)'")
    #expect {
      try scratch.pass()
    } throws: { "\($0)".contains(words) && "\($0)".contains("No such file or directory") }
  }
}
