/// Every transition a migration can make, and no others (contract, section 2). A migration's state changes by a row of
/// this table or not at all; the row's number stands in the ledger with every event.
package enum TransitionTable {
  package static let rows: [Transition] =
    starting + firstPhase + secondPhase + cancelling + failing
    + recovering

  /// The states a migration in `state` can still come to, itself left out.
  package static func reachable(from state: TaskState) -> Set<TaskState> {
    var found: Set<TaskState> = []
    var front = [state]
    while let next = front.popLast() {
      // A start from a final state is the start of another migration.
      for row in rows where row.from == next && row.to != next && row.on != .startAccepted {
        if found.insert(row.to).inserted { front.append(row.to) }
      }
    }
    return found
  }

  // Gated by the server's status `active`, not by its old task state.
  private static let starting: [Transition] = [
    row(100, nil, .startAccepted, .starting, begun, "the server was never migrated"),
    row(102, .success, .startAccepted, .starting, begun, "the server came by a migration"),
    row(104, .error, .startAccepted, .starting, begun, "an earlier migration failed"),
    row(106, .cancelled, .startAccepted, .starting, begun, "an earlier migration was cancelled"),
  ]

  private static let firstPhase: [Transition] = [
    row(
      200, .starting, .takenUp, .inProgress, .init(destination: .creating),
      "the destination server exists in the ledger, linked"),
    row(
      202, .inProgress, .serverReady, .driverStarting, .init(destination: .serverMigratingTo),
      "the destination server exists on its backend"),
    row(204, .driverStarting, .driverAccepted, .driverInProgress, .unchanged, "the driver copies"),
    row(206, .driverInProgress, .copyDone, .phase1Done, .unchanged, "the operator decides now"),
  ]

  private static let secondPhase: [Transition] = [
    row(300, .phase1Done, .completeAccepted, .completing, .unchanged, "the driver cuts over"),
    row(
      302, .completing, .cutoverDone, .success,
      .init(source: .inactive, destination: .active, resources: .available),
      "the destination serves"),
  ]

  private static let cancelling: [Transition] = [
    row(400, .starting, .cancelAccepted, .cancelInProgress, .unchanged, "before any work"),
    row(402, .inProgress, .cancelAccepted, .cancelInProgress, .unchanged, "while preparing"),
    row(404, .driverStarting, .cancelAccepted, .cancelInProgress, .unchanged, "before copying"),
    row(406, .driverInProgress, .cancelAccepted, .cancelInProgress, .unchanged, "while copying"),
    row(408, .phase1Done, .cancelAccepted, .cancelInProgress, .unchanged, "instead of cutover"),
    row(
      410, .cancelInProgress, .cancelDone, .cancelled,
      .init(source: .active, destination: .inactive, resources: .available),
      "the source serves as before"),
  ]

  private static let failing: [Transition] = [
    row(500, .starting, .failed, .error, rolledBack, "the worker could not take it up"),
    row(502, .inProgress, .failed, .error, rolledBack, "the destination could not be made"),
    row(504, .driverStarting, .failed, .error, rolledBack, "the driver refused"),
    row(506, .driverInProgress, .failed, .error, rolledBack, "the copy failed"),
    row(508, .phase1Done, .failed, .error, rolledBack, "the copy was lost while waiting"),
    row(
      510, .completing, .failed, .error,
      .init(source: .error, destination: .error, resources: .error),
      "the cutover failed: a person must look"),
    row(512, .cancelInProgress, .failed, .error, rolledBack, "the driver could not clean up"),
  ]

  // What was in error is said to be good again; that the migration failed stays true.
  private static let recovering: [Transition] = [
    row(600, .error, .recoverAccepted, .error, .unchanged, "an operator chose the good side"),
    row(
      602, .error, .recoveredForward, .error,
      .init(source: .inactive, destination: .active, resources: .available),
      "the destination serves after all"),
    row(
      604, .error, .recoveredBackward, .error,
      .init(source: .active, destination: .inactive, resources: .available),
      "the source serves as before"),
    row(606, .error, .recoveryFailed, .error, .unchanged, "the good side could not be restored"),
  ]

  private static let begun = Transition.Statuses(
    source: .serverMigrating, resources: .serverMigrating)
  private static let rolledBack = Transition.Statuses(
    source: .active, destination: .error, resources: .available)

  private static func row(
    _ number: Int, _ from: TaskState?, _ on: Trigger, _ to: TaskState,
    _ statuses: Transition.Statuses, _ why: String
  ) -> Transition {
    Transition(number: number, from: from, on: on, to: to, statuses: statuses, why: why)
  }
}
