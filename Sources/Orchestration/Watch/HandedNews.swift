/// News that those who wrote them handed over as soon as they were durable: if they follow on what the hub has, the ledger need
/// not be asked for them.
struct HandedNews {
  private var news: [Transitioned] = []

  mutating func add(_ transition: Transitioned) {
    news.append(transition)
  }

  /// All of them in order, without those up to `position`; nil if something happened in between that nobody handed over. Who
  /// then asks the ledger finds them there.
  mutating func take(after position: Int64) -> [Transitioned]? {
    defer { news.removeAll(keepingCapacity: true) }
    let rest = news.filter { $0.event.position > position }
      .sorted { $0.event.position < $1.event.position }
    let isWhole = rest.enumerated().allSatisfy { $1.event.position == position + 1 + Int64($0) }
    return isWhole ? rest : nil
  }
}
