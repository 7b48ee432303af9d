import MigrationCore
import Orchestration

/// A watcher and everything it was told.
struct Watcher {
  let watch: WatchSubscription
  private(set) var words: [String] = []
  private(set) var tokens: [String] = []
  private(set) var told: [HistoryEvent] = []
  /// The revision of each migration as this watcher knows it.
  private(set) var revisions: [Identifier: Int64] = [:]
  /// What it was told that it should not have been.
  private(set) var complaints: [String] = []

  init(
    _ life: Life, _ filter: WatchFilter = WatchFilter(), from token: ResumeToken? = nil,
    atMostEvery interval: Duration = .zero
  ) async throws {
    watch = try await life.orchestrator.hub.watch(filter, from: token, atMostEvery: interval)
  }

  /// Takes the next item; nil at the end of the watch.
  mutating func next() async throws -> WatchItem? {
    guard let message = try await watch.nextMessage() else { return nil }
    let item = message.item
    tokens.append(message.token.text)
    switch item {
    case .snapshot(let status):
      words.append("snapshot \(status.migration.taskState.rawValue)")
      revisions[status.migration.id] = status.migration.revision
    case .reset(let reason):
      words.append("reset \(reason)")
      revisions = [:]
    case .updated(let status):
      words.append("updated")
      take(progress: status)
    case .snapshotComplete(let count):
      words.append("complete \(count)")
    case .transition(let status, let event):
      words.append(event.to ?? "none")
      told.append(event)
      take(status, event)
    case .progress(let status):
      words.append("progress")
      take(progress: status)
    case .heartbeat:
      words.append("heartbeat")
    }
    return item
  }

  mutating func toTheEnd() async throws {
    while try await next() != nil {}
  }

  private mutating func take(_ status: MigrationStatus, _ event: HistoryEvent) {
    let known = revisions[event.subjectID]
    if let known, event.revision != known + 1 {
      complaints.append("revision \(event.revision) came after \(known)")
    }
    if status.migration.revision != event.revision
      || status.migration.taskState.rawValue != event.to
    {
      complaints.append("revision \(event.revision) shows \(status.migration.taskState)")
    }
    revisions[event.subjectID] = event.revision
  }

  private mutating func take(progress status: MigrationStatus) {
    let known = revisions[status.migration.id]
    if let known, status.migration.revision != known {
      complaints.append("progress of revision \(status.migration.revision) came at \(known)")
    }
    if !(0...100).contains(status.percent) { complaints.append("\(status.percent) percent") }
  }
}
