import GRPC
import GalleonAPI
import Orchestration

/// What all watches with the same filter are told.
final class CircleNews: FeedRowSource {
  private let hub: WatchHub
  private let circle: WatchCircle

  init(of watch: WatchSubscription) {
    hub = watch.hub
    circle = watch.circle
  }

  var latest: Int64 { circle.latest }

  func next(after place: Int64) -> FeedRowSupply {
    switch hub.next(after: place, in: circle) {
    case .nothing:
      return .nothing
    case .unknown:
      return .unknown
    case .message(let message, let position, let more):
      do throws(RPCError) {
        return .message(try message.encoded(), place: position, more: more)
      } catch {
        // Each is ended with it.
        return .unknown
      }
    }
  }
}

extension FeedRow: WatchRound {}

extension WatchMessage {
  /// The same bytes for all who are told the message: in the answers of both methods the event is field 1.
  func encoded() throws(RPCError) -> EncodedMessage {
    if let known = form as? Encoding { return known.message }
    let event = MigrationEvent(event: .init(item), resumeToken: token.text)
    let encoding = Encoding(try EncodedMessage(WatchMigrationsResponse(event: event)))
    keep(encoding)
    return encoding.message
  }

  /// What many watches share.
  private final class Encoding: Sendable {
    let message: EncodedMessage

    init(_ message: EncodedMessage) { self.message = message }
  }
}
