import Testing

@testable import HTTP2

@Suite("What waits to be sent")
struct SendBufferTests {
  /// Takes everything, in parts of `size`.
  private func drain(_ buffer: inout SendBuffer, _ size: Int, _ rooms: inout SpareRooms) -> [UInt8]
  {
    var taken: [UInt8] = []
    while buffer.count > 0 {
      withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { part in
        let count = buffer.fill(part, &rooms)
        taken += part[..<count]
      }
    }
    return taken
  }

  @Test("pieces leave in order, whatever room they were put into", arguments: [1, 3, 7, 100])
  func order(_ size: Int) {
    var (first, second, rooms) = (SendBuffer(), SendBuffer(), SpareRooms())
    for _ in 0..<3 {
      // Both use the one room, in turn and at once.
      for byte in UInt8(0)..<9 {
        first.append([byte, byte], &rooms)
        second.append([100 + byte], &rooms)
      }
      #expect(drain(&first, size, &rooms) == (UInt8(0)..<9).flatMap { [$0, $0] })
      #expect(drain(&second, size, &rooms) == (UInt8(0)..<9).map { 100 + $0 })
    }
  }

  @Test("shared pieces and copied ones stay in order, however they are taken", arguments: 0..<50)
  func mixed(seed: UInt64) {
    var random = Seeded(seed)
    var (buffer, rooms, sent, taken) = (SendBuffer(), SpareRooms(), [UInt8](), [UInt8]())
    for number in 0..<200 {
      let piece = [UInt8](
        repeating: UInt8(number), count: .random(in: 1...20, using: &random))
      switch Int.random(in: 0..<3, using: &random) {
      case 0: buffer.append(piece, &rooms)
      case 1: piece.withUnsafeBytes { buffer.append(copying: $0, &rooms) }
      default:
        withUnsafeTemporaryAllocation(byteCount: 15, alignment: 1) { part in
          taken += part[..<buffer.fill(part, &rooms)]
        }
        continue
      }
      sent += piece
      #expect(buffer.count == sent.count - taken.count)
    }
    #expect(taken + drain(&buffer, 7, &rooms) == sent)
  }

  @Test("a message that many streams send is not used as room")
  func shared() {
    let message: [UInt8] = [1, 2, 3]
    var (buffer, rooms) = (SendBuffer(), SpareRooms())
    buffer.append(message, &rooms)
    #expect(drain(&buffer, 10, &rooms) == message)
    #expect(rooms.bytes == 0)
    for _ in 0..<3 { buffer.append(message, &rooms) }
    #expect(drain(&buffer, 10, &rooms) == message + message + message)
    #expect(rooms.bytes >= 6)
  }

  @Test("room is kept for what is sent next, and no more of it than a busy connection needs")
  func bound() {
    var rooms = SpareRooms()
    for size in [100, 5000, 100_000, 1_000_000] {
      for _ in 0..<1000 { rooms.giveBack([UInt8](repeating: 1, count: size)) }
    }
    #expect(rooms.bytes <= 64 * 4096 + 131_072)
    // A stream is given the large one, many short answers the others.
    let taken = (0..<65).map { _ in rooms.take() }
    #expect(taken.allSatisfy { $0.isEmpty })
    #expect(taken[0].capacity >= 100_000)
    #expect(taken[1...].allSatisfy { $0.capacity >= 100 })
    #expect(rooms.bytes == 0)
  }
}
