import CLinux
import Glibc

extension CopyWorker {
  /// Files that one worker takes at a time.
  private static let batch = 64

  func copyDirectory(_ node: DirectoryNode) throws(MoverError) {
    if let pair = try pass.opener.acquire(node) {
      defer { pass.opener.release(node) }
      try copyContents(of: node, pair)
    } else {
      noteVanished(node, [])
    }
    try complete(node)
  }

  private func copyContents(of node: DirectoryNode, _ pair: DirectoryPair) throws(MoverError) {
    var stat = FileStat()
    let code = galleon_stat_descriptor(pair.source, &stat)
    guard code >= 0 else { throw failure("examine", .source, node, [], code) }
    let listing = try read(pair.source, .source, node)
    node.state.withLock { $0.listedStat = stat }
    statistics.directoriesExamined += 1
    if node.isFresh {
      let inherited = node.parent?.state.withLock(\.bequeaths) ?? false
      node.state.withLock { $0.bequeaths = inherited }
    } else {
      try prepareDestination(node, pair)
      try removeOthers(than: listing, in: node, pair)
    }
    // Subdirectories first: the batches, pushed after them, are then taken before them.
    var files = DirectoryListing(names: listing.names)
    for entry in listing.entries {
      if entry.type == UInt8(DT_DIR) {
        try copyEntry(listing.name(of: entry), in: node, pair)
      } else {
        files.append(entry)
      }
    }
    let count = files.entries.count
    for start in stride(from: Self.batch, to: count, by: Self.batch).reversed() {
      node.remaining.add(1, ordering: .relaxed)
      pass.queue.push(.entries(node, files, start..<min(start + Self.batch, count)))
    }
    try copyEntries(0..<min(Self.batch, count), of: files, in: node, pair)
  }

  func copyEntries(
    _ range: Range<Int>, of listing: DirectoryListing, in node: DirectoryNode,
    _ pair: DirectoryPair
  ) throws(MoverError) {
    for index in range {
      try checkStop()
      try copyEntry(listing.name(of: listing.entries[index]), in: node, pair)
    }
  }

  private func read(
    _ descriptor: Int32, _ side: MoverError.Side, _ node: DirectoryNode
  ) throws(MoverError) -> DirectoryListing {
    switch DirectoryListing.read(descriptor) {
    case .success(let listing):
      guard listing.isGone else { return listing }
      guard side == .source else { throw failure("list", side, node, [], -ErrorNumber.missing) }
      noteVanished(node, [0])
      return listing
    case .failure(let error): throw failure("list", side, node, [], -error.code)
    }
  }

  /// Opens the lock of a directory that was there before, and finds out what it would pass on to new entries.
  private func prepareDestination(
    _ node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) {
    var stat = FileStat()
    let code = galleon_stat_descriptor(pair.destination, &stat)
    guard code >= 0 else { throw failure("examine", .destination, node, [], code) }
    var flags: UInt32 = 0
    _ = galleon_get_flags(pair.destination, &flags)
    if stat.isLocked { LockingFlags.clear(pair.destination) }
    if stat.permissions & 0o700 != 0o700, !pass.options.rights.mayChown {
      _ = galleon_chmod(pair.destination, nil, stat.permissions | 0o700)
    }
    let hasDefaults =
      galleon_get_xattr(pair.destination, nil, "system.posix_acl_default", nil, 0) >= 0
    let bequeaths =
      hasDefaults || stat.mode & UInt32(S_ISGID) != 0 || flags & FileFlags.carried != 0
    node.state.withLock { state in
      state.bequeaths = bequeaths
      state.foundStat = stat
    }
  }

  private func removeOthers(
    than listing: DirectoryListing, in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) {
    let present = try read(pair.destination, .destination, node)
    if present.entries.isEmpty { return }
    let wanted = listing.nameSet
    for entry in present.entries {
      let name = present.name(of: entry)
      if !wanted.contains(name) { try removeDestination(name, in: node, pair) }
    }
  }

  func removeDestination(
    _ name: [UInt8], in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) {
    markMutated(node)
    noteChange(node, name)
    do throws(TreeRemover.Failure) {
      statistics.deleted += try TreeRemover.remove(pair.destination, name)
    } catch {
      throw failure("remove", .destination, node, name, -error.error.code)
    }
  }

  func markMutated(_ node: DirectoryNode) {
    node.state.withLock { $0.isMutated = true }
  }

  func enterSubdirectory(
    _ name: [UInt8], _ stat: FileStat, in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) {
    var isFresh = true
    if !node.isFresh {
      var found = FileStat()
      let code = name.withCString { galleon_stat(pair.destination, $0, &found) }
      guard code >= 0 || code == -ENOENT else {
        throw failure("examine", .destination, node, name, code)
      }
      isFresh = code < 0 || !found.isDirectory
      if code >= 0, isFresh { try removeDestination(name, in: node, pair) }
    }
    if isFresh {
      markMutated(node)
      noteChange(node, name)
      let code = name.withCString { galleon_make_directory(pair.destination, $0, 0o700) }
      guard code >= 0 else { throw failure("make", .destination, node, name, code) }
      statistics.filesCopied += 1
    }
    node.remaining.add(1, ordering: .relaxed)
    pass.queue.push(
      .directory(DirectoryNode(parent: node, name: name, sourceStat: stat, isFresh: isFresh)))
  }

  /// Everything in the directory is done: now it gets its own owner, mode, attributes, times and flags.
  func finishDirectory(_ node: DirectoryNode) throws(MoverError) {
    defer { pass.opener.finish(node) }
    let (listed, found, isMutated) = node.state.withLock {
      ($0.listedStat, $0.foundStat, $0.isMutated)
    }
    guard let listed else { return }
    guard let pair = try pass.opener.acquire(node) else { return noteVanished(node, []) }
    defer { pass.opener.release(node) }
    var present = FileStat()
    let code = galleon_stat_descriptor(pair.destination, &present)
    guard code >= 0 else { throw failure("examine", .destination, node, [], code) }
    // That this pass took the lock away is no news.
    let wasLocked = found.map(\.isLocked) ?? false
    if let found, wasLocked { present.attributes = found.attributes }
    if isEqual(listed, present) {
      if wasLocked { try relock(node, pair) }
      return try checkUntouched(listed, pair.source, node)
    }
    var changed = try applyMetadata(
      from: FileReference(pair.source), listed, to: FileReference(pair.destination), present,
      isThorough: true, inherits: true, node, [])
    if wasLocked {
      if listed.attributes == present.attributes {
        changed.remove(.flags)
      } else {
        changed.insert(.flags)
      }
    }
    if !node.isFresh, !changed.isEmpty, !(isMutated && changed == .times) {
      statistics.metadataUpdated += 1
      noteChange(node, [])
    }
    try recordIfUntouched(listed, pair.source, as: present.ino, node, [])
  }

  /// Puts back the locking flags of the source.
  private func relock(_ node: DirectoryNode, _ pair: DirectoryPair) throws(MoverError) {
    var flags: UInt32 = 0
    var present: UInt32 = 0
    guard galleon_get_flags(pair.source, &flags) >= 0 else { return }
    guard galleon_get_flags(pair.destination, &present) >= 0 else { return }
    let code = galleon_set_flags(
      pair.destination, present & ~FileFlags.carried | flags & FileFlags.carried)
    guard code >= 0 || pass.mayLose(.flags) else {
      throw failure("set the flags of", .destination, node, [], code)
    }
  }

  /// Whether entries came or went while the directory was read.
  private func checkUntouched(
    _ stat: FileStat, _ source: Int32, _ node: DirectoryNode
  ) throws(MoverError) {
    var after = FileStat()
    let code = galleon_stat_descriptor(source, &after)
    guard code >= 0 else { throw failure("examine", .source, node, [], code) }
    if !after.isUntouched(since: stat) { noteVanished(node, []) }
  }

  /// Looks at the source once more: only what did not change while it was read has arrived.
  func recordIfUntouched(
    _ stat: FileStat, _ source: Int32, as inode: UInt64, _ node: DirectoryNode, _ name: [UInt8]
  ) throws(MoverError) {
    var after = FileStat()
    let code = galleon_stat_descriptor(source, &after)
    guard code >= 0 else { throw failure("examine", .source, node, name, code) }
    guard after.isUntouched(since: stat) else { return noteVanished(node, name) }
    try record(stat, as: inode)
  }
}
