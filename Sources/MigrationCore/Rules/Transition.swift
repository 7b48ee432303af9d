/// What can happen to a migration.
package enum Trigger: String, Sendable, Hashable, CaseIterable {
  /// A start passed every check.
  case startAccepted = "start accepted"
  /// A worker took the migration up and linked a destination server.
  case takenUp = "taken up"
  /// The destination server exists on its backend; read-only rules are in force where they must be.
  case serverReady = "server ready"
  /// The destination driver accepted the start.
  case driverAccepted = "driver accepted"
  /// The driver has copied everything once and its last delta was small.
  case copyDone = "copy done"
  /// A complete passed every check.
  case completeAccepted = "complete accepted"
  /// The driver has cut over.
  case cutoverDone = "cutover done"
  /// A cancel passed every check.
  case cancelAccepted = "cancel accepted"
  /// The driver has removed what it copied.
  case cancelDone = "cancel done"
  /// A step failed for good.
  case failed = "failed"
  /// After an error one side was found good, and an operator wants everything to say so.
  case recoverAccepted = "recover accepted"
  /// The destination serves after all.
  case recoveredForward = "recovered forward"
  /// The source serves as before.
  case recoveredBackward = "recovered backward"
  /// A driver could not do what the recovery needs.
  case recoveryFailed = "recovery failed"
}

/// One row of the transition table.
package struct Transition: Sendable, Hashable {
  /// The row's permanent number: hundreds are sections, steps of two leave room.
  package let number: Int
  /// The state it leaves; nil is no migration.
  package let from: TaskState?
  package let on: Trigger
  package let to: TaskState
  package let statuses: Statuses
  package let why: String

  /// The statuses that the row's transaction writes; nil leaves one as it is.
  package struct Statuses: Sendable, Hashable {
    package let source: ShareServerStatus?
    package let destination: ShareServerStatus?
    /// Of all shares and snapshots of the source.
    package let resources: ResourceStatus?

    init(
      source: ShareServerStatus? = nil, destination: ShareServerStatus? = nil,
      resources: ResourceStatus? = nil
    ) {
      self.source = source
      self.destination = destination
      self.resources = resources
    }

    static let unchanged = Statuses()
  }
}

/// What the table says about one trigger in one state.
package enum Verdict: Sendable, Hashable {
  /// The transition to take.
  case go(Transition)
  /// The caller may not ask for this here.
  case refuse
  /// A late answer: the migration has moved on, nothing changes.
  case stale
  /// Nobody can have sent this here: the program is wrong.
  case bug
}
