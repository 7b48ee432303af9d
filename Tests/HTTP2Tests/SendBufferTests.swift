import Testing

@testable import HTTP2

@Suite("What waits to be sent")
struct SendBufferTests {
  /// Takes everything, in parts of `size`.
  private func drain(_ buffer: inout SendBuffer, _ size: Int, _ room: inout [UInt8]) -> [UInt8] {
    var taken: [UInt8] = []
    while buffer.count > 0 {
      withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { part in
        let count = buffer.fill(part, room: &room)
        taken += part[..<count]
      }
    }
    return taken
  }

  @Test("pieces leave in order, whatever room they were put into", arguments: [1, 3, 7, 100])
  func order(_ size: Int) {
    var (first, second, room) = (SendBuffer(), SendBuffer(), [UInt8]())
    for _ in 0..<3 {
      // Both use the one room, in turn and at once.
      for byte in UInt8(0)..<9 {
        first.append([byte, byte], room: &room)
        second.append([100 + byte], room: &room)
      }
      #expect(drain(&first, size, &room) == (UInt8(0)..<9).flatMap { [$0, $0] })
      #expect(drain(&second, size, &room) == (UInt8(0)..<9).map { 100 + $0 })
    }
  }

  @Test("shared pieces and copied ones stay in order, however they are taken", arguments: 0..<50)
  func mixed(seed: UInt64) {
    var random = Seeded(seed)
    var (buffer, room, sent, taken) = (SendBuffer(), [UInt8](), [UInt8](), [UInt8]())
    for number in 0..<200 {
      let piece = [UInt8](
        repeating: UInt8(number), count: .random(in: 1...20, using: &random))
      switch Int.random(in: 0..<3, using: &random) {
      case 0: buffer.append(piece, room: &room)
      case 1: piece.withUnsafeBytes { buffer.append(copying: $0, room: &room) }
      default:
        withUnsafeTemporaryAllocation(byteCount: 15, alignment: 1) { part in
          taken += part[..<buffer.fill(part, room: &room)]
        }
        continue
      }
      sent += piece
      #expect(buffer.count == sent.count - taken.count)
    }
    #expect(taken + drain(&buffer, 7, &room) == sent)
  }

  @Test("a message that many streams send is not used as room")
  func shared() {
    let message: [UInt8] = [1, 2, 3]
    var (buffer, room) = (SendBuffer(), [UInt8]())
    buffer.append(message, room: &room)
    #expect(drain(&buffer, 10, &room) == message)
    #expect(room.capacity == 0)
    for _ in 0..<3 { buffer.append(message, room: &room) }
    #expect(drain(&buffer, 10, &room) == message + message + message)
    #expect(room.isEmpty && room.capacity >= 6)
  }
}
