import Protobuf

@testable import GRPC

/// The smallest message there is: its encoding is its payload. Bytes that start with 0xff stand for
/// what does not decode.
struct TestMessage: ProtobufMessage {
  static var fullName: String { "interop.Bytes" }

  var payload: [UInt8] = []

  init() {}

  init(_ payload: [UInt8]) { self.payload = payload }

  init(_ text: String) { payload = Array(text.utf8) }

  var text: String { String(decoding: payload, as: UTF8.self) }

  static func decode(
    _ bytes: UnsafeRawBufferPointer, limits: DecodingLimits
  ) throws(ProtobufError) -> TestMessage {
    guard bytes.first != 0xff else { throw .malformed("the first byte is 255") }
    return TestMessage(Array(bytes))
  }

  func encode(reserving prefix: Int) throws(ProtobufError) -> [UInt8] {
    [UInt8](repeating: 0, count: prefix) + payload
  }
}
