/// The value of `grpc-timeout`: at most eight digits and a unit (PROTOCOL-HTTP2.md, "Timeout").
enum Timeout {
  /// Units from fine to coarse, with their length in nanoseconds.
  private static let units: [(letter: UInt8, nanoseconds: Int64)] = [
    (UInt8(ascii: "n"), 1),
    (UInt8(ascii: "u"), 1_000),
    (UInt8(ascii: "m"), 1_000_000),
    (UInt8(ascii: "S"), 1_000_000_000),
    (UInt8(ascii: "M"), 60_000_000_000),
    (UInt8(ascii: "H"), 3_600_000_000_000),
  ]

  /// The longest time there is a use for (about 292 years); longer ones are cut to it.
  static let longest = Duration.nanoseconds(Int64.max)

  /// `nil` if malformed. Zero is accepted: such a call has expired when it arrives.
  static func parse(_ text: UnsafeRawBufferPointer) -> Duration? {
    guard text.count >= 2, text.count <= 9, let letter = text.last,
      let unit = units.first(where: { $0.letter == letter })
    else { return nil }
    var number: Int64 = 0
    for byte in text.dropLast() {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    let (nanoseconds, overflow) = number.multipliedReportingOverflow(by: unit.nanoseconds)
    return overflow ? longest : .nanoseconds(nanoseconds)
  }

  /// The finest unit in which the time fits, rounded up. What has already passed is `1n`, because
  /// the protocol knows positive numbers only.
  static func format(_ timeout: Duration) -> String {
    let nanoseconds = max(1, timeout.nanosecondsClamped)
    for unit in units {
      let number = nanoseconds / unit.nanoseconds + (nanoseconds % unit.nanoseconds > 0 ? 1 : 0)
      if number <= 99_999_999 {
        return "\(number)\(Character(Unicode.Scalar(unit.letter)))"
      }
    }
    return "99999999H"
  }
}

extension Duration {
  /// Whole nanoseconds, cut to what 64 bits hold.
  var nanosecondsClamped: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, carry) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    if carry { return seconds < 0 ? .min : .max }
    return sum
  }
}
