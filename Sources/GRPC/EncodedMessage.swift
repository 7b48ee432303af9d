import Protobuf
import Synchronization

/// A message in the form in which it travels, so that it is encoded once for many subscribers, and compressed once if at all.
package struct EncodedMessage: Sendable {
  /// Below this many bytes a message is not worth compressing: with its headers it fits one packet anyway.
  package static let compressedBytesMin = 1024

  /// Prefix and message.
  package let framed: [UInt8]
  private let packed: Packed?

  /// The compressed form, made when the first of many asks for it.
  private final class Packed: Sendable {
    /// Nil inside: it would be no shorter.
    let framed = Mutex<[UInt8]??>(nil)
  }

  /// A message that was encoded before.
  package init(framed: [UInt8]) {
    self.framed = framed
    packed = framed.count >= Self.compressedBytesMin ? Packed() : nil
  }

  /// - Throws: `INTERNAL` if the message cannot be encoded.
  package init(_ message: some ProtobufMessage) throws(RPCError) {
    do throws(ProtobufError) {
      var framed = try message.encode(reserving: MessagePrefix.length)
      MessagePrefix.write(into: &framed)
      self.init(framed: framed)
    } catch {
      throw RPCError(unencodable: error)
    }
  }

  /// Whether it is long enough to be compressed unasked.
  var isLarge: Bool { packed != nil }

  /// Whether it would hold up a loop for too long to compress it, and nobody has yet.
  var isSlowToPack: Bool {
    guard framed.count > ReceivedMessage.bytesOnLoopMax, let packed else { return false }
    return packed.framed.withLock { $0 == nil }
  }

  /// Prefix and message for a peer that reads gzip.
  func framed(_ compression: Compression) -> [UInt8] {
    switch compression {
    case .automatic: isLarge ? compressed() ?? framed : framed
    case .off: framed
    case .always: compressed() ?? framed
    }
  }

  /// The same where there is no task that could wait: what takes long goes as it is.
  func framedNow(_ compression: Compression) -> [UInt8] {
    isSlowToPack ? framed : framed(compression)
  }

  /// Prefix and message in gzip; nil if that is no shorter.
  func compressed() -> [UInt8]? {
    guard let packed else { return Self.compress(framed) }
    return packed.framed.withLock { made in
      if let made { return made }
      let new = Self.compress(framed)
      made = .some(new)
      return new
    }
  }

  private static func compress(_ framed: [UInt8]) -> [UInt8]? {
    let packed = framed.span.bytes.withUnsafeBytes { bytes in
      Gzip.compress(
        UnsafeRawBufferPointer(rebasing: bytes[MessagePrefix.length...]),
        reserving: MessagePrefix.length)
    }
    guard var packed else { return nil }
    MessagePrefix.write(into: &packed, isCompressed: true)
    return packed
  }
}

extension RPCError {
  /// What a handler answered is no message: `INTERNAL`.
  init(unencodable error: ProtobufError) {
    self.init(code: .internal, message: "the message cannot be encoded: \(error)")
  }
}
