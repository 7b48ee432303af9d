import GalleonAPI

/// Draws an evacuation: a bar for the whole, and one for each share server on its way. A pure function of what there is to
/// show.
enum EvacuationBars {
  /// Lines of at most `width` columns, at most `height` of them.
  static func lines(_ evacuation: Evacuation, width: Int, height: Int) -> [String] {
    let width = max(width, 40)
    var lines = [
      "evacuation of \(DisplayText.harmless(evacuation.host))  \(evacuation.state.word)",
      "  " + whole(evacuation),
    ]
    let progress = evacuation.progress ?? EvacuationProgress()
    var bars: [(name: String, bar: ShareBar)] = [
      (
        "all",
        ShareBar(
          name: "all", bytesDone: progress.bytesDone, bytesTotal: progress.bytesTotal, phase: "",
          rate: progress.bytesPerSecond)
      )
    ]
    let moving = evacuation.items.filter { $0.state == .migrating || $0.state == .starting }
    let room = max(1, height - 4)
    bars += moving.prefix(room).map { item in
      (
        "\(item.shareServerId.prefix(8)) → \(DisplayText.harmless(item.destinationHost))",
        ShareBar(
          name: item.shareServerId, bytesDone: item.bytesDone, bytesTotal: item.bytesTotal,
          phase: "", rate: 0)
      )
    }
    let nameWidth = min(bars.map { DisplayText.width($0.name) }.max() ?? 0, width / 2)
    for (name, bar) in bars {
      lines.append(ProgressBars.bar(bar, DisplayText.fitted(name, to: nameWidth), width))
    }
    if moving.count > room { lines.append("  … and \(moving.count - room) more on their way") }
    return lines.map { ProgressBars.trimmed($0, to: width) }
  }

  /// `42 %, 1.2 GiB of 2.9 GiB, 118.2 MiB/s, 2 of 5 moved, 2 on their way, 1 waits for its cutover`.
  static func whole(_ evacuation: Evacuation) -> String {
    let progress = evacuation.progress ?? EvacuationProgress()
    guard evacuation.planCount > 0 else { return DisplayText.harmless(evacuation.message) }
    var parts = ["\(Quantity.percent(progress.totalPercent)) %"]
    if progress.bytesTotal > 0 {
      parts.append(
        "\(Quantity.bytes(progress.bytesDone)) of \(Quantity.bytes(progress.bytesTotal))")
    }
    if progress.bytesPerSecond >= 1 { parts.append(Quantity.rate(progress.bytesPerSecond)) }
    parts.append("\(progress.movedCount) of \(progress.serverCount) servers moved")
    let counts = [
      (progress.migratingCount - progress.waitingCount, "on their way"),
      (progress.waitingCount, "waiting for their cutover"), (progress.plannedCount, "planned"),
      (progress.failedCount, "not movable or failed"),
    ]
    parts += counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.joined(separator: ", ")
  }
}
