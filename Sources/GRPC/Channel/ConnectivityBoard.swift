import Synchronization

/// Where a channel's state stands for all threads, and who is told of its changes.
final class ConnectivityBoard: Sendable {
  private struct Contents {
    var state = ConnectivityState.idle
    var readers: [Int: AsyncStream<ConnectivityState>.Continuation] = [:]
    var nextReader = 0
  }

  private let contents = Mutex(Contents())

  var state: ConnectivityState { contents.withLock(\.state) }

  /// The state now and each one after it. One who reads slowly is told the latest only; the stream ends after `shutdown`.
  func changes() -> AsyncStream<ConnectivityState> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: ConnectivityState.self, bufferingPolicy: .bufferingNewest(1))
    contents.withLock { contents in
      continuation.yield(contents.state)
      guard contents.state != .shutdown else { return continuation.finish() }
      let number = contents.nextReader
      contents.nextReader += 1
      contents.readers[number] = continuation
      continuation.onTermination = { [weak self] _ in self?.leave(number) }
    }
    return stream
  }

  func show(_ state: ConnectivityState) {
    let readers = contents.withLock { contents -> [AsyncStream<ConnectivityState>.Continuation] in
      guard contents.state != state, contents.state != .shutdown else { return [] }
      contents.state = state
      defer { if state == .shutdown { contents.readers = [:] } }
      return Array(contents.readers.values)
    }
    for reader in readers {
      reader.yield(state)
      if state == .shutdown { reader.finish() }
    }
  }

  private func leave(_ number: Int) {
    contents.withLock { _ = $0.readers.removeValue(forKey: number) }
  }
}
