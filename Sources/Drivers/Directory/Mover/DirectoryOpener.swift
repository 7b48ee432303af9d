import CLinux
import Glibc
import Synchronization

/// Opens directories of a walk on demand and keeps at most about `limit` of them open.
final class DirectoryOpener: Sendable {
  private let limit: Int
  private let open = Atomic<Int>(0)
  private let isTwofold: Bool
  /// Whether the walk may change modes at the destination to get in.
  private let mayUnlock: Bool

  init(limit: Int = 200, isTwofold: Bool, mayUnlock: Bool) {
    self.limit = limit
    self.isTwofold = isTwofold
    self.mayUnlock = mayUnlock
  }

  /// The descriptors of `node`, good until `release`. Nil when the directory is no longer at the source.
  func acquire(_ node: DirectoryNode) throws(MoverError) -> DirectoryPair? {
    var chain: [DirectoryNode] = []
    var anchor = node
    var pair = Self.enter(anchor)
    while pair == nil {
      guard let parent = anchor.parent else { preconditionFailure("the root of a walk is open") }
      chain.append(anchor)
      anchor = parent
      pair = Self.enter(anchor)
    }
    guard var current = pair else { return nil }
    defer { if !chain.isEmpty { release(anchor) } }
    for (index, step) in chain.reversed().enumerated() {
      let previous = current
      defer { if index > 0 { Self.close(previous) } }
      guard let next = try descend(from: previous, to: step) else { return nil }
      current = next
    }
    guard !chain.isEmpty else { return current }
    return install(current, in: node)
  }

  /// The counterpart of `acquire`.
  func release(_ node: DirectoryNode) {
    node.state.withLock { state in
      state.users -= 1
      closeIfUnused(&state)
    }
  }

  /// Says that nobody will want the directory again soon.
  func finish(_ node: DirectoryNode) {
    node.state.withLock { state in
      state.isFinished = true
      closeIfUnused(&state)
    }
  }

  private func closeIfUnused(_ state: inout DirectoryNode.State) {
    guard state.users == 0, state.source >= 0 else { return }
    guard state.isFinished || open.load(ordering: .relaxed) > limit else { return }
    Self.close(DirectoryPair(source: state.source, destination: state.destination))
    (state.source, state.destination) = (-1, -1)
    open.subtract(1, ordering: .relaxed)
  }

  private func install(_ pair: DirectoryPair, in node: DirectoryNode) -> DirectoryPair {
    node.state.withLock { state in
      state.users += 1
      if state.source >= 0 {
        // Another worker was faster.
        Self.close(pair)
        return DirectoryPair(source: state.source, destination: state.destination)
      }
      (state.source, state.destination) = (pair.source, pair.destination)
      open.add(1, ordering: .relaxed)
      return pair
    }
  }

  private static func enter(_ node: DirectoryNode) -> DirectoryPair? {
    node.state.withLock { state in
      guard state.source >= 0 else { return nil }
      state.users += 1
      return DirectoryPair(source: state.source, destination: state.destination)
    }
  }

  private static func close(_ pair: DirectoryPair) {
    _ = galleon_close(pair.source)
    if pair.destination >= 0 { _ = galleon_close(pair.destination) }
  }

  private func descend(
    from pair: DirectoryPair, to node: DirectoryNode
  ) throws(MoverError) -> DirectoryPair? {
    let source = node.name.withCString { galleon_open_directory(pair.source, $0) }
    if source < 0 {
      if ErrorNumber(-source).meansVanished { return nil }
      throw MoverError(
        .system(operation: "open", side: .source, path: node.path(), code: -source))
    }
    guard isTwofold else { return DirectoryPair(source: source, destination: -1) }
    var destination = node.name.withCString { galleon_open_directory(pair.destination, $0) }
    if destination == -EACCES, mayUnlock {
      node.name.withCString { _ = galleon_chmod(pair.destination, $0, 0o700) }
      destination = node.name.withCString { galleon_open_directory(pair.destination, $0) }
    }
    if destination < 0 {
      _ = galleon_close(source)
      throw MoverError(
        .system(operation: "open", side: .destination, path: node.path(), code: -destination))
    }
    return DirectoryPair(source: source, destination: destination)
  }
}

extension [UInt8] {
  /// The bytes as a C string; they end with a NUL.
  func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R {
    precondition(last == 0, "a name given to the system ends with a NUL")
    return withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { preconditionFailure("the name has a NUL") }
      return body(base.assumingMemoryBound(to: CChar.self))
    }
  }
}
