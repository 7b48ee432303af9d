import Glibc

/// Where an arena stands. Lies at the front of the arena's own first chunk.
@usableFromInline struct ArenaState {
  @usableFromInline var cursor: UnsafeMutableRawPointer
  @usableFromInline var end: UnsafeMutableRawPointer
  /// The newest chunk from `malloc`; its first word points to the one before, the second is its size.
  @usableFromInline var newestChunk: UnsafeMutableRawPointer?
  /// Bytes that may still be taken from `malloc`.
  var remaining: Int
  let limit: Int
  var nextChunkBytes = Self.firstChunk
  var isExhausted = false
  /// Levels of messages being written now.
  @usableFromInline var depth = 0
  /// At most as many bytes does what has been set up so far take on the wire.
  @usableFromInline var packedBytes = 0

  static let chunkHeader = 16
  /// A message that does not fit the stack nearly always fits this.
  static let firstChunk = 8 << 10
  private static let largestChunk = 1 << 20

  /// Sets up an arena in a buffer that outlives it.
  @usableFromInline static func place(
    in buffer: UnsafeMutableRawBufferPointer, limit: Int
  ) -> UnsafeMutablePointer<ArenaState> {
    guard let start = buffer.baseAddress else {
      preconditionFailure("the arena's first chunk has memory")
    }
    let state = start.bindMemory(to: ArenaState.self, capacity: 1)
    state.initialize(
      to: ArenaState(
        cursor: start + (MemoryLayout<ArenaState>.size + 15) & ~15, end: start + buffer.count,
        newestChunk: nil, remaining: limit, limit: limit))
    return state
  }

  @inlinable @inline(__always) mutating func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
    let start = cursor
    guard count <= end - start - 15 else { return Self.allocateInNewChunk(count, &self) }
    cursor = start + ((count + 15) & ~15)
    return start
  }

  @usableFromInline @inline(never)
  static func allocateInNewChunk(
    _ count: Int, _ state: inout ArenaState
  ) -> UnsafeMutableRawPointer? {
    let (size, overflow) =
      max(state.nextChunkBytes, count).addingReportingOverflow(Self.chunkHeader + 15)
    guard !overflow, size <= state.remaining, let chunk = SpareChunk.take(size) else {
      state.isExhausted = true
      return nil
    }
    state.remaining -= size
    chunk.storeBytes(of: state.newestChunk, as: UnsafeMutableRawPointer?.self)
    chunk.storeBytes(of: size, toByteOffset: 8, as: Int.self)
    state.newestChunk = chunk
    state.nextChunkBytes = min(state.nextChunkBytes * 2, Self.largestChunk)
    state.end = chunk + size
    let start = chunk + Self.chunkHeader
    state.cursor = start + ((count + 15) & ~15)
    return start
  }

  @inlinable @inline(__always) mutating func freeChunks() {
    if newestChunk != nil { freeAllChunks() }
  }

  @usableFromInline @inline(never) mutating func freeAllChunks() {
    while let chunk = newestChunk {
      newestChunk = chunk.load(as: UnsafeMutableRawPointer?.self)
      SpareChunk.giveBack(chunk, chunk.load(fromByteOffset: 8, as: Int.self))
    }
  }
}
