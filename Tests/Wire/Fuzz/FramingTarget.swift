@testable import GRPC

/// Messages of a body, whole and cut: however the bytes are split, the same messages come out.
enum FramingTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) -> CInt {
    guard let first = bytes.first else { return 0 }
    let body = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    let whole = messages(body, piece: max(1, body.count), isGzip: first & 1 == 1)
    let cut = messages(body, piece: 1 + Int(first >> 1), isGzip: first & 1 == 1)
    precondition(whole == cut, "a body cut differently has other messages")
    return 0
  }

  private static func messages(
    _ body: UnsafeRawBufferPointer, piece: Int, isGzip: Bool
  ) -> [[UInt8]] {
    var deframer = MessageDeframer(limit: 65_536, role: .server)
    if isGzip { deframer.encoding = .gzip }
    var found: [[UInt8]] = []
    var start = 0
    do throws(RPCError) {
      while start < body.count {
        let end = min(body.count, start + piece)
        deframer.append(UnsafeRawBufferPointer(rebasing: body[start..<end]))
        start = end
        while let message = try deframer.next() {
          found.append(message.bytes)
          let payload = try? message.payload(limit: 65_536)
          precondition((payload?.count ?? 0) <= 65_536, "a message is longer than its limit")
        }
      }
    } catch {
      return found
    }
    return found
  }
}
