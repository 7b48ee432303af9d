/// A header block or trailers as they came: all bytes in one place, fields as parts of it. Pseudo-header fields come first.
/// Nothing is added once a handler has it; the session then takes it back for another stream if nobody else holds it.
package final class HeaderBlock {
  private struct Field {
    let name: Int
    let value: Int
    let end: Int
  }

  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 1)
  private var usedBytes = 0
  private var fields = UnsafeMutableBufferPointer<Field>.allocate(capacity: 16)
  package private(set) var count = 0
  /// The block's size as RFC 9113 section 6.5.2 counts it.
  private(set) var listBytes = 0

  init() {}

  deinit {
    bytes.deallocate()
    fields.deallocate()
  }

  func append(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    let field = Field(
      name: usedBytes, value: usedBytes + name.count, end: usedBytes + name.count + value.count)
    if field.end > bytes.count { growBytes(field.end) }
    if count == fields.count { growFields() }
    UnsafeMutableRawBufferPointer(rebasing: bytes[field.name..<field.value]).copyMemory(from: name)
    UnsafeMutableRawBufferPointer(rebasing: bytes[field.value..<field.end]).copyMemory(from: value)
    fields.initializeElement(at: count, to: field)
    count += 1
    usedBytes = field.end
    listBytes += name.count + value.count + 32
  }

  /// Whether it has grown beyond the usual, so that its room is not worth keeping.
  var isLarge: Bool { bytes.count > 4096 || fields.count > 64 }

  /// Empties the block but keeps its room.
  func removeAll() {
    count = 0
    usedBytes = 0
    listBytes = 0
  }

  private func growBytes(_ needed: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(needed, bytes.count * 2), alignment: 1)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<usedBytes]))
    bytes.deallocate()
    bytes = larger
  }

  private func growFields() {
    let larger = UnsafeMutableBufferPointer<Field>.allocate(capacity: count * 2)
    _ = larger.initialize(fromContentsOf: fields)
    fields.deallocate()
    fields = larger
  }

  /// Every field in order; the buffers live as long as the call.
  package func forEach(
    _ body: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Void
  ) {
    for field in fields[..<count] {
      body(
        UnsafeRawBufferPointer(rebasing: bytes[field.name..<field.value]),
        UnsafeRawBufferPointer(rebasing: bytes[field.value..<field.end]))
    }
  }

  /// The value of the first field called `name`, for the length of the call; nil when there is none.
  package func withValue<Result>(
    of name: StaticString, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    let wanted = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    for field in fields[..<count] where field.value - field.name == wanted.count {
      let found = UnsafeRawBufferPointer(rebasing: bytes[field.name..<field.value])
      if found.elementsEqual(wanted) {
        return body(UnsafeRawBufferPointer(rebasing: bytes[field.value..<field.end]))
      }
    }
    return nil
  }

  /// The value of the first field called `name` as text; what is not UTF-8 is repaired.
  package func text(_ name: StaticString) -> String? {
    withValue(of: name) { String(decoding: $0, as: UTF8.self) }
  }
}
