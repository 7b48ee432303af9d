import CLinux
import Glibc
import Synchronization

/// What the workers of one pass share.
final class CopyPass: Sendable {
  enum Job: Sendable {
    case directory(DirectoryNode)
    case entries(DirectoryNode, DirectoryListing, Range<Int>)
    /// One name again, whose file was to arrive under another name that is gone.
    case entry(LinkGroups.Name)
    /// A piece of a large file.
    case piece(FileCopy, Int)
  }

  let options: MoverOptions
  let opener: DirectoryOpener
  let queue = WorkQueue<Job>()
  let groups = Mutex(LinkGroups())
  let journal: Journal?
  /// What earlier passes copied.
  let known: [FileKey: JournalRecord]
  let stop: StopFlag
  let throttle: Throttle
  /// Whether it ends before everything is done.
  let isEnding = Atomic<Bool>(false)
  /// Files with several names that are locked once every name is there.
  let toLock = Mutex<[(name: LinkGroups.Name, flags: UInt32)]>([])

  /// Set when only names are left that waited for others in vain.
  let isLastRound = Atomic<Bool>(false)

  let filesDone = Atomic<Int64>(0)
  let bytesDone = Atomic<Int64>(0)
  let bytesCopied = Atomic<Int64>(0)
  /// Cleared when the kernel says that it cannot, for this pair of file systems.
  let canClone = Atomic<Bool>(true)
  /// Whether the file system may copy without moving data through this machine's memory. Elsewhere
  /// copy_file_range(2) is slower than reading and writing.
  let canCopyRange: Atomic<Bool>

  private let outcome = Mutex<(failure: MoverError?, statistics: PassStatistics)>(
    (nil, PassStatistics()))

  /// Whether the destination's file system is one on which a file must be told not to copy on write before it is
  /// written to.
  let mayHaveNoCopyOnWrite: Bool

  init(
    destination: Int32, options: MoverOptions, journal: Journal?, stop: StopFlag,
    throttle: Throttle
  ) {
    var (total, available, type): (UInt64, UInt64, UInt64) = (0, 0, 0)
    _ = galleon_space(destination, &total, &available, &type)
    // From linux/magic.h: btrfs; and btrfs, XFS, NFS, SMB2, CIFS, Ceph, FUSE.
    mayHaveNoCopyOnWrite = type == 0x9123_683E
    let offloading: Set<UInt64> = [
      0x9123_683E, 0x5846_5342, 0x6969, 0xFE53_4D42, 0xFF53_4D42, 0x00C3_6400, 0x6573_5546,
    ]
    canCopyRange = Atomic(offloading.contains(type))
    self.options = options
    self.journal = journal
    self.stop = stop
    self.throttle = throttle
    known = journal?.known ?? [:]
    opener = DirectoryOpener(isTwofold: true, mayUnlock: true)
  }

  var progress: PassProgress {
    PassProgress(
      files: filesDone.load(ordering: .relaxed), bytes: bytesDone.load(ordering: .relaxed),
      bytesCopied: bytesCopied.load(ordering: .relaxed))
  }

  /// Whether there was something left when all jobs were done, which is now in the queue.
  func queueOrphans() -> Bool {
    let orphans = groups.withLock { $0.orphans() }
    isLastRound.store(true, ordering: .relaxed)
    for orphan in orphans { queue.push(.entry(orphan)) }
    return !orphans.isEmpty
  }

  /// The first failure counts; it ends the pass.
  func fail(_ error: MoverError) {
    outcome.withLock { $0.failure = $0.failure ?? error }
    isEnding.store(true, ordering: .relaxed)
    queue.stop()
  }

  func add(_ statistics: PassStatistics) {
    outcome.withLock { $0.statistics += statistics }
  }

  func result() throws(MoverError) -> PassStatistics {
    let outcome = outcome.withLock { $0 }
    if let failure = outcome.failure { throw failure }
    return outcome.statistics
  }

  func mayLose(_ loss: Loss) -> Bool { options.allowedLosses.contains(loss) }

  /// One thing of a directory is done; finishes the directory, and those above it, when it was the last.
  func complete(
    _ node: DirectoryNode, _ finish: (DirectoryNode) throws(MoverError) -> Void
  ) throws(MoverError) {
    var node = node
    while node.remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
      try finish(node)
      guard let parent = node.parent else { return }
      node = parent
    }
  }
}
