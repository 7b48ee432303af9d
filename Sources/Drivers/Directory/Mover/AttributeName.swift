/// The name of an extended attribute, with its namespace: `user.colour`.
struct AttributeName: Hashable {
  /// Ended by a NUL.
  let bytes: [UInt8]

  var text: String { String(decoding: bytes.dropLast(), as: UTF8.self) }

  /// The answer of listxattr(2): names one after the other, each ended by a NUL.
  static func split(_ list: UnsafeRawBufferPointer) -> [AttributeName] {
    list.split(separator: 0).map { AttributeName(bytes: Array($0) + [0]) }
  }
}
