/// Draws a migration: a line on the whole, and a bar for each share. A pure function of what there
/// is to show.
enum ProgressBars {
  /// Lines of at most `width` columns; with `height`, at most so many, as more could not be redrawn
  /// in place.
  static func lines(_ view: MigrationView, width: Int, height: Int? = nil) -> [String] {
    let width = max(width, 40)
    let title =
      "\(DisplayText.harmless(view.sourceHost)) → "
      + "\(DisplayText.harmless(view.destinationHost))  \(view.taskState)"
    var lines = [trimmed(title, to: width), trimmed("  " + whole(view), to: width)]
    let (shares, hidden) = fitting(view.shares, height.map { $0 - (view.problem.isEmpty ? 2 : 3) })
    let names = shares.map { DisplayText.harmless($0.name) }
    let nameWidth = min(names.map(DisplayText.width).max() ?? 0, width / 4)
    for (share, name) in zip(shares, names) {
      lines.append(bar(share, DisplayText.fitted(name, to: nameWidth), width))
    }
    if hidden > 0 { lines.append("  … and \(hidden) more shares") }
    if !view.problem.isEmpty {
      lines.append(trimmed("  " + DisplayText.harmless(view.problem), to: width))
    }
    return lines
  }

  /// The whole in a line: `42 %, 1.2 GiB of 2.9 GiB, 1204 of 3000 files, 118.2 MiB/s, 0:15 left`.
  static func whole(_ view: MigrationView) -> String {
    var parts = ["\(Quantity.percent(view.percent)) %"]
    if view.bytesTotal > 0 {
      parts.append("\(Quantity.bytes(view.bytesDone)) of \(Quantity.bytes(view.bytesTotal))")
    }
    if view.filesTotal > 0 { parts.append("\(view.filesDone) of \(view.filesTotal) files") }
    guard !view.isFinal, !view.isPhase1Done else { return parts.joined(separator: ", ") }
    if view.bytesPerSecond >= 1 { parts.append(Quantity.rate(view.bytesPerSecond)) }
    if let left = view.timeLeft { parts.append("\(Quantity.clock(left)) left") }
    return parts.joined(separator: ", ")
  }

  /// The shares there is room for: those that are being copied before those that are done.
  private static func fitting(
    _ shares: [ShareBar], _ room: Int?
  ) -> (shown: [ShareBar], hidden: Int) {
    guard let room, shares.count > room else { return (shares, 0) }
    let count = max(1, room - 1)
    let isMoving = { (share: ShareBar) in share.bytesDone > 0 && share.fraction < 1 }
    let shown = shares.filter(isMoving) + shares.filter { !isMoving($0) }
    return (Array(shown.prefix(count)), shares.count - count)
  }

  /// Narrower than this a bar says nothing.
  private static let narrowestBar = 10

  static func bar(_ share: ShareBar, _ name: String, _ width: Int) -> String {
    let percent = Quantity.percent((share.fraction * 100).rounded(.down))
    let head = "  \(name) ["
    var tail = "] " + String(repeating: " ", count: 3 - percent.count) + "\(percent) %"
    // What there is room for, the most important first.
    let isMoving = share.rate >= 1 && share.bytesDone < share.bytesTotal
    let rate = DisplayText.fitted(isMoving ? Quantity.rate(share.rate) : "", to: 13)
    let left = DisplayText.fitted(share.timeLeft.map { "\(Quantity.clock($0)) left" } ?? "", to: 13)
    let phase = DisplayText.fitted(DisplayText.harmless(share.phase), to: 10)
    for part in [rate, left, phase] {
      let next = tail + "  " + part
      guard DisplayText.width(head) + narrowestBar + DisplayText.width(next) <= width else { break }
      tail = next
    }
    let room = width - DisplayText.width(head) - DisplayText.width(tail)
    let cells = min(40, max(narrowestBar, room))
    let filled = Int((Double(cells) * share.fraction).rounded(.down))
    let line =
      head + String(repeating: "#", count: filled)
      + String(repeating: "-", count: cells - filled) + tail
    return trimmed(line, to: width)
  }

  static func trimmed(_ line: String, to width: Int) -> String {
    let fitted = DisplayText.width(line) > width ? DisplayText.fitted(line, to: width) : line
    return String(fitted.reversed().drop { $0 == " " }.reversed())
  }
}
