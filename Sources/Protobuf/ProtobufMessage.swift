/// A message of a schema as a value.
@usableFromInline package protocol ProtobufMessage: Sendable, Hashable {
  /// Name with its package: `galleon.v1.Migration`.
  static var fullName: String { get }

  /// The message with every field at its default.
  init()

  /// Reads a message in the binary format (protobuf.dev, "Encoding").
  ///
  /// Unknown fields and unknown enum values are kept.
  /// - Throws: whatever is wrong with the bytes; no bytes make it crash.
  static func decode(
    _ bytes: UnsafeRawBufferPointer, limits: DecodingLimits
  ) throws(ProtobufError) -> Self

  /// Writes the message in the binary format, behind `prefix` zero bytes.
  ///
  /// Equal messages give equal bytes: maps are written in the order of their keys.
  /// - Throws: `nestingTooDeep` or `messageTooLarge` for what no receiver would take.
  func encode(reserving prefix: Int) throws(ProtobufError) -> [UInt8]

  /// The same for one who copies the bytes elsewhere at once; they are there during the call of `take` only.
  /// - Throws: as `encode(reserving:)`.
  func encode(
    reserving prefix: Int, _ take: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(ProtobufError)
}

extension ProtobufMessage {
  package func encode(
    reserving prefix: Int, _ take: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(ProtobufError) {
    var bytes = try encode(reserving: prefix)
    bytes.withUnsafeMutableBytes(take)
  }

  /// Reads a message from an array.
  /// - Throws: whatever is wrong with the bytes.
  @inlinable package static func decode(
    _ bytes: [UInt8], limits: DecodingLimits = .standard
  ) throws(ProtobufError) -> Self {
    try bytes.span.bytes.withUnsafeBytes { (bytes) throws(ProtobufError) in
      try decode(bytes, limits: limits)
    }
  }

  /// Writes the message in the binary format.
  /// - Throws: `nestingTooDeep` or `messageTooLarge` for what no receiver would take.
  @inlinable package func encode() throws(ProtobufError) -> [UInt8] { try encode(reserving: 0) }
}
