import Drivers
import Foundation
import Testing

/// A migration of many hours must not begin again from nothing because its process was killed.
@Suite struct InterruptionTests {
  private static func fill(_ scratch: Scratch) throws {
    try Shell.must(
      #"""
      for d in $(seq 1 20); do mkdir d$d; head -c 2000000 /dev/urandom | split -b 20000 - d$d/f; done
      head -c 200000000 /dev/urandom > large
      ln large d1/other; mkdir many; (cd many; head -c 400000 /dev/urandom | split -a 3 -b 400 -)
      sync
      """#, in: scratch.source)
  }

  @Test func aKilledCopyGoesOnWhereItWas() throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    let total = try TreeScan.scan(scratch.source).bytes
    var written: Int64 = 0
    for round in 1...6 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Shell.bench)
      process.arguments = ["copy", scratch.source, scratch.destination, scratch.journal]
      process.standardOutput = Pipe()
      let before = try TreeScan.scan(scratch.destination).bytes
      try process.run()
      // Killed when it has got a sixth further, or when it is through.
      while process.isRunning,
        try TreeScan.scan(scratch.destination).bytes < min(total - 1, before + total / 7)
      {}
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      written += try TreeScan.scan(scratch.destination).bytes - before
      #expect(round < 100)
    }
    let last = try scratch.pass()
    // What was under way when a process died is compared, not written again.
    #expect(last.bytesCopied + written <= total + (64 << 20), "\(last) of \(total)")
    try scratch.expectEqual()
    #expect(try scratch.pass().changes == 0)
  }

  @Test(arguments: [false, true])
  func aStoppedCopyGoesOnWhereItWas(journaled: Bool) throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    // Without a journal nothing tells which of two names has the data.
    if !journaled { try Shell.must("rm d1/other", in: scratch.source) }
    let total = try TreeScan.scan(scratch.source).bytes
    let stop = StopFlag()
    #expect(throws: MoverError.cancelled) {
      try scratch.copy(journaled: journaled).passBlocking(stop: stop) { progress in
        if progress.bytesCopied > total / 3 { stop.raise() }
      }
    }
    let present = try TreeScan.scan(scratch.destination).bytes
    let rest = try scratch.pass(journaled: journaled)
    #expect(rest.bytesCopied <= total - present + (40 << 20), "\(rest)")
    try scratch.expectEqual()
  }

  /// Hours of copying are not done again because the second pass meets the other name of the file first.
  @Test(arguments: [200_000_000, 20_000_000])
  func aStoppedFileGoesOnWhicheverOfItsNamesIsMetFirst(size: Int64) throws {
    let scratch = try Scratch()
    try Shell.must("mkdir d; head -c \(size) /dev/urandom > d/m", in: scratch.source)
    // Of two names from the start: only such a file is known to be begun.
    try Shell.must("ln d/m m", in: scratch.source)
    let stop = StopFlag()
    let gate = VirtualGate(rate: 1e6) { gate, _ in if gate.booked > size / 3 { stop.raise() } }
    #expect(throws: MoverError.cancelled) {
      try scratch.copy(workers: 1).passBlocking(stop: stop, throttle: gate.throttle)
    }
    // Wherever the data are now, names are met before and after them.
    try Shell.must(
      "mkdir a z d/s; for n in a/m z/m d/s/m d/a d/z a_ zz; do ln m $n; done", in: scratch.source)
    let present = try TreeScan.scan(scratch.destination).bytes
    let rest = try scratch.pass()
    #expect(rest.bytesCopied <= size - present + (1 << 20), "\(rest)")
    try scratch.expectEqual()
    #expect(try scratch.pass().changes == 0)
  }

  @Test func aCancelledTaskStopsItsPass() async throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    let copy = try scratch.copy()
    let task = Task { () -> MoverError? in
      do throws(MoverError) {
        _ = try await copy.pass { _ in withUnsafeCurrentTask { $0?.cancel() } }
        return nil
      } catch {
        return error
      }
    }
    task.cancel()
    #expect(await task.value == .cancelled)
  }

  @Test func progressEndsWithEverything() throws {
    let scratch = try Scratch()
    try Self.fill(scratch)
    let scan = try TreeScan.scan(scratch.source)
    let last = LastProgress()
    let pass = try scratch.copy().passBlocking(stop: StopFlag()) { last.set($0) }
    #expect(last.value.files == scan.files)
    #expect(last.value.bytes == scan.bytes)
    #expect(last.value.bytesCopied == pass.bytesCopied)
    #expect(pass.bytesCopied == scan.bytes)
  }
}
