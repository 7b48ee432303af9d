import Glibc

/// One chunk of the usual size for each thread, so that a message that does not fit the stack costs no `malloc`: for so many
/// bytes at once malloc(3) has no quick way, and to give them back has it tidy up.
enum SpareChunk {
  private static let bytes = ArenaState.firstChunk + ArenaState.chunkHeader + 15

  /// Where a thread keeps its chunk; it is freed when the thread ends.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let result = pthread_key_create(&key) { free($0) }
    precondition(result == 0, "the process has no more keys for what a thread keeps")
    return key
  }()

  /// Uninitialised memory; nil when there is none.
  static func take(_ size: Int) -> UnsafeMutableRawPointer? {
    guard size == bytes, let chunk = pthread_getspecific(key) else { return malloc(size) }
    pthread_setspecific(key, nil)
    return chunk
  }

  static func giveBack(_ chunk: UnsafeMutableRawPointer, _ size: Int) {
    guard size == bytes, pthread_getspecific(key) == nil, pthread_setspecific(key, chunk) == 0
    else { return free(chunk) }
  }
}
