import GRPC
import GalleonAPI
import MigrationCore
import Orchestration
import Synchronization

/// Feeds a call with the messages of one watch.
final class WatchFeed: MessageSource {
  private struct Reading {
    var isUnderWay = false
    var failure: Refusal?
  }

  private let watch: WatchSubscription
  /// What the watcher came with; it comes back with it if nothing has reached it.
  private let token: String
  private let patience: Duration
  private let bell: Bell
  private let reading = Mutex(Reading())

  init(
    _ watch: WatchSubscription, resumedFrom token: String, patience: Duration,
    bell: Bell
  ) {
    self.watch = watch
    self.token = token
    self.patience = patience
    self.bell = bell
    watch.listen(bell.ring)
  }

  func next() -> MessageSupply {
    let (isReading, failure) = reading.withLock { ($0.isUnderWay, $0.failure) }
    if let failure { return .end(RPCError(failure)) }
    if isReading { return .nothing }
    switch watch.poll() {
    case .message(let message, let more):
      return encode(message, more)
    case .nothing:
      return .nothing
    case .unread(let part):
      read(part)
      return .nothing
    case .end:
      return .end(watch.wasCutOff ? cutOff : nil)
    }
  }

  func stuck() -> RPCError {
    RPCError(
      Refusal(
        .resourceExhausted, .slowConsumer,
        "nothing was read for \(patience.components.seconds) s; come back with the resume "
          + "token in the trailers"),
      resumeToken: watch.told.before?.text ?? token)
  }

  func closed() {
    watch.cancel()
  }

  private var cutOff: RPCError {
    RPCError(
      Refusal(
        .unavailable, .shuttingDown,
        "the service is shutting down; come back with the last resume token"),
      resumeToken: watch.told.last?.text ?? token)
  }

  private func read(_ part: WatchRead) {
    reading.withLock { $0.isUnderWay = true }
    Task {
      var failure: Refusal?
      do throws(Refusal) {
        try await watch.read(part)
      } catch {
        failure = error
      }
      reading.withLock { $0 = Reading(failure: failure) }
      bell.ring()
    }
  }

  /// The same bytes for all who are told the message: in the answers of both methods the event is field 1.
  private func encode(_ message: WatchMessage, _ more: Bool) -> MessageSupply {
    do throws(RPCError) {
      return .message(
        try message.encoded { (message) throws(RPCError) in
          let event = MigrationEvent(event: .init(message.item), resumeToken: message.token.text)
          return Encoding(try EncodedMessage(WatchMigrationsResponse(event: event)))
        }.message, more: more)
    } catch {
      return .end(error)
    }
  }

  /// What many watches share.
  private final class Encoding: Sendable {
    let message: EncodedMessage

    init(_ message: EncodedMessage) { self.message = message }
  }
}

extension RPCError {
  fileprivate init(_ refusal: Refusal, resumeToken: String) {
    self.init(refusal)
    guard !resumeToken.isEmpty else { return }
    var metadata = Metadata()
    do throws(RPCError) {
      try metadata.append("galleon-resume-token", resumeToken)
    } catch {
      preconditionFailure("a resume token is printable ASCII: \(error.message)")
    }
    self.metadata = metadata
  }
}
