import CProtobufC

/// A generated message: a value, and its way to and from the C struct of protobuf-c.
@usableFromInline package protocol BridgedMessage: ProtobufMessage {
  /// The struct that protoc-c made for the message.
  associatedtype CMessage

  static var plan: MessagePlan { get }

  /// Takes over a struct that protobuf-c has read, into a message of defaults. In place, because a large struct that is
  /// returned is copied, with a reference count for each of its fields.
  /// - Throws: `invalidUTF8`.
  mutating func read(from source: UnsafePointer<CMessage>) throws(ProtobufError)

  /// Sets up a struct for protobuf-c to write. What it points to lies in the arena.
  /// - Throws: `nestingTooDeep`.
  func fill(_ target: UnsafeMutablePointer<CMessage>, _ arena: Arena) throws(ProtobufError)
}

extension BridgedMessage {
  @inlinable package static func decode(
    _ bytes: UnsafeRawBufferPointer, limits: DecodingLimits
  ) throws(ProtobufError) -> Self {
    var message = Self()
    try Arena.withArena(limit: limits.workingBytes) { (arena) throws(ProtobufError) in
      let source = try arena.read(bytes, plan, limits)
      try message.read(from: source.assumingMemoryBound(to: CMessage.self))
    }
    return message
  }

  @inlinable package func encode(reserving prefix: Int) throws(ProtobufError) -> [UInt8] {
    try Arena.withArena(limit: Arena.encodingLimit) { (arena) throws(ProtobufError) in
      let target = try arena.message(self)
      return try arena.write(UnsafeRawPointer(target), prefix)
    }
  }
}
