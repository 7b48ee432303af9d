import GRPC
import GalleonAPI

/// Follows migrations, and comes back when the connection breaks.
struct WatchRunner {
  let session: Session
  var display: WatchDisplay
  let options: WatchingOptions
  private var machine: WatchMachine
  private let started = ContinuousClock.now

  init(
    session: Session, display: WatchDisplay, options: WatchingOptions, until: WatchMachine.End
  ) {
    self.session = session
    self.display = display
    self.options = options
    machine = WatchMachine(until: until, patience: options.reconnectFor.duration)
  }

  /// Watches one migration. Answers with the task state it was last seen in.
  mutating func run(migrationID id: String) async throws(CommandFailure) -> String {
    Interruption.say([
      "Stopped watching. The migration goes on; come back to it with:",
      "  galleon migration watch \(id)",
    ])
    defer { Interruption.say([]) }
    while true {
      var refusal: Refusal?
      do throws(RPCError) {
        let stream = try await MigrationServiceClient(session.channel).watchMigration(
          WatchMigrationRequest(
            migrationId: id, resumeToken: machine.resumeToken,
            minUpdateInterval: GoogleProtobufDuration(options.interval.duration)),
          options: try session.options())
        while let response = try await stream.next() {
          if let event = response.event { take(event) }
          if machine.isOver { break }
        }
        stream.cancel()
      } catch {
        refusal = Refusal(error)
      }
      guard try await isToGoOn(after: refusal) else { break }
    }
    display.end()
    return machine.state
  }

  /// Watches all migrations; ends when the user or the server's absence says so.
  mutating func runAll() async throws(CommandFailure) {
    display.isOfMany = true
    Interruption.say(["Stopped watching. The migrations go on."])
    var token = ""
    while true {
      var refusal: Refusal?
      do throws(RPCError) {
        let stream = try await MigrationServiceClient(session.channel).watchMigrations(
          WatchMigrationsRequest(
            resumeToken: token,
            minUpdateInterval: GoogleProtobufDuration(options.interval.duration)),
          options: try session.options())
        while let response = try await stream.next() {
          guard let event = response.event else { continue }
          token = event.resumeToken
          heard(token)
          showOneOfMany(event)
        }
      } catch {
        refusal = Refusal(error)
      }
      guard try await isToGoOn(after: refusal) else { return }
    }
  }

  /// A migration that was watched to an end other than the one wanted is a failure.
  static func judge(
    _ state: String, wanted: String, migrationID: String
  ) throws(CommandFailure) {
    guard MigrationView.finalStates.contains(state), state != wanted else { return }
    throw CommandFailure(
      lines: [
        "The migration ended in \(state).",
        "Hint: galleon migration show \(migrationID) tells the whole story.",
      ], exitCode: .refused)
  }

  private mutating func heard(_ token: String) {
    if machine.received(token: token) {
      display.note("The server is back; going on where the watch was.")
    }
  }

  /// Shows what is news.
  private mutating func take(_ event: MigrationEvent) {
    heard(event.resumeToken)
    switch event.event {
    case .snapshot(let migration):
      let isNews = machine.told(
        state: migration.taskState.word, revision: migration.revision)
      display.snapshot(migration, isNews: isNews)
    case .transition(let change):
      guard let transition = change.transition else { return }
      if machine.told(transition: transition.revision, to: transition.toState.word) {
        display.transition(change)
      }
    case .progress(let progress):
      display.progress(progress)
    case .updated(let migration):
      display.snapshot(migration, isNews: false)
    case .reset:
      machine.reset()
    case .snapshotComplete, .heartbeat, nil:
      break
    }
  }

  private mutating func showOneOfMany(_ event: MigrationEvent) {
    switch event.event {
    case .snapshot(let migration): display.snapshot(migration, isNews: true)
    case .transition(let change): display.transition(change)
    case .progress(let progress): display.progress(progress)
    case .updated(let migration): display.snapshot(migration, isNews: false)
    case .reset, .snapshotComplete, .heartbeat, nil: break
    }
  }

  /// After a stream ended: waits if the watch shall come back; false when all was seen.
  private mutating func isToGoOn(after refusal: Refusal?) async throws(CommandFailure) -> Bool {
    let next = machine.ended(
      worthRetry: refusal?.isWorthResuming ?? true, now: started.duration(to: .now),
      chance: Double.random(in: 0...1))
    switch next {
    case .finished:
      return false
    case .reconnect(let delay):
      if machine.isFirstAttempt {
        display.note("Lost the connection to the server. Waiting for it to come back …")
      }
      do {
        try await Task.sleep(for: delay)
      } catch {
        return false
      }
      return true
    case .giveUp, .fail:
      display.end()
      let refusal = refusal ?? Refusal(code: "UNAVAILABLE", message: "the stream ended")
      throw CommandFailure(refusal, server: session.server)
    }
  }
}
