/// A moment on the wall clock, in microseconds since 1970-01-01T00:00:00Z. For people to read; nothing is
/// ever ordered by it.
package struct Timestamp: Hashable, Sendable, Comparable, Codable {
  package let microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The time that passed from `earlier` to this moment; negative when the clock was set back.
  package func since(_ earlier: Timestamp) -> Duration {
    .microseconds(microseconds - earlier.microseconds)
  }

  /// The moment `duration` later, or earlier when it is negative.
  package func adding(_ duration: Duration) -> Timestamp {
    Timestamp(microseconds: microseconds + duration.microseconds)
  }

  package init(from decoder: any Decoder) throws {
    microseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(microseconds)
  }
}

extension Duration {
  /// Rounded towards zero.
  package var microseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}
