import HTTP2

/// A message as it came. It is unpacked when somebody takes it, so that what waits in a queue is bounded by the window.
struct ReceivedMessage: Sendable, Hashable {
  /// Without prefix.
  let bytes: [UInt8]
  let isCompressed: Bool

  /// Above this many bytes, before or after, a message is packed and unpacked beside the loop: zlib takes some 0.3 ms for
  /// so many, and others wait for the loop.
  static let bytesOnLoopMax = 65_536

  /// The message itself. To be awaited on the loop; what takes long happens beside it.
  ///
  /// - Throws: `RESOURCE_EXHAUSTED` if it is longer than `limit`, `INTERNAL` if it is not gzip, `CANCELLED` if the task was.
  func payload(limit: Int, on loop: EventLoop) async throws(RPCError) -> [UInt8] {
    if let payload = try payloadOnLoop(limit: limit) { return payload }
    let result = await loop.aside { () -> Result<[UInt8], RPCError> in
      do throws(RPCError) {
        return .success(try self.payload(limit: limit))
      } catch {
        return .failure(error)
      }
    }
    guard let result else { throw .cancelled }
    return try result.get()
  }

  /// The message itself when that takes no time; nil when it does. What the message says about its length may be a lie.
  func payloadOnLoop(limit: Int) throws(RPCError) -> [UInt8]? {
    guard isCompressed else { return bytes }
    guard bytes.count <= Self.bytesOnLoopMax else { return nil }
    let most = min(limit, Self.bytesOnLoopMax)
    guard bytes.withUnsafeBytes(Gzip.saidLength) <= most || most == limit else { return nil }
    do throws(Gzip.Failure) {
      return try unpacked(most)
    } catch {
      if error == .overLimit, most < limit { return nil }
      throw self.error(error, limit)
    }
  }

  /// The message itself, however long that takes.
  ///
  /// - Throws: `RESOURCE_EXHAUSTED` if it is longer than `limit`, `INTERNAL` if it is not gzip.
  func payload(limit: Int) throws(RPCError) -> [UInt8] {
    guard isCompressed else { return bytes }
    do throws(Gzip.Failure) {
      return try unpacked(limit)
    } catch {
      throw self.error(error, limit)
    }
  }

  private func unpacked(_ limit: Int) throws(Gzip.Failure) -> [UInt8] {
    try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Gzip.Failure) in
      try Gzip.decompress(bytes, limit: limit)
    }
  }

  private func error(_ failure: Gzip.Failure, _ limit: Int) -> RPCError {
    switch failure {
    case .overLimit:
      RPCError(
        code: .resourceExhausted,
        message: "a compressed message of \(bytes.count) bytes is over the limit of \(limit) "
          + "bytes when it is unpacked")
    case .corrupt(let why):
      RPCError(
        code: .internal, message: "a message marked as compressed cannot be unpacked: \(why)")
    }
  }
}
