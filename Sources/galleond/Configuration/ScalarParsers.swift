/// Readers of single values. Each throws what would have been right.
enum ScalarParser {
  static func text(_ text: String) throws(BadValue) -> String {
    guard !text.isEmpty else { throw BadValue("a text") }
    return text
  }

  static func boolean(_ text: String) throws(BadValue) -> Bool {
    switch text {
    case "true": return true
    case "false": return false
    default: throw BadValue("true or false")
    }
  }

  static func word<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type
  ) -> (String) throws(BadValue) -> Word where Word.RawValue == String {
    { (text: String) throws(BadValue) -> Word in
      if let word = Word(rawValue: text) { return word }
      let words = Word.allCases.map(\.rawValue)
      throw BadValue("one of \(words.joined(separator: ", "))" + didYouMean(text, words))
    }
  }

  static func count(_ range: ClosedRange<Int64>) -> (String) throws(BadValue) -> Int64 {
    { (text: String) throws(BadValue) -> Int64 in
      guard let number = Int64(text), range.contains(number) else {
        throw BadValue("a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }

  /// A number with a unit: `250ms`, `10s`, `5m`, `1h`, `2d`.
  static func duration(_ range: ClosedRange<Duration>) -> (String) throws(BadValue) -> Duration {
    { (text: String) throws(BadValue) -> Duration in
      let units: [(String, Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
      ]
      guard let milliseconds = scaled(text, units),
        case let duration = Duration.milliseconds(milliseconds),
        range.contains(duration)
      else {
        throw BadValue(
          "a duration with its unit (ms, s, m, h, d) from \(spelled(range.lowerBound)) to "
            + "\(spelled(range.upperBound)), such as 250ms, 10s or 5m")
      }
      return duration
    }
  }

  /// A number with a unit: `512KiB`, `4MiB`, `1GiB`, `2TiB`, or of bytes alone.
  static func size(_ range: ClosedRange<Int64>) -> (String) throws(BadValue) -> Int64 {
    { (text: String) throws(BadValue) -> Int64 in
      let units: [(String, Int64)] = [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40), ("PiB", 1 << 50),
        ("B", 1), ("", 1),
      ]
      guard let bytes = scaled(text, units), range.contains(bytes) else {
        throw BadValue(
          "a size with its unit (B, KiB, MiB, GiB, TiB, PiB) from \(spelled(range.lowerBound)) to "
            + "\(spelled(range.upperBound)), such as 4MiB or 1GiB")
      }
      return bytes
    }
  }

  /// A part of a backend's address: neither `@` nor `#`, no white space.
  static func addressPart(_ text: String) throws(BadValue) -> String {
    guard !text.isEmpty, !text.contains(where: { "@#".contains($0) || $0.isWhitespace }) else {
      throw BadValue("a name without @, # and white space")
    }
    return text
  }

  static func path(relativeTo directory: String) -> (String) throws(BadValue) -> String {
    { (text: String) throws(BadValue) -> String in
      guard !text.isEmpty else { throw BadValue("a path") }
      return text.resolved(against: directory)
    }
  }

  static func didYouMean(_ text: String, _ words: some Sequence<String>) -> String {
    text.nearest(of: words).map { "; did you mean \($0)?" } ?? ""
  }

  /// A whole number followed by the name of one of `units`; nil when it is not, or too large.
  private static func scaled(_ text: String, _ units: [(String, Int64)]) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count)
    guard let number = Int64(digits), let scale = units.first(where: { $0.0 == unit })?.1 else {
      return nil
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: scale)
    return overflow ? nil : product
  }

  private static func spelled(_ duration: Duration) -> String {
    let milliseconds = duration / .milliseconds(1)
    let units: [(String, Double)] = [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
    ]
    for (name, length) in units where milliseconds >= length {
      let number = milliseconds / length
      if number == number.rounded() { return "\(Int64(number))\(name)" }
    }
    return milliseconds == 0 ? "0s" : "\(Int64(milliseconds))ms"
  }

  private static func spelled(_ bytes: Int64) -> String {
    let units: [(String, Int64)] = [
      ("PiB", 1 << 50), ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
    ]
    for (name, scale) in units where bytes >= scale && bytes % scale == 0 {
      return "\(bytes / scale)\(name)"
    }
    return "\(bytes)B"
  }
}
