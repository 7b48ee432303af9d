/// Text on a terminal: how wide it is, and what may not reach it.
enum DisplayText {
  /// How many columns a text takes.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// The text with what a terminal would act upon (control characters, changes of direction)
  /// spelled out, so that nobody's name of a share can move the cursor. Line ends are kept if asked
  /// for.
  static func harmless(_ text: String, keepingLines: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: isActive) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if !isActive(scalar) || keepingLines && scalar == "\n" {
        result.unicodeScalars.append(scalar)
      } else {
        result += scalar.escaped(asASCII: true)
      }
    }
  }

  /// The text, cut to `columns` with an ellipsis if need be, and filled up with spaces.
  static func fitted(_ text: String, to columns: Int) -> String {
    let width = width(text)
    if width <= columns { return text + String(repeating: " ", count: columns - width) }
    var result = ""
    var used = 0
    for character in text {
      let next = Self.width(String(character))
      if used + next > columns - 1 { break }
      result.append(character)
      used += next
    }
    return result + "…" + String(repeating: " ", count: max(0, columns - used - 1))
  }

  /// The text in lines of at most `columns`, broken at spaces where there are some.
  static func wrapped(_ text: String, to columns: Int) -> [String] {
    guard columns > 0, width(text) > columns else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var word = String(word)
      if !line.isEmpty, width(line) + 1 + width(word) <= columns {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while width(word) > columns {
        let head = String(word.prefix(columns))
        lines.append(head)
        word = String(word.dropFirst(columns))
      }
      line = word
    }
    return lines + [line]
  }

  private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
    case .format: return scalar != "\u{200D}"
    default: return false
    }
  }

  /// Columns by the wide ranges of Unicode's East Asian Width (UAX 11) and emoji.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }
}
