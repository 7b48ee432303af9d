import CLinux
import Glibc
import Synchronization

/// One directory of a tree and, where two trees are walked together, of the other. Known by its name in its parent,
/// so that no path is ever longer than one name; its descriptors are open while they are needed and may be closed and
/// opened again in between, so that few are open however wide and deep the tree is.
final class DirectoryNode: Sendable {
  let parent: DirectoryNode?
  /// Ended by a NUL.
  let name: [UInt8]
  /// What the parent's listing found.
  let sourceStat: FileStat
  /// Whether the destination's directory was made by this pass.
  let isFresh: Bool
  /// Entries, batches and subdirectories not yet done, and one for the listing itself.
  let remaining = Atomic<Int>(1)
  let state: Mutex<State>

  struct State {
    var source: Int32 = -1
    var destination: Int32 = -1
    var users = 0
    /// Close as soon as nobody uses it.
    var isFinished = false
    /// The source as it was before its entries were listed.
    var listedStat: FileStat?
    /// The destination as it was before the pass touched it; nil when the pass made it.
    var foundStat: FileStat?
    /// Whether entries were added to or removed from the destination.
    var isMutated = false
    /// Whether new entries at the destination inherit an ACL, a group or flags from it.
    var bequeaths = false
  }

  init(
    parent: DirectoryNode, name: [UInt8], sourceStat: FileStat, isFresh: Bool
  ) {
    self.parent = parent
    self.name = name
    self.sourceStat = sourceStat
    self.isFresh = isFresh
    state = Mutex(State())
  }

  /// The root of a walk; owns duplicates of the descriptors until it goes.
  init(rootSource: Int32, destination: Int32, sourceStat: FileStat) {
    parent = nil
    name = [0]
    self.sourceStat = sourceStat
    isFresh = false
    state = Mutex(
      State(
        source: dup(rootSource), destination: destination < 0 ? -1 : dup(destination), users: 1))
  }

  deinit {
    state.withLock { state in
      if state.source >= 0 { _ = galleon_close(state.source) }
      if state.destination >= 0 { _ = galleon_close(state.destination) }
    }
  }

  /// The path from the root, with `entry` (with or without its NUL) appended.
  func path(of entry: [UInt8] = []) -> [UInt8] {
    var parts: [ArraySlice<UInt8>] = []
    let last = entry.prefix { $0 != 0 }
    if !last.isEmpty { parts.append(last) }
    var node = self
    while let parent = node.parent {
      parts.append(node.name.dropLast())
      node = parent
    }
    return parts.isEmpty ? [UInt8(ascii: ".")] : Array(parts.reversed().joined(separator: [0x2F]))
  }
}

/// Both descriptors of a directory.
struct DirectoryPair: Sendable {
  let source: Int32
  /// -1 where one tree is walked alone.
  let destination: Int32
}
