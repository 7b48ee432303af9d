/// One thing that nghttp2's callbacks recorded.
enum SessionEvent {
  case headers(Stream, HeaderBlock, ended: Bool)
  case trailers(Stream, HeaderBlock)
  case data(Stream, Range<Int>, ended: Bool)
  case closed(Stream, ErrorCode)
  case pingAcknowledged
  /// The peer's first SETTINGS, of a client's connection: it does speak HTTP/2.
  case settings
  /// With the frame's debug data, for people and for a peer's word on too many PINGs.
  case goingAway(lastStreamID: Int32, ErrorCode, debug: [UInt8])
}
