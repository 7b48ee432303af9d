/// What a command answers with, ready to be shown in any form.
enum Answer: Sendable, Equatable {
  /// One thing. The fields named in `tables` are lists, drawn below as tables of their own.
  case record(OutputValue, tables: [Section] = [])
  /// Several of a kind; people and scripts see the columns alone, programs everything.
  case list([OutputValue], columns: [String])

  /// A list within a record.
  struct Section: Sendable, Equatable {
    var key: String
    var columns: [String]
  }

  /// The text to print, with its last newline. `width` is the terminal's, if there is one.
  func text(as format: OutputFormat, width: Int?) -> String {
    switch format {
    case .table: lines(width).map { $0 + "\n" }.joined()
    case .json: JSONText.pretty(whole) + "\n"
    case .yaml: YAMLText.text(whole)
    case .value: valueLines.map { $0 + "\n" }.joined()
    }
  }

  private var whole: OutputValue {
    switch self {
    case .record(let value, _): value
    case .list(let values, _): .list(values)
    }
  }

  private func lines(_ width: Int?) -> [String] {
    switch self {
    case .record(let value, let sections):
      guard case .record(let own) = sections.reduce(value, { $0.removing($1.key) }) else {
        return [value.forPeople]
      }
      var lines = Table(
        columns: ["Property", "Value"], rows: own.map { [$0.key, $0.value.forPeople] }
      ).lines(width: width)
      for section in sections {
        guard case .list(let values) = whole[section.key], !values.isEmpty else { continue }
        lines += ["", "\(section.key):"]
        lines += Self.table(values, section.columns).lines(width: width)
      }
      return lines
    case .list(let values, let columns):
      return Self.table(values, columns).lines(width: width)
    }
  }

  private var valueLines: [String] {
    switch self {
    case .record(.record(let fields), _): fields.map(\.value.forScripts)
    case .record(let value, _): [value.forScripts]
    case .list(let values, let columns):
      values.map { value in columns.map { value[$0].forScripts }.joined(separator: " ") }
    }
  }

  private static func table(_ values: [OutputValue], _ columns: [String]) -> Table {
    Table(
      columns: columns.map { String($0.split(separator: ".").last ?? "") },
      rows: values.map { value in columns.map { value[$0].forPeople } })
  }
}
