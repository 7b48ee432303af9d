import Protobuf

/// Messages from bytes, with the failure that the call then ends with.
enum Codec {
  /// A request that cannot be read is the client's mistake: `INVALID_ARGUMENT`. (The list of codes
  /// of gRPC says `INTERNAL`; proxies count that against the server and would take a healthy one
  /// out of service because a client sent garbage.)
  static func decodeRequest<Message: ProtobufMessage>(
    _ type: Message.Type, _ bytes: UnsafeRawBufferPointer, limits: DecodingLimits
  ) throws(RPCError) -> Message {
    do throws(ProtobufError) {
      return try Message.decode(bytes, limits: limits)
    } catch {
      throw RPCError(
        code: .invalidArgument, message: "the request is not a \(Message.fullName): \(error)")
    }
  }

  static func decodeRequest<Message: ProtobufMessage>(
    _ type: Message.Type, _ bytes: [UInt8], limits: DecodingLimits
  ) throws(RPCError) -> Message {
    try bytes.span.bytes.withUnsafeBytes { (bytes) throws(RPCError) in
      try decodeRequest(type, bytes, limits: limits)
    }
  }

  /// A response that cannot be read is not what was asked for: `INTERNAL`.
  static func decodeResponse<Message: ProtobufMessage>(
    _ type: Message.Type, _ bytes: [UInt8], limits: DecodingLimits
  ) throws(RPCError) -> Message {
    do throws(ProtobufError) {
      return try Message.decode(bytes, limits: limits)
    } catch {
      throw RPCError(
        code: .internal, message: "the response is not a \(Message.fullName): \(error)")
    }
  }
}
