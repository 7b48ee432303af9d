/// A message as it came. It is unpacked when somebody takes it, so that what waits in a queue is bounded by the window.
struct ReceivedMessage: Sendable, Hashable {
  /// Without prefix.
  let bytes: [UInt8]
  let isCompressed: Bool

  /// The message itself.
  ///
  /// - Throws: `RESOURCE_EXHAUSTED` if it is longer than `limit`, `INTERNAL` if it is not gzip.
  func payload(limit: Int) throws(RPCError) -> [UInt8] {
    guard isCompressed else { return bytes }
    do throws(Gzip.Failure) {
      return try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Gzip.Failure) in
        try Gzip.decompress(bytes, limit: limit)
      }
    } catch {
      switch error {
      case .overLimit:
        throw RPCError(
          code: .resourceExhausted,
          message: "a compressed message of \(bytes.count) bytes is over the limit of \(limit) "
            + "bytes when it is unpacked")
      case .corrupt(let why):
        throw RPCError(
          code: .internal, message: "a message marked as compressed cannot be unpacked: \(why)")
      }
    }
  }
}
