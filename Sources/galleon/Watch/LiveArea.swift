/// Lines at the bottom of a terminal that are drawn again and again in place. Pure: it answers with
/// what to write.
struct LiveArea {
  private var drawn = 0

  /// What to write so that `lines` stand where the last ones stood (ECMA-48 control sequences).
  /// Each line must fit the terminal's width.
  mutating func redraw(_ lines: [String]) -> String {
    var text = erase()
    text += lines.map { $0 + "\n" }.joined()
    drawn = lines.count
    return text
  }

  /// What to write so that the lines are gone and the cursor is where they began.
  mutating func erase() -> String {
    defer { drawn = 0 }
    return drawn > 0 ? "\u{1B}[\(drawn)A\u{1B}[J" : ""
  }

  /// Leaves the lines as they are; the next ones come below.
  mutating func keep() { drawn = 0 }
}
