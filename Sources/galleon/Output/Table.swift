/// A table as OpenStack's command lines draw it.
struct Table {
  var columns: [String]
  /// A cell may have several lines.
  var rows: [[String]]

  /// The table as lines. With `width`, the last column is wrapped so that the table fits if it can.
  func lines(width: Int? = nil) -> [String] {
    var cells = rows.map { row in
      row.map { cell in
        DisplayText.harmless(cell, keepingLines: true)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
    }
    if let width { wrapLast(&cells, width) }
    let widths = columns.indices.map { column in
      cells.reduce(DisplayText.width(columns[column])) { widest, row in
        max(widest, row[column].map(DisplayText.width).max() ?? 0)
      }
    }
    let border = "+" + widths.map { String(repeating: "-", count: $0 + 2) + "+" }.joined()
    func line(_ texts: [String]) -> String {
      "|" + zip(texts, widths).map { " \(DisplayText.fitted($0, to: $1)) |" }.joined()
    }
    var result = [border, line(columns), border]
    for row in cells {
      let height = row.map(\.count).max() ?? 1
      for index in 0..<height {
        result.append(line(row.map { index < $0.count ? $0[index] : "" }))
      }
    }
    return result + [border]
  }

  /// Narrower than this a column is of no use.
  private static let narrowest = 20

  private func wrapLast(_ cells: inout [[[String]]], _ width: Int) {
    guard let last = columns.indices.last else { return }
    let others = columns.indices.dropLast().reduce(0) { sum, column in
      sum + 3
        + cells.reduce(DisplayText.width(columns[column])) { widest, row in
          max(widest, row[column].map(DisplayText.width).max() ?? 0)
        }
    }
    let room = max(Self.narrowest, width - others - 4)
    for row in cells.indices {
      cells[row][last] = cells[row][last].flatMap { DisplayText.wrapped($0, to: room) }
    }
  }
}
