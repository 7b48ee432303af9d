import GalleonAPI
import Glibc

extension GoogleProtobufTimestamp {
  /// In UTC, to the millisecond where there is a fraction (RFC 3339).
  var text: String {
    var time = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&time, &parts) != nil else { return "\(seconds)" }
    func padded(_ number: Int32, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date =
      "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1, 2))-"
      + padded(parts.tm_mday, 2)
    let clock = "\(padded(parts.tm_hour, 2)):\(padded(parts.tm_min, 2)):\(padded(parts.tm_sec, 2))"
    let fraction = nanos > 0 ? "." + padded(nanos / 1_000_000, 3) : ""
    return "\(date)T\(clock)\(fraction)Z"
  }
}

extension Duration {
  init(_ duration: GoogleProtobufDuration) {
    self = .seconds(duration.seconds) + .nanoseconds(Int64(duration.nanos))
  }
}

extension GoogleProtobufDuration {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self.init(seconds: seconds, nanos: Int32(attoseconds / 1_000_000_000))
  }
}

extension OutputValue {
  static func moment(_ time: GoogleProtobufTimestamp?) -> OutputValue {
    time.map { .text($0.text) } ?? .nothing
  }

  static func time(_ duration: GoogleProtobufDuration?) -> OutputValue {
    duration.map { .duration(Duration($0)) } ?? .nothing
  }

  static func texts(_ texts: [String]) -> OutputValue { .list(texts.map { .text($0) }) }

  static func map(_ map: [String: String]) -> OutputValue {
    .record(map.sorted { $0.key < $1.key }.map { Field($0.key, .text($0.value)) })
  }
}
