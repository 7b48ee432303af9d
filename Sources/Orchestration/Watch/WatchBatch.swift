/// Transitions that a watch has at hand and has not told yet, in order.
struct WatchBatch {
  /// More than this is read back from the ledger.
  private static let most = 8

  /// Nearly always there is one, which needs no array.
  private var first: Entry?
  private var rest: [Entry] = []

  /// A transition, and what the watch's filter says of it.
  typealias Entry = (news: Transitioned, verdict: WatchVerdict)

  init() {}

  init(_ transitions: [Entry]) {
    first = transitions.first
    rest = Array(transitions.dropFirst())
  }

  var isEmpty: Bool { first == nil }

  var isFull: Bool { rest.count >= Self.most - 1 }

  mutating func append(_ transition: Entry) {
    if first == nil { first = transition } else { rest.append(transition) }
  }

  mutating func next() -> Entry? {
    let next = first.take()
    if !rest.isEmpty {
      first = rest.removeFirst()
      if rest.isEmpty { rest = [] }
    }
    return next
  }
}
