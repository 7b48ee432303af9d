/// The streams that a client passed over: with the first use of a number, all lower ones that were never used are closed
/// (RFC 9113, section 5.1.1). nghttp2 cannot tell them from streams that were closed long ago.
///
/// Clients count upwards and pass over little; of one that skips about, the latest gaps are remembered.
struct PassedOverStreams {
  private var latest: Int32 = -1
  private var gaps: [ClosedRange<Int32>] = []
  private static let gapsMax = 64

  /// HEADERS came on this stream.
  ///
  /// - Returns: false when the stream was passed over.
  mutating func headersBegin(on stream: Int32) -> Bool {
    guard stream > latest else { return !contains(stream) }
    // A number that no client may use ends the connection anyway.
    guard stream & 1 == 1 else { return true }
    if stream - 2 > latest {
      if gaps.count == Self.gapsMax { gaps.removeFirst() }
      gaps.append(latest + 2...stream - 2)
    }
    latest = stream
    return true
  }

  /// Whether the stream was passed over.
  @inline(__always)
  func contains(_ stream: Int32) -> Bool {
    !gaps.isEmpty && gaps.contains { $0.contains(stream) }
  }
}
