import CLinux
import Glibc
import Synchronization

/// One thread of a pass. Extensions hold its work by kind: directories, regular files, other files, metadata.
final class CopyWorker {
  let pass: CopyPass
  var statistics = PassStatistics()
  /// Bytes of the present file that progress has already been told of.
  var bytesShown: Int64 = 0
  private var records: [JournalRecord] = []
  /// Whether a mode given when a file is made is the mode it gets.
  private(set) var ownsMask = false
  /// Two buffers of `bufferSize`, aligned to pages. Larger ones are slower: what was read is then no longer in the
  /// processor's cache when it is written.
  let buffer: UnsafeMutableRawPointer
  let otherBuffer: UnsafeMutableRawPointer
  static let bufferSize = 1 << 17

  /// How a name of the source ended up.
  enum Placement {
    /// It is at the destination; the inode it has there.
    case arrived(UInt64)
    /// Several workers copy it; who does its last piece sees to the rest.
    case pending
    /// It is no longer at the source, or no longer what it was.
    case vanished
  }

  init(_ pass: CopyPass) {
    self.pass = pass
    buffer = .allocate(byteCount: Self.bufferSize, alignment: 4096)
    otherBuffer = .allocate(byteCount: Self.bufferSize, alignment: 4096)
  }

  deinit {
    buffer.deallocate()
    otherBuffer.deallocate()
  }

  /// Works until the pass has ended.
  func run() {
    ownsMask = galleon_own_umask() >= 0
    while let job = pass.queue.pop() {
      do throws(MoverError) {
        try checkStop()
        try perform(job)
      } catch {
        pass.fail(error)
      }
      pass.queue.done()
    }
    do throws(MoverError) { try flushRecords() } catch { pass.fail(error) }
    pass.add(statistics)
  }

  private func perform(_ job: CopyPass.Job) throws(MoverError) {
    switch job {
    case .directory(let node): try copyDirectory(node)
    case .entries(let node, let listing, let range):
      if let pair = try pass.opener.acquire(node) {
        defer { pass.opener.release(node) }
        try copyEntries(range, of: listing, in: node, pair)
      } else {
        noteVanished(node, [0])
      }
      try complete(node)
    case .entry(let place):
      statistics.filesExamined -= 1
      if let pair = try pass.opener.acquire(place.directory) {
        defer { pass.opener.release(place.directory) }
        try copyEntry(place.name, in: place.directory, pair)
      } else {
        noteVanished(place.directory, place.name)
      }
      try complete(place.directory)
    case .piece(let file, let index):
      try copyPiece(index, of: file)
    }
  }

  func checkStop() throws(MoverError) {
    if pass.stop.isRaised || pass.isEnding.load(ordering: .relaxed) { throw .cancelled }
  }

  /// Returns when the limit on bandwidth lets `bytes` pass.
  func awaitTurn(toMove bytes: Int) throws(MoverError) {
    var passage = GatePassage(
      of: Int64(bytes), through: pass.throttle.gate, piece: Int64(Self.bufferSize))
    while let wait = passage.nextWait() {
      try checkStop()
      pass.throttle.sleep(wait)
    }
  }

  func complete(_ node: DirectoryNode) throws(MoverError) {
    try pass.complete(node) { node throws(MoverError) in try finishDirectory(node) }
  }

  /// One entry, whatever it is. `name` ends with a NUL.
  func copyEntry(
    _ name: [UInt8], in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) {
    var stat = FileStat()
    let code = name.withCString { galleon_stat(pair.source, $0, &stat) }
    if code < 0 {
      if ErrorNumber(-code).meansVanished { return noteVanished(node, name) }
      throw failure("examine", .source, node, name, code)
    }
    if stat.isDirectory { return try enterSubdirectory(name, stat, in: node, pair) }
    statistics.filesExamined += 1
    guard stat.nlink > 1 else {
      let placement = try place(name, stat, in: node, pair)
      return progressed(stat, placement)
    }
    try copyLinked(name, stat, in: node, pair)
  }

  /// A file with several names, of which this is one.
  private func copyLinked(
    _ name: [UInt8], _ stat: FileStat, in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) {
    let place = LinkGroups.Name(directory: node, name: name)
    // Counted before anybody can hand the name back.
    node.remaining.add(1, ordering: .relaxed)
    let mayHaveElder = try mayHaveElder(name, stat, in: node, pair)
    let role = pass.groups.withLock { $0.enter(stat.key, place, mayHaveElder: mayHaveElder) }
    if case .wait = role { return }
    node.remaining.subtract(1, ordering: .relaxed)
    switch role {
    case .wait: break
    case .follow(let leader):
      try link(leader, to: place, pair)
      pass.filesDone.add(1, ordering: .relaxed)
    case .lead:
      let placement = try self.place(name, stat, in: node, pair)
      switch placement {
      case .arrived: try arrive(stat.key, at: place)
      case .pending: break
      case .vanished:
        for waiting in pass.groups.withLock({ $0.abandoned(stat.key) }) {
          pass.queue.push(.entry(waiting))
        }
      }
      progressed(stat, placement)
    }
  }

  /// Whether the file arrived in an earlier pass, whole or in part, but not under this name.
  private func mayHaveElder(
    _ name: [UInt8], _ stat: FileStat, in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) -> Bool {
    guard let record = pass.known[stat.key], !pass.isLastRound.load(ordering: .relaxed) else {
      return false
    }
    if node.isFresh { return true }
    var found = FileStat()
    let code = name.withCString { galleon_stat(pair.destination, $0, &found) }
    guard code >= 0 || code == -ENOENT else {
      throw failure("examine", .destination, node, name, code)
    }
    return code < 0 || found.ino != record.destinationInode
  }

  /// A file that is not a directory, under the first or only of its names.
  private func place(
    _ name: [UInt8], _ stat: FileStat, in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) -> Placement {
    statistics.bytesExamined += stat.dataBytes
    bytesShown = 0
    if stat.isDevice, !pass.options.rights.mayMakeDevices, pass.mayLose(.devices) {
      return .vanished
    }
    var existing: FileStat?
    if !node.isFresh {
      existing = try examineDestination(name, stat, in: node, pair)
      if let existing, isEqual(stat, existing) { return .arrived(existing.ino) }
    }
    if stat.isRegular {
      guard let existing else { return try createRegular(name, stat, in: node, pair) }
      return try updateRegular(name, stat, existing, in: node, pair)
    }
    return try placeSpecial(name, stat, existing, in: node, pair)
  }

  /// What is at the destination under the name of a source file and can become or stay its copy; anything else there
  /// is removed.
  private func examineDestination(
    _ name: [UInt8], _ stat: FileStat, in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) -> FileStat? {
    var found = FileStat()
    let code = name.withCString { galleon_stat(pair.destination, $0, &found) }
    if code == -ENOENT { return nil }
    guard code >= 0 else { throw failure("examine", .destination, node, name, code) }
    if found.kind == stat.kind {
      guard stat.nlink > 1 || found.nlink > 1 else { return found }
      // An inode with other names may stand for another source file, unless it is known to stand for this one.
      let isKnown = pass.known[stat.key]?.destinationInode == found.ino
      if found.nlink == 1 || isKnown || stat.nlink > 1,
        pass.groups.withLock({ $0.claim(found.ino, for: stat.key) })
      {
        return found
      }
    }
    try removeDestination(name, in: node, pair)
    return nil
  }

  /// Whether an earlier pass copied the file as it is now and the copy is still what that pass left. The change time
  /// moves with every change to contents or metadata, so nothing else need be read.
  func isEqual(_ source: FileStat, _ destination: FileStat) -> Bool {
    guard let record = pass.known[source.key],
      record.matches(source, destinationInode: destination.ino)
    else { return false }
    return source.kind == destination.kind && source.sameModificationTime(as: destination)
      && (source.size == destination.size || source.isDirectory)
      && source.rdev == destination.rdev
      && (source.attributes == destination.attributes || pass.mayLose(.flags))
      && (source.permissions == destination.permissions || pass.mayLose(.owners))
      && (source.uid == destination.uid && source.gid == destination.gid || pass.mayLose(.owners))
  }

  // MARK: Bookkeeping

  /// Remembers that `stat` arrived, unless it could still change without its change time moving: clocks of file
  /// systems tick every few milliseconds.
  func record(_ stat: FileStat, as inode: UInt64) throws(MoverError) {
    guard pass.journal != nil else { return }
    var seconds: Int64 = 0
    var nanoseconds: Int64 = 0
    galleon_file_clock(&seconds, &nanoseconds)
    let age = (seconds - stat.ctime_sec) * 1_000_000_000 + nanoseconds - Int64(stat.ctime_nsec)
    guard age > 20_000_000 else { return }
    records.append(JournalRecord(source: stat, destinationInode: inode))
    if records.count >= 64 || stat.size > 1 << 20 { try flushRecords() }
  }

  private func flushRecords() throws(MoverError) {
    guard let journal = pass.journal, !records.isEmpty else { return }
    try journal.append(records)
    records.removeAll(keepingCapacity: true)
  }

  /// Counts the file, and those of its bytes that were not counted as they were written.
  private func progressed(_ stat: FileStat, _ placement: Placement) {
    pass.filesDone.add(1, ordering: .relaxed)
    if case .pending = placement { return }
    pass.bytesDone.add(stat.dataBytes - bytesShown, ordering: .relaxed)
  }

  /// The first change of a pass is what a refusal names.
  func noteChange(_ node: DirectoryNode, _ name: [UInt8]) {
    if statistics.firstChange == nil { statistics.firstChange = node.path(of: name) }
  }

  func noteVanished(_ node: DirectoryNode, _ name: [UInt8]) {
    statistics.unstable += 1
    noteChange(node, name)
  }

  func failure(
    _ operation: String, _ side: MoverError.Side, _ node: DirectoryNode, _ name: [UInt8],
    _ code: some BinaryInteger
  ) -> MoverError {
    MoverError(
      .system(operation: operation, side: side, path: node.path(of: name), code: -Int32(code)))
  }
}
