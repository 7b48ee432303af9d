/// Room of what has been sent, for what is sent next: a number of small ones, of short answers, and a large one, of streams.
struct SpareRooms {
  private var small: [[UInt8]] = []
  private var large: [UInt8] = []
  private static let smallBytes = 4096
  private static let smallCount = 64
  /// The largest room that is worth keeping: twice what a stream usually holds back.
  private static let largeBytes = 131_072

  /// Bytes that it holds.
  var bytes: Int { small.reduce(large.capacity) { $0 + $1.capacity } }

  /// An empty array, nearly always with room.
  mutating func take() -> [UInt8] {
    guard large.capacity == 0 else {
      var taken: [UInt8] = []
      swap(&taken, &large)
      return taken
    }
    return small.popLast() ?? []
  }

  /// Takes the room of an array that is nobody else's.
  mutating func giveBack(_ room: consuming [UInt8]) {
    room.removeAll(keepingCapacity: true)
    if room.capacity <= Self.smallBytes {
      if small.count < Self.smallCount { small.append(room) }
    } else if room.capacity > large.capacity, room.capacity <= Self.largeBytes {
      large = room
    }
  }
}
