import GRPC
import GalleonAPI
import MigrationCore
import Orchestration
import Synchronization

/// What all watches of a service have in common.
final class WatchOffice: Sendable {
  /// Where watches begin and read what they have missed.
  let lanes = Lanes(width: 8)
  /// How long a message waits for a watcher that does not read.
  let patience: Duration

  init(patience: Duration) {
    self.patience = patience
  }
}

/// Feeds a call with the messages of one watch.
final class WatchFeed: MessageSource, WatchListener {
  private enum State {
    /// It begins, or reads what it has missed; the bell is rung after it.
    case busy(WatchSubscription?)
    case begun(WatchSubscription)
    case ready(WatchSubscription)
    /// Elsewhere, because a refusal is large and a feed is one of thousands.
    indirect case failed(Refusal, WatchSubscription?)
    case closed

    var watch: WatchSubscription? {
      switch self {
      case .busy(let watch), .failed(_, let watch): watch
      case .begun(let watch), .ready(let watch): watch
      case .closed: nil
      }
    }

    /// The one that has nothing to read first.
    var ready: WatchSubscription? {
      if case .ready(let watch) = self { watch } else { nil }
    }
  }

  private let office: WatchOffice
  /// What the watcher came with; it comes back with it if nothing has reached it.
  private let token: String
  private let bell: Bell
  private let state = Mutex(State.busy(nil))

  /// - Parameter begin: looks for what is to be watched; what it refuses is the call's end, before any headers.
  init(
    of office: WatchOffice, resumedFrom token: String, bell: Bell,
    _ begin: @escaping @Sendable () async throws(Refusal) -> WatchSubscription
  ) {
    self.office = office
    self.token = token
    self.bell = bell
    office.lanes.add { await self.begin(begin) }
  }

  private func begin(_ begin: () async throws(Refusal) -> WatchSubscription) async {
    guard !isClosed else { return }
    do throws(Refusal) {
      let watch = try await begin()
      watch.listen(self)
      if !move(to: .begun(watch)) { watch.cancel() }
    } catch {
      _ = move(to: .failed(error, nil))
    }
  }

  /// Answers whether there is still a call to feed.
  private func move(to next: State) -> Bool {
    let isOpen = state.withLock { state in
      if case .closed = state { return false }
      state = next
      return true
    }
    if isOpen { bell.ring() }
    return isOpen
  }

  private var isClosed: Bool {
    state.withLock { state in
      if case .closed = state { return true }
      return false
    }
  }

  var patience: Duration { office.patience }

  func rung() { bell.ring() }

  static func rung(_ listeners: [any WatchListener]) {
    // Who is told of many is not to wait for each: all is fetched first.
    for case let feed as WatchFeed in listeners { feed.bell.isAboutToBeRung() }
    Bell.ring(
      listeners.compactMap { listener in
        if let feed = listener as? WatchFeed { return feed.bell }
        listener.rung()
        return nil
      })
  }

  func isAboutToBeAsked() {
    state.withLock { $0.watch?.isAboutToBeAsked() }
  }

  func next() -> MessageSupply {
    let now = state.withLock { state in
      let now = state
      if case .begun(let watch) = state { state = .ready(watch) }
      return now
    }
    switch now {
    case .busy, .closed: return .nothing
    case .begun(let watch):
      sit(with: watch)
      return .accept
    case .failed(let refusal, _): return .end(RPCError(refusal))
    case .ready(let watch): return next(of: watch)
    }
  }

  /// Joins those of the loop who watch the same.
  private func sit(with watch: WatchSubscription) {
    bell.join(
      watch.circle.round(bell.loopKey) { bell.makeRow(CircleNews(of: watch)) })
    watch.isReachedByRound()
  }

  var step: Int64? { state.withLock { $0.ready?.step } }

  func wasSent(upTo place: Int64, before: Int64) {
    state.withLock { $0.watch }?.wasTold(upTo: place, before: before)
  }

  private func next(of watch: WatchSubscription) -> MessageSupply {
    switch watch.poll() {
    case .message(let message, let more):
      return encode(message, more)
    case .nothing:
      return .nothing
    case .unread(let part):
      state.withLock { $0 = .busy(watch) }
      office.lanes.add { await self.read(part, watch) }
      return .nothing
    case .end:
      return .end(watch.wasCutOff ? cutOff(watch) : nil)
    }
  }

  private func read(_ part: WatchRead, _ watch: WatchSubscription) async {
    guard !isClosed else { return }
    do throws(Refusal) {
      try await watch.read(part)
      _ = move(to: .ready(watch))
    } catch {
      _ = move(to: .failed(error, watch))
    }
  }

  func stuck() -> RPCError {
    RPCError(
      Refusal(
        .resourceExhausted, .slowConsumer,
        "nothing was read for \(patience.components.seconds) s; come back with the resume "
          + "token in the trailers"),
      resumeToken: state.withLock { $0.watch }?.told.before?.text ?? token)
  }

  func closed() {
    let before = state.withLock { state in
      defer { state = .closed }
      return state
    }
    before.watch?.cancel()
  }

  func movesOn() -> RPCError {
    comeBack("the connection has reached its greatest age", state.withLock { $0.watch })
  }

  private func cutOff(_ watch: WatchSubscription) -> RPCError {
    comeBack("the service is shutting down", watch)
  }

  /// How long watchers that are sent away together may be asked to take until they come back.
  private static let spread = Duration.seconds(2)

  private func comeBack(_ reason: String, _ watch: WatchSubscription?) -> RPCError {
    RPCError(
      Refusal(.unavailable, .shuttingDown, "\(reason); come back with the last resume token"),
      resumeToken: watch?.told.last?.text ?? token
    ).pushedBack(upTo: Self.spread)
  }

  private func encode(_ message: WatchMessage, _ more: Bool) -> MessageSupply {
    do throws(RPCError) {
      return .message(try message.encoded(), more: more)
    } catch {
      return .end(error)
    }
  }
}

extension RPCError {
  fileprivate init(_ refusal: Refusal, resumeToken: String) {
    self.init(refusal)
    guard !resumeToken.isEmpty else { return }
    do throws(RPCError) {
      try metadata.append("galleon-resume-token", resumeToken)
    } catch {
      preconditionFailure("a resume token is printable ASCII: \(error.message)")
    }
  }
}
