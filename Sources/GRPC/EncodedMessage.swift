import Protobuf

/// A message in the form in which it travels, so that it is encoded once for many subscribers.
package struct EncodedMessage: Sendable {
  /// Prefix and message.
  package let framed: [UInt8]

  /// A message that was encoded before.
  package init(framed: [UInt8]) {
    self.framed = framed
  }

  /// - Throws: `INTERNAL` if the message cannot be encoded.
  package init(_ message: some ProtobufMessage) throws(RPCError) {
    do throws(ProtobufError) {
      var framed = try message.encode(reserving: MessagePrefix.length)
      MessagePrefix.write(into: &framed)
      self.framed = framed
    } catch {
      throw RPCError(code: .internal, message: "the message cannot be encoded: \(error)")
    }
  }
}
