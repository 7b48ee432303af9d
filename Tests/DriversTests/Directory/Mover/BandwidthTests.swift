import Drivers
import MigrationCore
import Testing

/// Other users of a disk or a link must be able to rely on the limit that an operator set.
@Suite struct BandwidthTests {
  private static let bytes = 40 * 10_000 + 6_000_000

  private static func fill(_ scratch: Scratch) throws {
    try Shell.must(
      """
      mkdir d; head -c 400000 /dev/urandom | split -b 10000 - d/f
      head -c 6000000 /dev/urandom > large; truncate -s 50M large
      """, in: scratch.source)
  }

  @discardableResult
  private static func pass(_ scratch: Scratch, _ gate: VirtualGate) throws -> PassStatistics {
    try scratch.copy(workers: 1).passBlocking(stop: StopFlag(), throttle: gate.throttle)
  }

  @Test func aLimitedCopyTakesAsLongAsItShould() throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    let gate = VirtualGate(rate: 1e6)
    let pass = try Self.pass(scratch, gate)
    // Extents end with a block of the file system.
    #expect(gate.booked == pass.bytesCopied)
    #expect(abs(gate.booked - Int64(Self.bytes)) < 65536)
    // What comes last need not be waited out, and each wait asked for one byte more.
    let seconds = gate.elapsed / .seconds(1)
    #expect(abs(seconds - Double(Self.bytes) / 1e6) < 0.2, "\(seconds) s")
    try scratch.expectEqual()
  }

  @Test func noLimitMeansNoWait() throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    let gate = VirtualGate(rate: nil)
    try Self.pass(scratch, gate)
    #expect(gate.waits == 0)
    #expect(gate.booked >= Self.bytes)
  }

  /// Reading both sides of a half-copied file to compare them loads the disks as copying does.
  @Test func comparingCountsAsMoving() throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    try scratch.pass(journaled: false)
    let gate = VirtualGate(rate: nil)
    let pass = try scratch.copy(journaled: false)
      .passBlocking(stop: StopFlag(), throttle: gate.throttle)
    #expect(pass.bytesCopied == 0)
    #expect(gate.booked == pass.bytesCompared)
  }

  @Test func aLimitThatIsLiftedIsFeltAtOnce() throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    // At a byte a second a single piece would take a day.
    let gate = VirtualGate(rate: 1) { gate, wait in if wait == 3 { gate.change(rate: nil) } }
    try Self.pass(scratch, gate)
    #expect(gate.elapsed < .seconds(1))
    try scratch.expectEqual()
  }

  @Test func aLimitThatIsLoweredIsFeltAtOnce() throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    let gate = VirtualGate(rate: 1e6) { gate, wait in if wait == 3 { gate.change(rate: 1e5) } }
    try Self.pass(scratch, gate)
    #expect(gate.elapsed / .seconds(1) > Double(Self.bytes) / 1e5 * 0.9)
  }

  @Test func whoWaitsCanBeStopped() throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    let stop = StopFlag()
    let gate = VirtualGate(rate: 1) { _, wait in if wait == 2 { stop.raise() } }
    #expect(throws: MoverError.cancelled) {
      try scratch.copy(workers: 1).passBlocking(stop: stop, throttle: gate.throttle)
    }
    #expect(gate.waits == 2)
  }
}
