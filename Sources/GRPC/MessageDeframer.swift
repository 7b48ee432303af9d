/// Cuts the bytes of DATA frames, however they are split, into messages.
struct MessageDeframer: Sendable {
  /// What the compressed flag and the peer's encoding make of a message that cannot be read here.
  enum Role: Sendable {
    /// An unknown encoding is the client's mistake: `UNIMPLEMENTED` (doc/compression.md).
    case server
    /// An unknown encoding breaks our `grpc-accept-encoding`: `INTERNAL`.
    case client
  }

  /// The longest message taken, in bytes without prefix.
  let limit: Int
  let role: Role
  var encoding: MessageEncoding = .identity

  private var buffer: [UInt8] = []
  /// Bytes at the start of `buffer` that were handed out already.
  private var taken = 0

  init(limit: Int, role: Role) {
    self.limit = limit
    self.role = role
  }

  /// Bytes of a message that is not whole yet.
  var pending: Int { buffer.count - taken }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if taken == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      taken = 0
    } else if taken > 16_384, taken > buffer.count / 2 {
      buffer.removeFirst(taken)
      taken = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole message, or `nil` until more bytes come.
  ///
  /// - Throws: `RESOURCE_EXHAUSTED` over the limit, as soon as the prefix tells; `INTERNAL` or
  ///   `UNIMPLEMENTED` for a compression that was not named or is not known. The stream cannot be
  ///   read on after that.
  mutating func next() throws(RPCError) -> ReceivedMessage? {
    guard pending >= MessagePrefix.length else { return nil }
    let length = buffer.withUnsafeBytes { bytes in
      Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: taken + 1, as: UInt32.self)))
    }
    let flag = buffer[taken]
    try checkFlag(flag)
    guard length <= limit else {
      throw RPCError(
        code: .resourceExhausted,
        message: "a message of \(length) bytes is over the limit of \(limit) bytes")
    }
    guard pending >= MessagePrefix.length + length else { return nil }
    let start = taken + MessagePrefix.length
    taken = start + length
    return ReceivedMessage(bytes: Array(buffer[start..<taken]), isCompressed: flag == 1)
  }

  /// The one message of `bytes` when they are exactly that and nothing waits from before: the case
  /// of nearly every unary call, which then needs no copy. What is compressed or marked wrongly is
  /// left to `next()`.
  func whole(in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    pending == 0 ? Self.whole(in: bytes, limit: limit) : nil
  }

  /// The same for a call of which nothing came before.
  static func whole(in bytes: UnsafeRawBufferPointer, limit: Int) -> UnsafeRawBufferPointer? {
    guard bytes.count >= MessagePrefix.length, bytes[0] == 0 else { return nil }
    let length = Int(
      UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self)))
    guard length == bytes.count - MessagePrefix.length, length <= limit else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[MessagePrefix.length...])
  }

  /// - Throws: `INTERNAL` if the stream ended inside a message.
  func ended() throws(RPCError) {
    guard pending == 0 else {
      throw RPCError(code: .internal, message: "the stream ended in the middle of a message")
    }
  }

  private func checkFlag(_ flag: UInt8) throws(RPCError) {
    switch (flag, encoding) {
    case (0, _), (1, .gzip):
      return
    case (1, .identity):
      throw RPCError(
        code: .internal,
        message: "a message has its compressed flag set, but grpc-encoding names no compression")
    case (1, .unsupported(let name)):
      throw RPCError(
        code: role == .server ? .unimplemented : .internal,
        message: "compression \"\(name)\" is not supported; "
          + "supported: \(MessageEncoding.accepted)")
    case (let other, _):
      throw RPCError(
        code: .internal, message: "a message has a compressed flag of \(other); it is 0 or 1")
    }
  }
}
