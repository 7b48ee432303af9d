/// Swift code that grows line by line.
struct SourceText {
  private(set) var text = ""
  private var indentation = 0

  mutating func line(_ line: String = "") {
    if !line.isEmpty { text += String(repeating: "  ", count: indentation) + line }
    text += "\n"
  }

  mutating func block<Failure: Error>(
    _ head: String, end: String = "}", _ body: (inout SourceText) throws(Failure) -> Void
  ) throws(Failure) {
    line(head)
    indentation += 1
    try body(&self)
    indentation -= 1
    line(end)
  }

  /// A comment of the schema, as the documentation of what follows.
  mutating func documentation(_ comment: String) {
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String((line.first == " " ? line.dropFirst() : line).reversed().drop { $0 == " " }.reversed())
    }
    let width = 96 - 2 * indentation
    for line in Self.trimmed(lines) {
      for part in Self.wrapped(line, width) { self.line(part.isEmpty ? "///" : "/// \(part)") }
    }
  }

  private static func trimmed(_ lines: [String]) -> ArraySlice<String> {
    var lines = lines[...]
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func wrapped(_ line: String, _ width: Int) -> [String] {
    guard line.count > width else { return [line] }
    let indent = String(line.prefix { $0 == " " })
    var lines: [String] = []
    var current = ""
    for word in line.split(separator: " ") {
      if !current.isEmpty && current.count + 1 + word.count > width {
        lines.append(current)
        current = ""
      }
      current += current.isEmpty ? indent + word : " " + word
    }
    return lines + [current]
  }
}
