/// Memory for one call of protobuf-c: handed out in sequence, given back all at once.
///
/// The first kilobyte is on the stack, so that small messages need no `malloc` at all. Valid only
/// inside `withArena`.
@usableFromInline package struct Arena {
  @usableFromInline let state: UnsafeMutablePointer<ArenaState>

  @usableFromInline init(_ state: UnsafeMutablePointer<ArenaState>) { self.state = state }

  /// Runs `body` with an arena that grows up to `limit` bytes.
  @inlinable package static func withArena<Result>(
    limit: Int, _ body: (Arena) throws(ProtobufError) -> Result
  ) throws(ProtobufError) -> Result {
    try withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 16) {
      (buffer: UnsafeMutableRawBufferPointer) throws(ProtobufError) -> Result in
      let arena = Arena(ArenaState.place(in: buffer, limit: limit))
      defer { arena.state.pointee.freeChunks() }
      return try body(arena)
    }
  }

  /// Uninitialised memory, aligned to 16 bytes; nil when the limit is reached.
  @inlinable @inline(__always) package func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
    state.pointee.allocate(count)
  }
}
