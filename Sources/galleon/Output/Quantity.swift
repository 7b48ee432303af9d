/// Numbers in words for people.
enum Quantity {
  /// `17 B`, `1.5 KiB`, `310.5 MiB`.
  static func bytes(_ count: Int64) -> String {
    guard count.magnitude >= 1024 else { return "\(count) B" }
    var value = Double(count)
    var unit = ""
    for next in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] where value.magnitude >= 1024 {
      value /= 1024
      unit = next
    }
    return "\(oneDecimal(value)) \(unit)"
  }

  /// `118.2 MiB/s`; `-` when nothing moves.
  static func rate(_ bytesPerSecond: Double) -> String {
    guard bytesPerSecond.isFinite, bytesPerSecond >= 1 else { return "-" }
    return bytes(Int64(min(bytesPerSecond, 9e18))) + "/s"
  }

  /// `0:07`, `12:30`, `3:05:00`; days before that: `2 d 3:05:00`.
  static func clock(_ duration: Duration) -> String {
    let seconds = max(0, duration.components.seconds)
    let (minutes, hours, days) = (seconds / 60 % 60, seconds / 3600 % 24, seconds / 86_400)
    let tail = "\(twoDigits(minutes)):\(twoDigits(seconds % 60))"
    if days > 0 { return "\(days) d \(hours):\(tail)" }
    return hours > 0 ? "\(hours):\(tail)" : "\(minutes):\(twoDigits(seconds % 60))"
  }

  /// `250 ms`, `1.5 s`, and from a minute on as a clock.
  static func duration(_ duration: Duration) -> String {
    let milliseconds = duration / .milliseconds(1)
    if milliseconds.magnitude < 1000 { return "\(Int64(milliseconds.rounded())) ms" }
    if milliseconds < 60_000 { return "\(oneDecimal(milliseconds / 1000)) s" }
    return clock(duration)
  }

  /// `42`, `99.9`; 100 only when nothing is left.
  static func percent(_ value: Double) -> String {
    guard value < 100 else { return "100" }
    let floored = (value * 10).rounded(.down) / 10
    return floored == floored.rounded() ? "\(Int64(floored))" : oneDecimal(floored)
  }

  /// Seconds as protobuf's JSON form has them: `12s`, `0.250s`, `1.000000001s`.
  static func protobufSeconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = (attoseconds / 1_000_000_000).magnitude
    let sign = seconds < 0 || attoseconds < 0 ? "-" : ""
    guard nanoseconds > 0 else { return "\(sign)\(seconds.magnitude)s" }
    let digits = String(repeating: "0", count: 9 - "\(nanoseconds)".count) + "\(nanoseconds)"
    let shortened = digits.hasSuffix("000000") ? 3 : digits.hasSuffix("000") ? 6 : 9
    return "\(sign)\(seconds.magnitude).\(digits.prefix(shortened))s"
  }

  private static func oneDecimal(_ value: Double) -> String {
    let tenths = Int64((value * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  private static func twoDigits(_ number: Int64) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
