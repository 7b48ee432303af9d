/// The client's side of a watch: knows what was seen, when it is over, and whether to come back
/// after a broken connection. Decides only; the caller calls, waits and draws.
struct WatchMachine: Sendable {
  /// When the watch has seen enough.
  enum End: String, Sendable, CaseIterable {
    /// The first phase is done, or the migration is over.
    case phase1
    /// The migration is over.
    case end
  }

  /// What to do when a stream ended.
  enum Next: Sendable, Equatable {
    /// Everything was seen.
    case finished
    /// Come back with the resume token, after this time.
    case reconnect(after: Duration)
    /// The server was away for too long.
    case giveUp
    /// Coming back would not help.
    case fail
  }

  let until: End
  /// How long the server may be away.
  let patience: Duration
  /// Goes into the next request.
  private(set) var resumeToken = ""
  private(set) var state = ""
  private(set) var lastRevision: Int64 = 0
  /// When the connection was lost; nil while it stands.
  private var awaySince: Duration?
  private var attempts = 0

  init(until: End, patience: Duration) {
    self.until = until
    self.patience = patience
  }

  /// Whether what was asked for has been seen.
  var isOver: Bool {
    if MigrationView.finalStates.contains(state) { return true }
    return until == .phase1 && state == "migration_driver_phase1_done"
  }

  /// A message came, so the server is there. Its token is the place to come back to. Answers
  /// whether the server was away before.
  mutating func received(token: String) -> Bool {
    defer {
      resumeToken = token
      awaySince = nil
      attempts = 0
    }
    return awaySince != nil
  }

  /// The service cannot go on from where this side was, and tells everything anew.
  mutating func reset() {
    lastRevision = 0
  }

  /// The migration as it is. Answers whether the state is another than the last one shown.
  mutating func told(state: String, revision: Int64) -> Bool {
    lastRevision = max(lastRevision, revision)
    defer { self.state = state }
    return state != self.state
  }

  /// A transition. False for one that was told already, before the connection broke.
  mutating func told(transition revision: Int64, to state: String) -> Bool {
    guard revision > lastRevision else { return false }
    lastRevision = revision
    self.state = state
    return true
  }

  /// The stream ended; `worthRetry` says whether its status allows to come back (an OK before the
  /// final state does). `now` is of a monotonic clock, `chance` from 0 to 1.
  mutating func ended(worthRetry: Bool, now: Duration, chance: Double) -> Next {
    if isOver { return .finished }
    guard worthRetry else { return .fail }
    let since = awaySince ?? now
    awaySince = since
    guard now - since <= patience, patience > .zero else { return .giveUp }
    // 0.1 s, doubled up to 5 s, less up to a half by chance, so that many watchers do not come at
    // once.
    let longest = min(5.0, 0.1 * Double(1 << min(attempts, 10)))
    attempts += 1
    return .reconnect(after: .seconds(longest * (1 - chance / 2)))
  }

  /// Whether this is the first loss since the server was last heard, worth a note.
  var isFirstAttempt: Bool { attempts == 1 }
}
