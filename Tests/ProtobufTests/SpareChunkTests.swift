import Foundation
import Synchronization
import Testing

@testable import Protobuf

/// The chunk that a thread keeps from one message to the next. Without these a message could read or overwrite another's bytes.
@Suite("The chunk that a thread keeps")
struct SpareChunkTests {
  /// More than the arena has on the stack, and less than a chunk.
  private static let middling = 4000

  /// Runs `body` with memory of a message of its own.
  private static func message<Result>(
    _ size: Int = middling, _ body: (UnsafeMutableRawBufferPointer) throws -> Result
  ) throws -> Result {
    let result = try Arena.withArena(limit: 1 << 20) { arena throws(ProtobufError) in
      Swift.Result {
        let start: UnsafeMutableRawPointer = try #require(arena.allocate(size))
        return try body(.init(start: start, count: size))
      }
    }
    return try result.get()
  }

  /// Where a message of middling size has its memory.
  private static func place() throws -> UnsafeMutableRawPointer? {
    try message { $0.baseAddress }
  }

  private static func fill(_ memory: UnsafeMutableRawBufferPointer, _ byte: UInt8) {
    memory.initializeMemory(as: UInt8.self, repeating: byte)
  }

  private static func isFull(_ memory: UnsafeMutableRawBufferPointer, of byte: UInt8) -> Bool {
    memory.allSatisfy { $0 == byte }
  }

  @Test("serves one message after the other: else each costs a malloc")
  func again() throws {
    let first = try Self.place()
    #expect(try Self.place() == first)
    #expect(try Self.place() == first)
  }

  @Test("is one message's alone while that is at work on another within it")
  func nested() throws {
    try Self.message { outer in
      Self.fill(outer, 1)
      for byte in UInt8(2)...4 {
        try Self.message { inner in
          Self.fill(inner, byte)
          try Self.message { Self.fill($0, byte + 10) }
          #expect(Self.isFull(inner, of: byte))
        }
      }
      #expect(Self.isFull(outer, of: 1), "a message within has written over the one around it")
    }
    // Two were given back, and the thread keeps one: it is nobody else's.
    try Self.message { first in
      Self.fill(first, 5)
      try Self.message { Self.fill($0, 6) }
      #expect(Self.isFull(first, of: 5))
    }
  }

  @Test(
    "is not what a larger message gets, nor the next one what that had",
    arguments: [9000, 16_384, 300_000])
  func larger(size: Int) throws {
    let kept = try Self.place()
    try Self.message(size) { large in
      #expect(large.baseAddress != kept)
      Self.fill(large, 7)
      try Self.message { Self.fill($0, 8) }
      #expect(Self.isFull(large, of: 7))
    }
    try Self.message { _ in try Self.message(size) { Self.fill($0, 9) } }
    #expect(try Self.place() == kept, "the thread keeps a large one")
  }

  @Test("goes on in chunks of its own when a message outgrows it")
  func outgrown() throws {
    for _ in 0..<3 {
      try Arena.withArena(limit: 1 << 20) { arena throws(ProtobufError) in
        let parts = (0..<20).compactMap { _ in
          arena.allocate(Self.middling).map {
            UnsafeMutableRawBufferPointer(start: $0, count: Self.middling)
          }
        }
        #expect(parts.count == 20)
        for (index, part) in parts.enumerated() { Self.fill(part, UInt8(index)) }
        for (index, part) in parts.enumerated() {
          #expect(Self.isFull(part, of: UInt8(index)), "two parts of a message overlap")
        }
      }
    }
  }

  @Test("is no other thread's, whether they are at work at the same time or one has ended")
  func threads() throws {
    _ = try Self.place()
    try Self.message { own in
      Self.fill(own, 9)
      let spoiled = Atomic(0)
      let ended = DispatchSemaphore(value: 0)
      for round in UInt8(1)...3 {
        for byte in UInt8(0)..<4 {
          Thread.detachNewThread {
            for _ in 0..<200 where !Self.keeps(round * 10 + byte) {
              spoiled.add(1, ordering: .relaxed)
            }
            ended.signal()
          }
        }
        for _ in 0..<4 { ended.wait() }
      }
      #expect(spoiled.load(ordering: .relaxed) == 0, "a thread has written to another's message")
      #expect(Self.isFull(own, of: 9), "another thread has written to this one's message")
    }
  }

  /// Whether a message still has what was written into it.
  private static func keeps(_ byte: UInt8) -> Bool {
    let isKept = try? message { memory in
      fill(memory, byte)
      return isFull(memory, of: byte)
    }
    return isKept ?? false
  }

  @Test("brings nothing of one message into the next", arguments: [0, 0x41, 0xFF] as [UInt8])
  func nothingLeaks(of byte: UInt8) throws {
    var message = Everything(stringField: "short")
    message.bytesField = [0]
    message.innerField = Everything.Inner(name: "a", numbers: Array(0..<500))
    message.stringList = Array(repeating: "", count: 200)
    message.innerList = Array(repeating: .init(), count: 100)
    message.textByText = ["": "", "k": "v"]
    let clean = try message.encode()
    // What a message before has left in the thread's chunk.
    try Self.message(8000) { Self.fill($0, byte) }
    let bytes = try message.encode(reserving: 5)
    #expect(bytes == [0, 0, 0, 0, 0] + clean)
    try Self.message(8000) { Self.fill($0, byte) }
    #expect(try Everything.decode(clean) == message)
  }
}
