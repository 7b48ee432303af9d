import GalleonAPI
import Glibc

/// Shows what a watch tells: bars that are redrawn in place on a terminal, plain lines or JSON
/// elsewhere.
struct WatchDisplay {
  private let style: Style
  private var area = LiveArea()
  private var meters: [String: RateMeter] = [:]
  private var views: [String: MigrationView] = [:]
  private let started = ContinuousClock.now
  /// Whether several migrations are followed, so that each line says which.
  var isOfMany = false

  private enum Style {
    case bars
    case lines
    /// An object for each line.
    case objects
  }

  init(format: OutputFormat) {
    switch format {
    case .json, .yaml: style = .objects
    case .value: style = .lines
    case .table: style = Terminal.isInteractive ? .bars : .lines
    }
  }

  /// The state of a migration when the watch began, or began again.
  mutating func snapshot(_ migration: Migration, isNews: Bool) {
    var view = MigrationView(migration)
    if let progress = migration.progress { measure(&view, progress) }
    views[migration.id] = view
    guard isNews else { return }
    emit("snapshot", migration.output, "\(view.taskState)  \(ProgressBars.whole(view))", view)
  }

  mutating func transition(_ event: MigrationTransitionEvent) {
    guard let transition = event.transition, let migration = event.migration else { return }
    var view = MigrationView(migration)
    if let progress = migration.progress { measure(&view, progress) }
    view.taskState = transition.toState.word
    views[migration.id] = view
    let why = transition.message.isEmpty ? "" : "  \(DisplayText.harmless(transition.message))"
    let value = OutputValue.record([
      .init("migration_id", .text(migration.id)), .init("transition", transition.output),
    ])
    emit("transition", value, view.taskState + why, view, at: transition.recordTime?.text)
  }

  mutating func progress(_ progress: MigrationProgress) {
    guard var view = views[progress.migrationId] else { return }
    view.take(progress)
    measure(&view, progress)
    views[progress.migrationId] = view
    emit("progress", progress.output, ProgressBars.whole(view), view)
  }

  /// Something about the watch itself.
  mutating func note(_ text: String) {
    Terminal.print(area.erase())
    Terminal.complain([text])
    if style == .bars, !isOfMany { draw() }
  }

  /// The last picture stays on the screen.
  mutating func end() { area.keep() }

  private mutating func measure(_ view: inout MigrationView, _ progress: MigrationProgress) {
    let now = started.duration(to: .now)
    for (index, share) in progress.shares.enumerated() where view.shares.indices.contains(index) {
      meters[share.shareId, default: RateMeter()].saw(share.bytesDone, at: now)
      view.shares[index].rate = meters[share.shareId]?.bytesPerSecond ?? 0
    }
  }

  private mutating func emit(
    _ kind: String, _ value: OutputValue, _ line: String, _ view: MigrationView,
    at time: String? = nil
  ) {
    switch style {
    case .objects:
      let object = OutputValue.record([.init("event", .text(kind)), .init(kind, value)])
      Terminal.print(JSONText.oneLine(object) + "\n")
    case .bars where !isOfMany:
      draw()
    case .bars, .lines:
      let who = isOfMany ? "  \(view.id)" : ""
      Terminal.print("\(time ?? Self.now())\(who)  \(line)\n")
    }
  }

  private mutating func draw() {
    let size = Terminal.size ?? (columns: 80, rows: 24)
    let lines = views.values.flatMap {
      ProgressBars.lines($0, width: size.columns - 1, height: size.rows - 1)
    }
    Terminal.print(area.redraw(lines))
  }

  private static func now() -> String {
    GoogleProtobufTimestamp(seconds: Int64(time(nil)), nanos: 0).text
  }
}
