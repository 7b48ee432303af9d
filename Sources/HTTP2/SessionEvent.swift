/// One thing that nghttp2's callbacks recorded.
enum SessionEvent {
  case headers(Stream, HeaderBlock, ended: Bool)
  case trailers(Stream, HeaderBlock)
  case data(Stream, Range<Int>, ended: Bool)
  case closed(Stream, ErrorCode)
  case pingAcknowledged
  case goingAway(lastStreamID: Int32, ErrorCode)
}
