import MigrationCore

/// Watches by what they can be interested in, so that an event costs what its watchers cost.
struct WatchIndex {
  private enum Key: Hashable {
    case migration(Identifier)
    case server(Identifier)
    case project(String)
    case host(BackendAddress)
    case everything

    /// The narrowest that a filter names.
    init(_ filter: WatchFilter) {
      if let id = filter.migrationID {
        self = .migration(id)
      } else if let id = filter.shareServerID {
        self = .server(id)
      } else if let host = filter.host {
        self = .host(host)
      } else if let project = filter.projectID {
        self = .project(project)
      } else {
        self = .everything
      }
    }
  }

  private var byNumber = WatchList()
  private var byFilter: [WatchFilter: WatchCircle] = [:]
  private var byKey: [Key: [WatchCircle]] = [:]

  var count: Int { byNumber.count }
  var all: [WatchSubscription] {
    var all: [WatchSubscription] = []
    all.reserveCapacity(count)
    byNumber.forEach { all.append($0) }
    return all
  }
  var circles: some Collection<WatchCircle> { byFilter.values }

  subscript(number: Int) -> WatchSubscription? { byNumber[number] }

  /// The circle of all who have the filter. It stays only if somebody comes into it.
  mutating func circle(_ filter: WatchFilter) -> WatchCircle {
    if let known = byFilter[filter] { return known }
    let circle = WatchCircle(filter)
    byFilter[filter] = circle
    byKey[Key(filter), default: []].append(circle)
    return circle
  }

  mutating func add(_ watch: WatchSubscription) {
    byNumber.add(watch)
    watch.circle.add(watch)
  }

  mutating func remove(_ watch: WatchSubscription) {
    guard byNumber[watch.number] != nil else { return }
    byNumber.remove(watch.number)
    let circle = watch.circle
    circle.remove(watch.number)
    guard circle.isEmpty else { return }
    byFilter[circle.filter] = nil
    let key = Key(circle.filter)
    byKey[key]?.removeAll { $0 === circle }
    if byKey[key]?.isEmpty ?? false { byKey[key] = nil }
  }

  /// Calls `body` once for each circle that may want to hear of the migration.
  func forEachCircle(interestedIn migration: Migration, _ body: (WatchCircle) -> Void) {
    var keys: Set<Key> = [
      .migration(migration.id), .server(migration.sourceShareServerID),
      .project(migration.projectID), .host(migration.sourceHost),
      .host(migration.destinationHost), .everything,
    ]
    if let id = migration.destinationShareServerID { keys.insert(.server(id)) }
    for key in keys { byKey[key]?.forEach(body) }
  }
}

/// Watches in the order in which they began. Who goes leaves a gap, and the gaps are closed when they are half: so to go costs
/// the same however many there are.
struct WatchList {
  private struct Entry {
    let number: Int
    var watch: WatchSubscription?
  }

  /// With growing numbers.
  private var entries: [Entry] = []
  private var gaps = 0

  var count: Int { entries.count - gaps }

  subscript(number: Int) -> WatchSubscription? {
    index(of: number).flatMap { entries[$0].watch }
  }

  mutating func add(_ watch: WatchSubscription) {
    let entry = Entry(number: watch.number, watch: watch)
    // Two that begin at the same time may come here in either order.
    entries.insert(entry, at: place(of: watch.number))
  }

  mutating func remove(_ number: Int) {
    guard let index = index(of: number), entries[index].watch != nil else { return }
    entries[index].watch = nil
    gaps += 1
    guard gaps * 2 >= entries.count else { return }
    entries = entries.filter { $0.watch != nil }
    gaps = 0
  }

  /// How many watches later one is needed that is fetched now.
  private static let fetched = 8

  func forEach(_ body: (WatchSubscription) -> Void) {
    for (place, entry) in entries.enumerated() {
      if place + Self.fetched < entries.count {
        entries[place + Self.fetched].watch?.isAboutToBeAsked()
      }
      if let watch = entry.watch { body(watch) }
    }
  }

  private func index(of number: Int) -> Int? {
    let place = place(of: number)
    return place < entries.count && entries[place].number == number ? place : nil
  }

  private func place(of number: Int) -> Int {
    if entries.last.map({ $0.number < number }) ?? true { return entries.count }
    return entries.partitioningIndex { $0.number >= number }
  }
}
