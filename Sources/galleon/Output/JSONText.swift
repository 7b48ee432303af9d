/// JSON with the fields in the order of the schema (RFC 8259).
enum JSONText {
  /// Indented by two spaces.
  static func pretty(_ value: OutputValue) -> String { text(value, indentation: 0) }

  static func oneLine(_ value: OutputValue) -> String { text(value, indentation: nil) }

  private static func text(_ value: OutputValue, indentation: Int?) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .integer(let number), .bytes(let number): "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .rate(let number), .percent(let number): number.isFinite ? "\(number)" : "null"
    case .duration(let duration): quoted(Quantity.protobufSeconds(duration))
    case .nothing: "null"
    case .list(let values):
      block("[", values.map { text($0, indentation: indentation.map { $0 + 2 }) }, "]", indentation)
    case .record(let fields):
      block(
        "{",
        fields.map {
          "\(quoted($0.key)): \(text($0.value, indentation: indentation.map { $0 + 2 }))"
        }, "}", indentation)
    }
  }

  private static func block(
    _ open: String, _ members: [String], _ close: String, _ indentation: Int?
  ) -> String {
    guard !members.isEmpty else { return open + close }
    guard let indentation else { return open + members.joined(separator: ", ") + close }
    let inner = String(repeating: " ", count: indentation + 2)
    let outer = String(repeating: " ", count: indentation)
    return open + "\n" + members.map { inner + $0 }.joined(separator: ",\n") + "\n" + outer + close
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
