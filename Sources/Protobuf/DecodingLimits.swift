/// What a reader accepts at most.
@usableFromInline package struct DecodingLimits: Sendable, Hashable {
  /// Bytes of the whole message.
  @usableFromInline package var messageBytes: Int
  /// Levels of messages and groups below the outermost message.
  @usableFromInline package var nesting: Int
  /// Bytes of memory that protobuf-c may take for its structs while reading one message. Two bytes
  /// on the wire can stand for a whole empty message, so `messageBytes` alone does not bound it.
  @usableFromInline package var workingBytes: Int

  /// 4 MiB, the usual limit of gRPC; 100 levels, the usual limit of protobuf; 256 MiB of memory.
  @inlinable package static var standard: DecodingLimits { DecodingLimits() }

  @inlinable package init(
    messageBytes: Int = 4 << 20, nesting: Int = 100, workingBytes: Int = 256 << 20
  ) {
    self.messageBytes = messageBytes
    self.nesting = nesting
    self.workingBytes = workingBytes
  }
}
