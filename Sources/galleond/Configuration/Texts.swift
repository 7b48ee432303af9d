extension String {
  /// What follows `prefix`; nil when it does not begin with it.
  func dropping(prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }

  /// The path itself when absolute, else below `directory`.
  func resolved(against directory: String) -> String {
    if hasPrefix("/") || directory.isEmpty { return self }
    return directory.hasSuffix("/") ? directory + self : "\(directory)/\(self)"
  }

  /// The one of `words` that was probably meant: at most two slips away, and not most of the word.
  func nearest(of words: some Sequence<String>) -> String? {
    let best = words.map { (word: $0, slips: distance(to: $0)) }
      .min { ($0.slips, $0.word) < ($1.slips, $1.word) }
    guard let best, best.slips <= 2, best.slips * 2 < best.word.count else { return nil }
    return best.word
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn this into `other`
  /// (optimal string alignment distance); case and `-` for `_` cost nothing.
  private func distance(to other: String) -> Int {
    let left = Array(lowercased().replacing("-", with: "_").utf8)
    let right = Array(other.lowercased().replacing("-", with: "_").utf8)
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, otherLetter) in right.enumerated() {
        var cost = Swift.min(
          previous[column] + (letter == otherLetter ? 0 : 1), previous[column + 1] + 1,
          current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == otherLetter {
          cost = Swift.min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
