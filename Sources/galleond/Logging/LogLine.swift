import Glibc
import Logging

/// One entry of the log as a line of text or JSON, without its newline. A pure function of what it
/// is given.
struct LogLine {
  var time: timespec
  var level: Logger.Level
  /// Which part of the service speaks.
  var label: String
  var message: String
  var metadata: Logger.Metadata

  /// `2026-11-23T10:54:18.123Z warning galleon.http2: message key=value`.
  var text: String {
    var line = "\(Self.rfc3339(time)) \(level.rawValue) \(label): \(Self.oneLine(message))"
    for (key, value) in fields {
      line += " \(key)=\(Self.quotedIfNeeded(value))"
    }
    return line
  }

  /// An object with `ts`, `level`, `logger`, `message` and a member for each piece of metadata, as
  /// text; one that is called like the first four gets an underscore behind it.
  var json: String {
    let own = [
      ("ts", Self.rfc3339(time)), ("level", level.rawValue), ("logger", label),
      ("message", message),
    ]
    let others = fields.map { key, value in
      (own.contains { $0.0 == key } ? key + "_" : key, value)
    }
    let members = (own + others).map { "\(Self.jsonString($0)):\(Self.jsonString($1))" }
    return "{\(members.joined(separator: ","))}"
  }

  /// The metadata by key, secrets blotted out.
  private var fields: [(String, String)] {
    metadata.sorted { $0.key < $1.key }.map { key, value in
      (key, Self.isSecret(key) ? "[hidden]" : Self.flat(value))
    }
  }

  /// Keys whose values are never written.
  private static func isSecret(_ key: String) -> Bool {
    let key = key.lowercased()
    return ["password", "secret", "authorization", "private_key", "credential"].contains {
      key.contains($0)
    }
  }

  private static func flat(_ value: Logger.Metadata.Value) -> String {
    switch value {
    case .string(let text): text
    case .stringConvertible(let value): value.description
    case .array(let values): "[\(values.map(flat).joined(separator: ", "))]"
    case .dictionary(let members):
      "{"
        + members.sorted { $0.key < $1.key }
        .map { "\($0.key): \(isSecret($0.key) ? "[hidden]" : flat($0.value))" }
        .joined(separator: ", ") + "}"
    }
  }

  /// The time in UTC to the millisecond (RFC 3339).
  static func rfc3339(_ time: timespec) -> String {
    var seconds = time.tv_sec
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ number: some BinaryInteger, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date =
      "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1, 2))-"
      + padded(parts.tm_mday, 2)
    let clock = "\(padded(parts.tm_hour, 2)):\(padded(parts.tm_min, 2)):\(padded(parts.tm_sec, 2))"
    return "\(date)T\(clock).\(padded(time.tv_nsec / 1_000_000, 3))Z"
  }

  /// Control characters escaped, so that nobody's text can begin a line of its own.
  private static func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return text
    }
    return text.unicodeScalars.reduce(into: "") { line, scalar in
      line +=
        scalar.properties.generalCategory == .control
        ? scalar.escaped(asASCII: false) : String(scalar)
    }
  }

  private static func quotedIfNeeded(_ text: String) -> String {
    let plain = !text.isEmpty && text.allSatisfy { !$0.isWhitespace && $0 != "\"" && $0 != "=" }
    let line = oneLine(text)
    return plain && line == text ? text : "\"\(line.replacing("\"", with: "\\\""))\""
  }

  static func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
