/// Values in a cell of a table.
extension OutputValue {
  /// As people read it; several lines for what has parts.
  var forPeople: String {
    switch self {
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .boolean(let flag): flag ? "True" : "False"
    case .bytes(let count): Quantity.bytes(count)
    case .rate(let rate): Quantity.rate(rate)
    case .percent(let value): Quantity.percent(value)
    case .duration(let duration): Quantity.duration(duration)
    case .nothing: ""
    case .list(let values):
      values.map { $0.isRecord ? $0.onOneLine : $0.forPeople }.joined(separator: "\n")
    case .record(let fields):
      fields.filter { $0.value != .nothing }.map { "\($0.key): \($0.value.onOneLine)" }
        .joined(separator: "\n")
    }
  }

  /// As scripts read it: one line, numbers without units.
  var forScripts: String {
    switch self {
    case .bytes(let count): "\(count)"
    case .rate(let rate): "\(rate)"
    case .percent(let value): Quantity.percent(value)
    case .duration(let duration): Quantity.protobufSeconds(duration)
    case .list, .record: JSONText.oneLine(self)
    case .text, .integer, .boolean, .nothing: DisplayText.harmless(forPeople)
    }
  }

  private var onOneLine: String {
    switch self {
    case .list(let values): values.map(\.onOneLine).joined(separator: ", ")
    case .record(let fields):
      fields.filter { $0.value != .nothing }.map { "\($0.key)=\($0.value.onOneLine)" }
        .joined(separator: ", ")
    default: forPeople
    }
  }

  private var isRecord: Bool {
    if case .record = self { true } else { false }
  }
}
