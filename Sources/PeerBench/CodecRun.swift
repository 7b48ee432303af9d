import GalleonAPI
import Glibc
import Protobuf

/// Encodes and decodes the two messages that the codecs of the peers are given: a line for each, its name and the
/// nanoseconds of both. The best of nine times some twenty milliseconds.
struct CodecRun {
  let directory: String

  func run() throws {
    try measure(GetMigrationProgressResponse.self, "small")
    try measure(GetMigrationResponse.self, "large")
  }

  private func measure<Message: ProtobufMessage>(_ type: Message.Type, _ name: String) throws {
    let bytes = try PeerBench.bytes("\(directory)/\(name)")
    let message = try Message.decode(bytes)
    let encode = try best { try message.encode().count }
    let decode = try best { consume(try Message.decode(bytes)) }
    print(name, encode, decode)
  }

  /// Keeps the compiler from leaving out what nobody reads.
  @inline(never) private func consume<Message>(_ message: Message) -> Int { 1 }

  /// Nanoseconds: others may use the machine.
  private func processorTime() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return now.tv_sec * 1_000_000_000 + now.tv_nsec
  }

  private func best(_ body: () throws -> Int) rethrows -> Double {
    var (count, measured, best) = (16, 0, Double.infinity)
    while measured < 9 {
      let begun = processorTime()
      var kept = 0
      for _ in 0..<count { kept &+= try body() }
      let taken = Double(processorTime() - begun)
      guard taken > 2e7, kept != 0 else {
        count *= 2
        continue
      }
      best = min(best, taken / Double(count))
      measured += 1
    }
    return best
  }
}
