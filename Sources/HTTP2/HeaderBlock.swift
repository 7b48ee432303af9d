import Glibc

/// A header block or trailers as they came: all bytes in one place, fields as parts of it. Pseudo-header fields come first.
/// Nothing is added once a handler has it; the loop then takes it back for another stream if nobody else holds it.
package final class HeaderBlock {
  private struct Field {
    private let places: (name: UInt32, value: UInt32, end: UInt32)

    init(name: Int, value: Int, end: Int) {
      places = (UInt32(name), UInt32(value), UInt32(end))
    }

    var name: Int { Int(places.name) }
    var value: Int { Int(places.value) }
    var end: Int { Int(places.end) }
  }

  private var bytes = UnsafeMutableRawPointer.allocate(byteCount: 384, alignment: 1)
  private var bytesCapacity = 384
  private var usedBytes = 0
  private var fields = UnsafeMutablePointer<Field>.allocate(capacity: 16)
  private var fieldsCapacity = 16
  package private(set) var count = 0

  init() {}

  deinit {
    bytes.deallocate()
    fields.deallocate()
  }

  /// The block's size as RFC 9113 section 6.5.2 counts it.
  var listBytes: Int { usedBytes + 32 * count }

  @inline(__always)
  func append(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    let field = Field(
      name: usedBytes, value: usedBytes + name.count, end: usedBytes + name.count + value.count)
    if field.end > bytesCapacity { growBytes(field.end) }
    if count == fieldsCapacity { growFields() }
    if let start = name.baseAddress {
      (bytes + field.name).copyMemory(from: start, byteCount: name.count)
    }
    if let start = value.baseAddress {
      (bytes + field.value).copyMemory(from: start, byteCount: value.count)
    }
    (fields + count).initialize(to: field)
    count += 1
    usedBytes = field.end
  }

  /// Whether it has grown beyond the usual, so that its room is not worth keeping.
  var isLarge: Bool { bytesCapacity > 4096 || fieldsCapacity > 64 }

  /// Empties the block but keeps its room.
  func removeAll() {
    count = 0
    usedBytes = 0
  }

  private func growBytes(_ needed: Int) {
    bytesCapacity = max(needed, bytesCapacity * 2)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: bytesCapacity, alignment: 1)
    larger.copyMemory(from: bytes, byteCount: usedBytes)
    bytes.deallocate()
    bytes = larger
  }

  private func growFields() {
    fieldsCapacity = count * 2
    let larger = UnsafeMutablePointer<Field>.allocate(capacity: fieldsCapacity)
    larger.moveInitialize(from: fields, count: count)
    fields.deallocate()
    fields = larger
  }

  private func part(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bytes + start, count: end - start)
  }

  /// Every field in order; the buffers live as long as the call.
  package func forEach(
    _ body: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Void
  ) {
    for index in 0..<count {
      let field = fields[index]
      body(part(field.name, field.value), part(field.value, field.end))
    }
  }

  /// The value of the first field called `name`, for the length of the call; nil when there is none.
  package func withValue<Result>(
    of name: StaticString, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    let length = name.utf8CodeUnitCount
    for index in 0..<count {
      let field = fields[index]
      guard field.value - field.name == length,
        memcmp(bytes + field.name, name.utf8Start, length) == 0
      else { continue }
      return body(part(field.value, field.end))
    }
    return nil
  }

  /// The value of the first field called `name` as text; what is not UTF-8 is repaired.
  package func text(_ name: StaticString) -> String? {
    withValue(of: name) { String(decoding: $0, as: UTF8.self) }
  }
}
