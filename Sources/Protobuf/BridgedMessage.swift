import CProtobufC

/// A generated message: a value, and its way to and from the C struct of protobuf-c.
@usableFromInline package protocol BridgedMessage: ProtobufMessage {
  /// The struct that protoc-c made for the message.
  associatedtype CMessage

  static var plan: MessagePlan { get }

  static var defaults: Defaults<Self> { get }

  /// Takes over a struct that protobuf-c has read, into a message of defaults. In place, because a large struct that is
  /// returned is copied, with a reference count for each of its fields.
  /// - Throws: `invalidUTF8`.
  mutating func read(from source: UnsafePointer<CMessage>) throws(ProtobufError)

  /// Sets up a struct for protobuf-c to write. What it points to lies in the arena.
  ///
  /// Changes nothing of the message. `mutating` because the compiler works in place on what may be changed alone; everything
  /// else that is as large as a message it copies, once for each look at an optional field.
  /// - Throws: `nestingTooDeep`.
  mutating func fill(_ target: UnsafeMutablePointer<CMessage>, _ arena: Arena) throws(ProtobufError)
}

extension BridgedMessage {
  /// The C struct of the message, which is not changed; see `fill`.
  /// - Throws: `nestingTooDeep`.
  @inlinable package mutating func structure(
    in arena: Arena
  ) throws(ProtobufError) -> UnsafeMutablePointer<CMessage> {
    try arena.enter()
    arena.state.pointee.packedBytes += Self.plan.fixedBytes
    let target = arena.reserve(CMessage.self, 1)
    try fill(target, arena)
    arena.state.pointee.depth -= 1
    return target
  }

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
    // A pointer first: a closure that is given the message itself takes a copy with it.
    try withUnsafePointer(to: self) { (message) throws(ProtobufError) in
      try Arena.withArena(limit: Arena.encodingLimit) { (arena) throws(ProtobufError) in
        let target = try arena.message(at: message)
        return Array(try arena.write(UnsafeRawPointer(target), prefix))
      }
    }
  }

  @inlinable package func encode(
    reserving prefix: Int, _ take: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(ProtobufError) {
    try withUnsafePointer(to: self) { (message) throws(ProtobufError) in
      try Arena.withArena(limit: Arena.encodingLimit) { (arena) throws(ProtobufError) in
        let target = try arena.message(at: message)
        take(try arena.write(UnsafeRawPointer(target), prefix))
      }
    }
  }
}

extension Optional where Wrapped: BridgedMessage {
  /// The C struct of the message, which is not changed (see `fill`); NULL if there is none.
  /// - Throws: `nestingTooDeep`.
  @inlinable package mutating func structure(
    in arena: Arena
  ) throws(ProtobufError) -> UnsafeMutablePointer<Wrapped.CMessage>? {
    try self?.structure(in: arena)
  }
}
