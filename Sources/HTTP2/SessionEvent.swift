/// One thing that nghttp2's callbacks recorded.
///
/// Streams are not retained, since counting for each event costs more than the rest of it: the session keeps a stream that
/// has ended until the events under way are handled.
enum SessionEvent {
  case headers(Unmanaged<Stream>, HeaderBlock, ended: Bool)
  case trailers(Unmanaged<Stream>, HeaderBlock)
  case data(Unmanaged<Stream>, Range<Int>, ended: Bool)
  case closed(Unmanaged<Stream>, ErrorCode)
  case pingAcknowledged
  /// The peer's first SETTINGS, of a client's connection: it does speak HTTP/2.
  case settings
  /// With the frame's debug data, for people and for a peer's word on too many PINGs.
  case goingAway(lastStreamID: Int32, ErrorCode, debug: [UInt8])
}
