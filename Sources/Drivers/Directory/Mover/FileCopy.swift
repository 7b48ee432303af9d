import CLinux
import Synchronization

/// A regular file under way. Of a large one several workers copy pieces; who does the last piece finishes it.
final class FileCopy: Sendable {
  static let pieceSize: Int64 = 32 << 20
  /// From this size on a file is copied in pieces.
  static let threshold: Int64 = 128 << 20

  let node: DirectoryNode
  let name: [UInt8]
  let stat: FileStat
  let source: Int32
  let destination: Int32
  /// Whether the name is the first of several and others may wait for it.
  let isLeader: Bool
  let remaining: Atomic<Int>
  /// What the source has reserved and not written, in order.
  let reserved = Mutex<[Range<Int64>]>([])

  init(
    _ node: DirectoryNode, _ name: [UInt8], _ stat: FileStat, source: Int32, destination: Int32
  ) {
    self.node = node
    self.name = name
    self.stat = stat
    self.source = source
    self.destination = destination
    isLeader = stat.nlink > 1
    remaining = Atomic(Self.count(of: stat))
  }

  deinit {
    _ = galleon_close(source)
    _ = galleon_close(destination)
  }

  var hasReserved: Bool { reserved.withLock { !$0.isEmpty } }

  static func count(of stat: FileStat) -> Int {
    Int((Int64(stat.size) + pieceSize - 1) / pieceSize)
  }

  func range(of index: Int) -> Range<Int64> {
    let start = Int64(index) * Self.pieceSize
    return start..<min(start + Self.pieceSize, Int64(stat.size))
  }
}
