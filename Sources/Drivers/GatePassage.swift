import MigrationCore

/// The way of some bytes through a bandwidth gate, in short waits: after each of them a limit that was changed counts, and the
/// caller can see whether it was told to stop.
struct GatePassage {
  private let gate: any BandwidthGate
  /// Booked at once; small enough that a lowered limit is felt soon.
  private let piece: Int64
  private var unbooked: Int64
  private var left: Duration = .zero

  private static let longestWait = Duration.milliseconds(250)

  init(of bytes: Int64, through gate: any BandwidthGate, piece: Int64) {
    self.gate = gate
    self.piece = piece
    unbooked = bytes
  }

  /// How long to wait before this is asked again; nil when the bytes may be moved.
  mutating func nextWait() -> Duration? {
    // Whoever books now stands behind what this passage booked. Shorter waits mean that the bookings were forgotten.
    if left > .zero { left = min(left, gate.reserve(1)) }
    while left <= .zero {
      guard unbooked > 0 else { return nil }
      let next = min(unbooked, piece)
      left = gate.reserve(next)
      unbooked -= next
    }
    let wait = min(left, Self.longestWait)
    left -= wait
    return wait
  }
}
