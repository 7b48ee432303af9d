/// `application/grpc`, alone or followed by `+proto` or a parameter.
enum ContentType {
  static func isGRPC(_ value: UnsafeRawBufferPointer) -> Bool {
    let length = 16
    guard value.count >= length,
      UnsafeRawBufferPointer(rebasing: value[..<length]).equals("application/grpc")
    else { return false }
    guard value.count > length else { return true }
    return value[length] == UInt8(ascii: "+") || value[length] == UInt8(ascii: ";")
  }
}
