/// Transitions that a watch has at hand and has not told yet, in order.
struct WatchBatch {
  /// More than this is read back from the ledger.
  private static let most = 8

  private var transitions: [Transitioned] = []
  private var told = 0

  init(_ transitions: [Transitioned] = []) {
    self.transitions = transitions
  }

  var isEmpty: Bool { told == transitions.count }

  var isFull: Bool { transitions.count - told >= Self.most }

  mutating func append(_ transition: Transitioned) {
    transitions.append(transition)
  }

  mutating func next() -> Transitioned? {
    guard told < transitions.count else { return nil }
    let next = transitions[told]
    told += 1
    if isEmpty { self = WatchBatch() }
    return next
  }
}
