import CGalleonProto
import CProtobufC

/// A C string's text; empty for NULL.
func text(_ string: UnsafePointer<CChar>?) -> String {
  string.map { String(cString: $0) } ?? ""
}

/// The structs that a repeated field of protobuf-c points to.
func structs<CStruct>(
  _ start: UnsafeMutablePointer<UnsafeMutablePointer<CStruct>?>?, _ count: Int
) -> [UnsafeMutablePointer<CStruct>] {
  UnsafeBufferPointer(start: start, count: start == nil ? 0 : count).compactMap { $0 }
}

/// Lets `body` see the struct that protobuf-c reads from bytes; nil if it cannot read them.
func withUnpacked<CStruct, Result>(
  _ bytes: [UInt8], as type: CStruct.Type,
  _ initialize: (UnsafeMutablePointer<CStruct>?) -> Void,
  _ body: (UnsafeMutablePointer<CStruct>) -> Result
) -> Result? {
  let blank = UnsafeMutablePointer<CStruct>.allocate(capacity: 1)
  defer { blank.deallocate() }
  initialize(blank)
  let descriptor = UnsafeRawPointer(blank).load(as: ProtobufCMessage.self).descriptor
  guard let message = protobuf_c_message_unpack(descriptor, nil, bytes.count, bytes) else {
    return nil
  }
  defer { protobuf_c_message_free_unpacked(message, nil) }
  return body(UnsafeMutableRawPointer(message).assumingMemoryBound(to: CStruct.self))
}

/// What protobuf-c writes for a struct.
func packed<CStruct>(_ message: UnsafePointer<CStruct>) -> [UInt8] {
  let message = UnsafeRawPointer(message).assumingMemoryBound(to: ProtobufCMessage.self)
  let size = protobuf_c_message_get_packed_size(message)
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    guard let start = buffer.baseAddress else { return }
    count = protobuf_c_message_pack(message, start)
  }
}
