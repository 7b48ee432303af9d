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
    for line in Self.wrapped(Self.trimmed(lines), width) {
      self.line(line.isEmpty ? "///" : "/// \(line)")
    }
  }

  private static func trimmed(_ lines: [String]) -> ArraySlice<String> {
    var lines = lines[...]
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Breaks what is too long; the rest of a broken line goes in front of the next one.
  private static func wrapped(_ lines: ArraySlice<String>, _ width: Int) -> [String] {
    var result: [String] = []
    var rest = ""
    for line in lines {
      let continues = line.first?.isLetter == true || line.first?.isNumber == true
      if !rest.isEmpty && !continues {
        result.append(rest)
        rest = ""
      }
      var text = rest.isEmpty ? line : rest + " " + line
      rest = ""
      while text.count > width, let cut = text.prefix(width + 1).lastIndex(of: " "),
        text[..<cut].contains(where: { $0 != " " })
      {
        result.append(String(text[..<cut]))
        text = String(text.prefix { $0 == " " }) + text[text.index(after: cut)...]
        rest = text
      }
      if rest.isEmpty { result.append(text) }
    }
    return rest.isEmpty ? result : result + [rest]
  }
}
