/// Messages that arrived and were not taken yet, each with the bytes of
/// flow-control window it holds.
struct MessageQueue: Sendable {
  struct Item: Sendable {
    let message: ReceivedMessage
    /// Bytes to give back to the peer's window when the message is taken.
    let held: Int
  }

  private var items: [Item?] = []
  private var first = 0
  private(set) var isEnded = false

  var isEmpty: Bool { first == items.count }

  /// What the queue itself costs, besides the bytes of its messages: an empty one has five on the wire.
  var overheadBytes: Int { items.count * MemoryLayout<Item?>.stride }

  mutating func append(_ item: Item) { items.append(item) }

  mutating func end() { isEnded = true }

  mutating func next() -> Item? {
    guard first < items.count else { return nil }
    let item = items[first]
    items[first] = nil
    first += 1
    if first == items.count {
      items.removeAll(keepingCapacity: true)
      first = 0
    } else if first >= 64, first > items.count / 2 {
      items.removeFirst(first)
      first = 0
    }
    return item
  }
}
