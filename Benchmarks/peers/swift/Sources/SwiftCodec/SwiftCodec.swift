import Foundation
import Messages
import SwiftProtobuf

// Nanoseconds of encoding and decoding with swift-protobuf: `SwiftCodec DIRECTORY`; a line for each message of the
// directory: name, encode, decode. The best of nine times some twenty milliseconds.

/// Nanoseconds of processor time: others may use the machine.
func processorTime() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
  return now.tv_sec * 1_000_000_000 + now.tv_nsec
}

func best(_ body: () throws -> Int) rethrows -> Double {
  var count = 16
  var best = Double.infinity
  var measured = 0
  while measured < 9 {
    let begun = processorTime()
    var kept = 0
    for _ in 0..<count { kept &+= try body() }
    let nanoseconds = Double(processorTime() - begun)
    guard nanoseconds > 2e7, kept != 0 else {
      count *= 2
      continue
    }
    best = min(best, nanoseconds / Double(count))
    measured += 1
  }
  return best
}

func measure<Body: Message>(_ type: Body.Type, _ name: String, _ directory: String) throws {
  let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)")))
  let message = try Body(serializedBytes: bytes)
  let encode = try best { try (message.serializedBytes() as [UInt8]).count }
  let decode = try best { try Body(serializedBytes: bytes).isInitialized ? 1 : 0 }
  print(name, encode, decode)
}

@main struct SwiftCodec {
  static func main() throws {
    let directory = CommandLine.arguments[1]
    try measure(Galleon_V1_GetMigrationProgressResponse.self, "small", directory)
    try measure(Galleon_V1_GetMigrationResponse.self, "large", directory)
  }
}
