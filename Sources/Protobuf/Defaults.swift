/// A message with nothing set, to be copied as bytes to where one is read into: quicker than to make it anew, field by field.
///
/// The copy counts no references, and need not: empty strings, arrays and dictionaries are not counted either, and generated
/// messages have no other defaults. Never freed.
///
/// `@unchecked` because nothing is written after it is made.
@usableFromInline package struct Defaults<Message>: @unchecked Sendable {
  @usableFromInline let message: UnsafePointer<Message>
  @usableFromInline let some: UnsafePointer<Message?>

  package init(_ defaults: Message) {
    message = Self.kept(defaults)
    some = Self.kept(defaults)
  }

  private static func kept<Value>(_ value: Value) -> UnsafePointer<Value> {
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: 1)
    memory.initialize(to: value)
    return UnsafePointer(memory)
  }

  /// Sets up memory that holds nothing yet.
  @inlinable func copy(to target: UnsafeMutablePointer<Message>) {
    UnsafeMutableRawPointer(target).copyMemory(
      from: message, byteCount: MemoryLayout<Message>.size)
  }

  /// Puts the message where nil is.
  @inlinable func copy(to target: UnsafeMutablePointer<Message?>) {
    UnsafeMutableRawPointer(target).copyMemory(from: some, byteCount: MemoryLayout<Message?>.size)
  }
}
