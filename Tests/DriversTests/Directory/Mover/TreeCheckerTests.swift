import Drivers
import Foundation
import Testing

/// The judge must see each kind of difference, else a copy that loses it would pass.
@Suite struct TreeCheckerTests {
  struct Planted: Sendable, CustomTestStringConvertible {
    let aspect: TreeDifference.Aspect
    let script: String
    var needsRoot = false
    var testDescription: String { "\(aspect.rawValue): \(script)" }
  }

  static let planted = [
    Planted(aspect: .missing, script: "rm d/a"),
    Planted(aspect: .extra, script: "echo > d/other"),
    Planted(aspect: .type, script: "rm d/pipe; echo > d/pipe"),
    Planted(aspect: .mode, script: "chmod 4712 d/a"),
    Planted(aspect: .owner, script: "chown 7 d/a", needsRoot: true),
    Planted(aspect: .size, script: "echo more >> d/a"),
    Planted(aspect: .content, script: "t=$(stat -c %y d/a); echo ha > d/a; touch -d \"$t\" d/a"),
    Planted(aspect: .content, script: "printf x | dd of=d/sparse bs=1 seek=700000 conv=notrunc"),
    Planted(aspect: .target, script: "rm d/link; ln -s elsewhere d/link"),
    Planted(aspect: .device, script: "rm d/disk; mknod d/disk b 7 98", needsRoot: true),
    Planted(aspect: .links, script: "cp -a d/big2 x; mv x d/big2"),
    Planted(aspect: .links, script: "rm 'd/b c'; ln d/a 'd/b c'"),
    Planted(aspect: .links, script: "rm e/pipe2; mkfifo e/pipe2"),
    Planted(aspect: .flags, script: "chattr +d d/a", needsRoot: true),
    Planted(aspect: .flags, script: "chattr -i d/immutable", needsRoot: true),
    Planted(aspect: .modificationTime, script: "touch -d '1999-12-31 23:59:59.123456780' d/a"),
    Planted(aspect: .modificationTime, script: "touch -h -d '2001-01-01 01:01:01.1' d/link"),
    Planted(aspect: .modificationTime, script: "touch -d '2002-02-02 02:02:02.2' e/f"),
    Planted(aspect: .attributes, script: "setfattr -n user.colour -v green d/a"),
    Planted(aspect: .attributes, script: "setfacl -x u:1000 d/a"),
    Planted(aspect: .attributes, script: "setcap -r d/capable", needsRoot: true),
    Planted(aspect: .attributes, script: "setfattr -h -x trusted.l d/link", needsRoot: true),
    Planted(aspect: .holes, script: "dd if=/dev/zero of=d/sparse bs=64k count=2 conv=notrunc"),
    Planted(aspect: .allocation, script: "fallocate -l 5M d/hole-only"),
    Planted(aspect: .reservation, script: "cp --sparse=never d/reserved x; cat x > d/reserved"),
    Planted(aspect: .reservation, script: "truncate -s 5 d/beyond"),
  ]

  @Test(arguments: planted)
  func aPlantedDifferenceIsFound(_ planted: Planted) throws {
    if planted.needsRoot, !Shell.isRoot {
      print("SKIPPED without root: \(planted.testDescription)")
      return
    }
    let scratch = try Scratch()
    try Shell.must(EverythingTree.script(isRoot: Shell.isRoot), in: scratch.source)
    try scratch.pass()
    try #require(try scratch.differences == [])
    try Shell.must(planted.script, in: scratch.destination)
    let found = try scratch.differences
    #expect(found.contains { $0.aspect == planted.aspect }, "\(found)")
  }
}
