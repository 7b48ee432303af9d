import Synchronization

@testable import GRPC

/// `interop.Follow`: what is published goes to all who follow it, each message once and in order. Who asks for `row` shares rows
/// with others, who asks for `alone` has a bell of his own.
final class FollowService: Sendable {
  private struct State {
    var texts: [String] = []
    var rows: [ObjectIdentifier: FeedRow] = [:]
    var alone: [ObjectIdentifier: Follower] = [:]
    var following = 0
  }

  private let state = Mutex(State())
  /// Of all who follow.
  private let patience: Duration

  init(patience: Duration) { self.patience = patience }

  var routes: ServiceRoutes {
    ServiceRoutes(
      service: "interop.Follow",
      methods: ["Follow": .serverStreaming(TestMessage.self, TestMessage.self, follow)])
  }

  /// Whether all who have bells of their own were announced to be asked.
  var isEachPrepared: Bool { state.withLock { $0.alone.values.allSatisfy(\.isPrepared) } }

  /// Calls that are followed at this moment.
  var following: Int { state.withLock { $0.following } }

  @Sendable private func follow(
    _ request: TestMessage, _ writer: ResponseWriter<TestMessage>, _ context: ServerContext
  ) async throws(RPCError) {
    try await writer.feed { bell in
      Follower(self, bell, isInRow: request.text == "row")
    }
  }

  func publish(_ text: String) {
    let (rows, bells) = state.withLock { state in
      state.texts.append(text)
      return (Array(state.rows.values), state.alone.values.map(\.bell))
    }
    for row in rows { row.ring() }
    for bell in bells { bell.isAboutToBeRung() }
    Bell.ring(bells)
  }

  /// The first message has place 1.
  fileprivate func next(after place: Int) -> FeedRowSupply {
    let texts = state.withLock { $0.texts }
    guard place < texts.count else { return .nothing }
    do throws(RPCError) {
      return .message(
        try EncodedMessage(TestMessage(texts[place])), place: Int64(place + 1),
        more: place + 1 < texts.count)
    } catch {
      return .unknown
    }
  }

  /// Feeds one call.
  private final class Follower: MessageSource {
    let bell: Bell
    private let service: FollowService
    let isInRow: Bool
    var patience: Duration { service.patience }
    private let state = Mutex((isAccepted: false, place: Int64(0), before: Int64(0)))
    private let prepared = Mutex(false)

    init(_ service: FollowService, _ bell: Bell, isInRow: Bool) {
      self.service = service
      self.bell = bell
      self.isInRow = isInRow
      bell.ring()
    }

    func next() -> MessageSupply {
      guard state.withLock({ $0.isAccepted }) else {
        state.withLock { $0.isAccepted = true }
        service.begins(self)
        return .accept
      }
      let place = state.withLock { $0.place }
      switch service.next(after: Int(place)) {
      case .message(let message, let next, let more):
        state.withLock { ($0.place, $0.before) = (next, place) }
        return .message(message, more: more)
      case .nothing, .unknown:
        return .nothing
      }
    }

    func isAboutToBeAsked() { prepared.withLock { $0 = true } }

    var isPrepared: Bool { prepared.withLock { $0 } }

    var step: Int64? { state.withLock { $0.place } }

    func wasSent(upTo place: Int64, before: Int64) {
      state.withLock { ($0.place, $0.before) = (place, before) }
    }

    func stuck() -> RPCError {
      var error = RPCError(code: .resourceExhausted, message: "nothing is read")
      do throws(RPCError) {
        try error.metadata.append("x-left", "\(state.withLock { $0.before })")
      } catch {
        return error
      }
      return error
    }

    func closed() { service.ends(self) }
  }

  private func begins(_ follower: Follower) {
    let row = state.withLock { state -> FeedRow? in
      state.following += 1
      guard follower.isInRow else {
        state.alone[ObjectIdentifier(follower)] = follower
        return nil
      }
      if let row = state.rows[follower.bell.loopKey] { return row }
      let row = follower.bell.makeRow(Texts(self))
      state.rows[follower.bell.loopKey] = row
      return row
    }
    if let row { follower.bell.join(row) }
  }

  private func ends(_ follower: Follower) {
    state.withLock { state in
      state.following -= 1
      state.alone[ObjectIdentifier(follower)] = nil
    }
  }

  private struct Texts: FeedRowSource {
    let service: FollowService

    init(_ service: FollowService) { self.service = service }

    var latest: Int64 { Int64(service.state.withLock { $0.texts.count }) }

    func next(after place: Int64) -> FeedRowSupply { service.next(after: Int(place)) }
  }
}
