import CProtobufC

extension ProtobufCBinaryData {
  /// The string that these bytes are.
  /// - Throws: `invalidUTF8`, naming the field.
  @usableFromInline package func text(_ field: StaticString) throws(ProtobufError) -> String {
    isASCII ? asciiText : try checkedText(field)
  }

  /// Sets a string that is empty so far to the one that these bytes are.
  /// - Throws: `invalidUTF8`, naming the field.
  @inlinable package func read(
    into string: inout String, _ field: StaticString
  ) throws(ProtobufError) {
    if len != 0 { try put(&string, field) }
  }

  /// Not by assignment, which gives back what was there: an empty string counts no references.
  @usableFromInline func put(
    _ string: UnsafeMutablePointer<String>, _ field: StaticString
  ) throws(ProtobufError) {
    string.initialize(to: isASCII ? asciiText : try checkedText(field))
  }

  @inline(__always) private var asciiText: String {
    // The validating initialiser is several times slower than the one that believes what it is told.
    String(
      copying: unsafe UTF8Span(
        unchecked: UnsafeBufferPointer(start: data, count: len).span, isKnownASCII: true))
  }

  @inline(never) private func checkedText(_ field: StaticString) throws(ProtobufError) -> String {
    let bytes = UnsafeBufferPointer(start: data, count: len)
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw .invalidUTF8(field: "\(field)")
    }
    return string
  }

  @inline(__always) private var isASCII: Bool {
    let start = UnsafeRawPointer(data)
    guard let start, len > 0 else { return true }
    var bits: UInt64 = 0
    if len >= 16 {
      // The last sixteen, some of them for the second time.
      var many = start.loadUnaligned(fromByteOffset: len &- 16, as: SIMD2<UInt64>.self)
      var index = 0
      while index &+ 16 < len {
        many |= start.loadUnaligned(fromByteOffset: index, as: SIMD2<UInt64>.self)
        index &+= 16
      }
      bits = many[0] | many[1]
    } else if len >= 8 {
      bits = start.loadUnaligned(as: UInt64.self)
      bits |= start.loadUnaligned(fromByteOffset: len &- 8, as: UInt64.self)
    } else {
      for index in 0..<len { bits |= UInt64(start.load(fromByteOffset: index, as: UInt8.self)) }
    }
    return bits & 0x8080_8080_8080_8080 == 0
  }

  /// A copy of these bytes.
  @inlinable package var bytes: [UInt8] {
    len == 0 ? [] : Array(UnsafeBufferPointer(start: data, count: len))
  }
}

extension ProtobufCMessage {
  /// The fields that the schema does not know, as they were on the wire.
  ///
  /// The normaliser has put them all into one field, whose data begin with their length.
  @usableFromInline package var foreignFields: [UInt8] {
    guard let field = unknown_fields?.pointee, let start = field.data else { return [] }
    var cursor = WireCursor(start, start + field.len)
    guard field.tag == WireNormalizer.foreignFields, let length = try? cursor.length() else {
      return []
    }
    return Array(UnsafeBufferPointer(start: cursor.position, count: length))
  }
}

extension Array {
  /// Copies a C array whose elements `element` reads.
  @inlinable package init<CElement>(
    _ source: UnsafeMutablePointer<CElement>?, _ count: Int,
    _ element: (CElement) throws(ProtobufError) -> Element
  ) throws(ProtobufError) {
    self = []
    guard count > 0, let source else { return }
    reserveCapacity(count)
    for index in 0..<count { append(try element(source[index])) }
  }

  /// Copies a C array of the same numbers.
  @inlinable package init(_ source: UnsafeMutablePointer<Element>?, _ count: Int)
  where Element: BitwiseCopyable {
    self.init(UnsafeBufferPointer(start: source, count: source == nil ? 0 : count))
  }
}

extension Array where Element: BridgedMessage {
  /// Copies a C array of messages.
  /// - Throws: `invalidUTF8`.
  @inlinable package init(
    _ source: UnsafeMutablePointer<UnsafeMutablePointer<Element.CMessage>?>?, _ count: Int
  ) throws(ProtobufError) {
    self = []
    guard count > 0, let source else { return }
    var failure: ProtobufError?
    self = Array(unsafeUninitializedCapacity: count) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      for index in 0..<count {
        guard let element = source[index] else { continue }
        Element.defaults.copy(to: start + filled)
        filled += 1
        do throws(ProtobufError) {
          try (start + filled - 1).pointee.read(from: element)
        } catch {
          failure = error
          return
        }
      }
    }
    if let failure { throw failure }
  }
}

extension BridgedMessage {
  /// A copy of the message that a C field points to; the message of defaults if it is NULL.
  /// - Throws: `invalidUTF8`.
  @inlinable package static func copy(
    orDefault source: UnsafeMutablePointer<CMessage>?
  ) throws(ProtobufError) -> Self {
    var message = Self()
    if let source { try message.read(from: source) }
    return message
  }
}

extension Optional where Wrapped: BridgedMessage {
  /// Takes over the message that a C field points to, if it is not NULL, where none is so far.
  /// - Throws: `invalidUTF8`.
  @inlinable package mutating func read(
    from source: UnsafeMutablePointer<Wrapped.CMessage>?
  ) throws(ProtobufError) {
    guard let source else { return }
    withUnsafeMutablePointer(to: &self) { Wrapped.defaults.copy(to: $0) }
    try self?.read(from: source)
  }
}
