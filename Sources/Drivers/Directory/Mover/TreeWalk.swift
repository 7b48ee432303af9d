import CLinux
import Glibc
import Synchronization

/// A walk over one tree, or over two in step, by one thread, depth first.
struct TreeWalk {
  private let opener: DirectoryOpener
  private var pending: [DirectoryNode]

  /// `second` is -1 to walk one tree. The descriptors stay the caller's.
  init(_ first: Int32, _ second: Int32 = -1) {
    opener = DirectoryOpener(isTwofold: second >= 0, mayUnlock: false)
    var stat = FileStat()
    _ = galleon_stat_descriptor(first, &stat)
    pending = [DirectoryNode(rootSource: first, destination: second, sourceStat: stat)]
  }

  /// Calls `visit` with each directory; it answers with the names of the subdirectories to go on with.
  mutating func run(
    _ visit: (DirectoryNode, DirectoryPair) throws(MoverError) -> [(name: [UInt8], stat: FileStat)]
  ) throws(MoverError) {
    while let node = pending.popLast() {
      if let pair = try opener.acquire(node) {
        defer { opener.release(node) }
        for (name, stat) in try visit(node, pair) {
          node.remaining.add(1, ordering: .relaxed)
          pending.append(
            DirectoryNode(parent: node, name: name, sourceStat: stat, isFresh: false))
        }
      }
      var done = node
      while done.remaining.subtract(1, ordering: .relaxed).newValue == 0 {
        opener.finish(done)
        guard let parent = done.parent else { break }
        done = parent
      }
    }
  }

  static func list(
    _ descriptor: Int32, _ side: MoverError.Side, _ node: DirectoryNode
  ) throws(MoverError) -> DirectoryListing {
    switch DirectoryListing.read(descriptor) {
    case .success(let listing): return listing
    case .failure(let error):
      throw MoverError(
        .system(operation: "list", side: side, path: node.path(), code: error.code))
    }
  }
}
