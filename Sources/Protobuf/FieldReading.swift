import CProtobufC

extension ProtobufCBinaryData {
  /// The string that these bytes are.
  /// - Throws: `invalidUTF8`, naming the field.
  @inlinable package func text(_ field: StaticString) throws(ProtobufError) -> String {
    if len == 0 { return "" }
    let bytes = UnsafeBufferPointer(start: UnsafePointer(data), count: len)
    // The validating initialiser is several times slower than the one that believes what it is told.
    if isASCII {
      return String(copying: unsafe UTF8Span(unchecked: bytes.span, isKnownASCII: true))
    }
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw .invalidUTF8(field: "\(field)")
    }
    return string
  }

  @inlinable @inline(__always) var isASCII: Bool {
    let start = UnsafeRawPointer(data)
    guard let start else { return true }
    var bits: UInt64 = 0
    var index = 0
    if len >= 8 {
      while index + 8 < len {
        bits |= start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        index += 8
      }
      // The last eight, some of them for the second time.
      bits |= start.loadUnaligned(fromByteOffset: len - 8, as: UInt64.self)
    } else {
      while index < len {
        bits |= UInt64(start.load(fromByteOffset: index, as: UInt8.self))
        index += 1
      }
    }
    return bits & 0x8080_8080_8080_8080 == 0
  }

  /// Sets a string that is empty so far to the one that these bytes are.
  /// - Throws: `invalidUTF8`, naming the field.
  @inlinable package func read(
    into string: inout String, _ field: StaticString
  ) throws(ProtobufError) {
    if len != 0 { string = try text(field) }
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
