/// `application/grpc`, alone or followed by `+proto` or a parameter.
enum ContentType {
  private static let grpc = Array("application/grpc".utf8)

  static func isGRPC(_ value: UnsafeRawBufferPointer) -> Bool {
    guard value.count >= grpc.count, value.prefix(grpc.count).elementsEqual(grpc) else {
      return false
    }
    guard value.count > grpc.count else { return true }
    return value[grpc.count] == UInt8(ascii: "+") || value[grpc.count] == UInt8(ascii: ";")
  }
}
