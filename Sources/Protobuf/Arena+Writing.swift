import CProtobufC

extension Arena {
  /// More than any message takes that a receiver with the usual limits reads.
  @usableFromInline static var encodingLimit: Int { 1 << 32 }
  /// Levels below the outermost message that every receiver reads.
  @usableFromInline static var nestingLimit: Int { 100 }

  /// Bytes up to which protobuf-c does not count beforehand how many a message takes, which is more than half as much work as
  /// to write it: as many are set aside as it can have at most.
  static var longMessage: Int { 1 << 20 }

  /// Has protobuf-c write a filled C struct, behind `prefix` zero bytes. They lie in the arena.
  @usableFromInline func write(
    _ message: UnsafeRawPointer, _ prefix: Int
  ) throws(ProtobufError) -> UnsafeMutableRawBufferPointer {
    let message = message.assumingMemoryBound(to: ProtobufCMessage.self)
    var size = state.pointee.packedBytes
    if size > Self.longMessage {
      size = protobuf_c_message_get_packed_size(message)
      guard size <= Int(Int32.max) else {
        throw .messageTooLarge(bytes: size, limit: Int(Int32.max))
      }
    }
    // Not into an array: one of uninitialised capacity asks for its type's metadata each time, which takes longer than to copy.
    let start = reserve(UInt8.self, prefix + size)
    start.initialize(repeating: 0, count: prefix)
    let count = prefix + protobuf_c_message_pack(message, start + prefix)
    precondition(count <= prefix + size, "a message has more bytes than PackedSize says")
    return UnsafeMutableRawBufferPointer(start: start, count: count)
  }

  /// The C struct of a message.
  /// - Throws: `nestingTooDeep`.
  @inlinable package func message<Message: BridgedMessage>(
    _ message: Message
  ) throws(ProtobufError) -> UnsafeMutablePointer<Message.CMessage> {
    try withUnsafePointer(to: message) { (message) throws(ProtobufError) in
      try self.message(at: message)
    }
  }

  /// The C struct of a message that lies in memory.
  /// - Throws: `nestingTooDeep`.
  @inlinable func message<Message: BridgedMessage>(
    at message: UnsafePointer<Message>
  ) throws(ProtobufError) -> UnsafeMutablePointer<Message.CMessage> {
    #if THREAD_SANITIZER
      // What may be changed counts as changed there, wherever another thread reads the same message.
      var copy = message.pointee
      return try copy.structure(in: self)
    #else
      // Nothing is written through it: see `fill`.
      return try UnsafeMutablePointer(mutating: message).pointee.structure(in: self)
    #endif
  }

  @inlinable func enter() throws(ProtobufError) {
    guard state.pointee.depth <= Self.nestingLimit else {
      throw .nestingTooDeep(limit: Self.nestingLimit)
    }
    state.pointee.depth += 1
  }

  /// The C array of messages.
  /// - Throws: `nestingTooDeep`.
  @inlinable package func messages<Message: BridgedMessage>(
    _ messages: [Message]
  ) throws(ProtobufError) -> UnsafeMutablePointer<UnsafeMutablePointer<Message.CMessage>?>? {
    guard !messages.isEmpty else { return nil }
    let target = elements(UnsafeMutablePointer<Message.CMessage>?.self, messages.count)
    // Through a pointer, because an element that is taken out is copied, with a reference count for each of its fields.
    try messages.withUnsafeBufferPointer { (messages) throws(ProtobufError) in
      guard let start = messages.baseAddress else { return }
      for index in messages.indices {
        (target + index).initialize(to: try self.message(at: start + index))
      }
    }
    return target
  }

  /// The C array of a map's entries, which `fill` sets up, in the order of their keys.
  /// - Throws: `nestingTooDeep`.
  @inlinable package func entries<Key: Hashable, Value, CEntry>(
    _ map: [Key: Value], by precedes: (Key, Key) -> Bool,
    _ fill: (Key, Value, UnsafeMutablePointer<CEntry>) throws(ProtobufError) -> Void
  ) throws(ProtobufError) -> UnsafeMutablePointer<UnsafeMutablePointer<CEntry>?>? {
    guard !map.isEmpty else { return nil }
    try enter()
    let target = elements(UnsafeMutablePointer<CEntry>?.self, map.count)
    state.pointee.packedBytes += PackedSize.entry * map.count
    let sorted = map.sorted { precedes($0.key, $1.key) }
    for index in sorted.indices {
      let entry = reserve(CEntry.self, 1)
      try fill(sorted[index].key, sorted[index].value, entry)
      (target + index).initialize(to: entry)
    }
    state.pointee.depth -= 1
    return target
  }

  /// A C array whose elements `element` makes.
  @inlinable package func array<Element, CElement>(
    _ elements: [Element], _ element: (Element) -> CElement
  ) -> UnsafeMutablePointer<CElement>? {
    guard !elements.isEmpty else { return nil }
    let target = self.elements(CElement.self, elements.count)
    for index in elements.indices {
      (target + index).initialize(to: element(elements[index]))
    }
    return target
  }

  /// The C array of the same numbers.
  @inlinable package func array<Element: BitwiseCopyable>(
    _ elements: [Element]
  ) -> UnsafeMutablePointer<Element>? {
    array(elements) { $0 }
  }

  /// The bytes of a string.
  @inlinable package func text(_ string: String) -> ProtobufCBinaryData {
    if string.isEmpty { return ProtobufCBinaryData() }
    // `utf8.span` is a call into the standard library, this is not.
    return string.utf8.withContiguousStorageIfAvailable { bytes(copying: $0) }
      ?? string.utf8.span.withUnsafeBufferPointer { bytes(copying: $0) }
  }

  /// Bytes.
  @inlinable package func bytes(_ bytes: [UInt8]) -> ProtobufCBinaryData {
    bytes.isEmpty
      ? ProtobufCBinaryData() : bytes.withUnsafeBufferPointer { self.bytes(copying: $0) }
  }

  @inlinable @inline(__always)
  func bytes(copying source: UnsafeBufferPointer<UInt8>) -> ProtobufCBinaryData {
    state.pointee.packedBytes += source.count
    let target = reserve(UInt8.self, source.count)
    if let start = source.baseAddress { target.initialize(from: start, count: source.count) }
    return ProtobufCBinaryData(len: source.count, data: target)
  }

  /// What `unknownFields` holds, for the C struct's base.
  ///
  /// protobuf-c writes an unknown field as its tag and then its data as they are; so one with the
  /// first field's tag, and all the rest as data, writes every field.
  @inlinable package func setUnknownFields(_ fields: [UInt8], _ base: inout ProtobufCMessage) {
    if !fields.isEmpty { setSomeUnknownFields(fields, &base) }
  }

  @usableFromInline func setSomeUnknownFields(
    _ fields: [UInt8], _ base: inout ProtobufCMessage
  ) {
    let copy = bytes(fields)
    guard let start = copy.data else { return }
    var cursor = WireCursor(start, start + copy.len)
    guard let (number, wire) = try? cursor.tag() else { return }
    state.pointee.packedBytes += PackedSize.tag
    let unknown = reserve(ProtobufCMessageUnknownField.self, 1)
    unknown.initialize(
      to: ProtobufCMessageUnknownField(
        tag: number, wire_type: ProtobufCWireType(rawValue: .init(wire)),
        len: cursor.end - cursor.position, data: UnsafeMutablePointer(mutating: cursor.position)))
    base.n_unknown_fields = 1
    base.unknown_fields = unknown
  }

  /// A C array for the elements of a repeated field.
  @inlinable func elements<Element>(
    _ type: Element.Type, _ count: Int
  ) -> UnsafeMutablePointer<Element> {
    state.pointee.packedBytes += PackedSize.element * count
    return reserve(type, count)
  }

  @inlinable @inline(__always)
  func reserve<Value>(_ type: Value.Type, _ count: Int) -> UnsafeMutablePointer<Value> {
    guard let memory = allocate(MemoryLayout<Value>.stride * count) else { outOfMemory() }
    return memory.bindMemory(to: Value.self, capacity: count)
  }

  @usableFromInline @inline(never) func outOfMemory() -> Never {
    preconditionFailure("a message that is written fits into memory")
  }
}
