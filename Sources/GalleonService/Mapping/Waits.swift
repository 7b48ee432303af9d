import GalleonAPI
import MigrationCore

extension GetMigrationRequest {
  private static var waitMax: Duration { .seconds(600) }

  /// How long the caller wants to wait for a change.
  var limit: Duration {
    get throws(Refusal) {
      let limit = try wait?.duration("wait") ?? .zero
      if waitForRevisionAfter < 0 {
        throw Refusal.invalid([.init("wait_for_revision_after", "must not be negative")])
      }
      if waitForRevisionAfter > 0 && limit == .zero {
        throw Refusal.invalid([
          .init("wait", "must be set with wait_for_revision_after: how long to wait at most?")
        ])
      }
      return min(limit, Self.waitMax)
    }
  }
}

extension GoogleProtobufDuration {
  /// The duration, of a request's field that cannot be negative.
  func duration(_ field: String) throws(Refusal) -> Duration {
    // What google/protobuf/duration.proto allows: about 10,000 years, nanoseconds below a second.
    guard (0...315_576_000_000).contains(seconds), (0..<1_000_000_000).contains(nanos) else {
      throw Refusal.invalid([.init(field, "must be a duration, and not negative")])
    }
    return .seconds(seconds) + .nanoseconds(Int64(nanos))
  }
}
