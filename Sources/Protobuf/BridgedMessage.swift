import CProtobufC

/// A generated message: a value, and its way to and from the C struct of protobuf-c.
@usableFromInline package protocol BridgedMessage: ProtobufMessage {
  /// The struct that protoc-c made for the message.
  associatedtype CMessage

  static var plan: MessagePlan { get }

  /// Copies a struct that protobuf-c has read.
  /// - Throws: `invalidUTF8`.
  static func copy(of source: UnsafePointer<CMessage>) throws(ProtobufError) -> Self

  /// Sets up a struct for protobuf-c to write. What it points to lies in the arena.
  /// - Throws: `nestingTooDeep`.
  func fill(_ target: UnsafeMutablePointer<CMessage>, _ arena: Arena) throws(ProtobufError)
}

extension BridgedMessage {
  @inlinable package static func decode(
    _ bytes: UnsafeRawBufferPointer, limits: DecodingLimits
  ) throws(ProtobufError) -> Self {
    try Arena.withArena(limit: limits.workingBytes) { (arena) throws(ProtobufError) in
      let source = try arena.read(bytes, plan, limits)
      return try copy(of: source.assumingMemoryBound(to: CMessage.self))
    }
  }

  @inlinable package func encode(reserving prefix: Int) throws(ProtobufError) -> [UInt8] {
    try Arena.withArena(limit: Arena.encodingLimit) { (arena) throws(ProtobufError) in
      let target = try arena.message(self)
      return try arena.write(UnsafeRawPointer(target), prefix)
    }
  }
}
