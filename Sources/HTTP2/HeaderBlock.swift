/// A header block or trailers as they came: all bytes in one array, fields as places in it. Pseudo-header fields come first.
package struct HeaderBlock: Sendable {
  private struct Field {
    let name: Int
    let value: Int
    let end: Int
  }

  private var bytes: [UInt8] = []
  private var fields: [Field] = []
  /// The block's size as RFC 9113 section 6.5.2 counts it.
  private(set) var listBytes = 0

  package var count: Int { fields.count }

  mutating func append(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    if bytes.capacity == 0 {
      bytes.reserveCapacity(512)
      fields.reserveCapacity(16)
    }
    let start = bytes.count
    bytes.append(contentsOf: name)
    bytes.append(contentsOf: value)
    fields.append(Field(name: start, value: start + name.count, end: bytes.count))
    listBytes += name.count + value.count + 32
  }

  /// Empties the block but keeps its room, unless it is a great deal.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: bytes.count <= 4096)
    fields.removeAll(keepingCapacity: fields.count <= 64)
    listBytes = 0
  }

  /// Every field in order; the buffers live as long as the call.
  package func forEach(
    _ body: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Void
  ) {
    bytes.withUnsafeBytes { all in
      for field in fields {
        body(
          UnsafeRawBufferPointer(rebasing: all[field.name..<field.value]),
          UnsafeRawBufferPointer(rebasing: all[field.value..<field.end]))
      }
    }
  }

  /// The value of the first field called `name`, for the length of the call; nil when there is none.
  package func withValue<Result>(
    of name: StaticString, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    let wanted = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    return bytes.withUnsafeBytes { all in
      for field in fields where field.value - field.name == wanted.count {
        let found = UnsafeRawBufferPointer(rebasing: all[field.name..<field.value])
        if found.elementsEqual(wanted) {
          return body(UnsafeRawBufferPointer(rebasing: all[field.value..<field.end]))
        }
      }
      return nil
    }
  }

  /// The value of the first field called `name` as text; what is not UTF-8 is repaired.
  package func text(_ name: StaticString) -> String? {
    withValue(of: name) { String(decoding: $0, as: UTF8.self) }
  }
}
