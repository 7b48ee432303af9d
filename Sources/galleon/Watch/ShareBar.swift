/// How far one share is copied, as a bar shows it.
struct ShareBar: Sendable, Equatable {
  var name: String
  var bytesDone: Int64
  var bytesTotal: Int64
  /// What the driver does with it now, in a few words.
  var phase: String
  /// Bytes per second, as this side measured them.
  var rate: Double

  /// 0 to 1; a share that is empty is all there.
  var fraction: Double {
    guard bytesTotal > 0 else { return 1 }
    return min(1, max(0, Double(bytesDone) / Double(bytesTotal)))
  }

  /// Nil when nothing moves or nothing is left.
  var timeLeft: Duration? {
    guard rate >= 1, bytesDone < bytesTotal else { return nil }
    return .seconds(min(Double(bytesTotal - bytesDone) / rate, 8_640_000))
  }
}
