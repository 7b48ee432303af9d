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
