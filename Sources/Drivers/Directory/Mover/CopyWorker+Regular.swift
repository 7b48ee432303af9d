import CLinux
import Glibc
import Synchronization

extension CopyWorker {
  /// A regular file that the destination does not have. Its name is its final one from the start: as long as its data
  /// are incomplete its modification time is the present and never the source's.
  func createRegular(
    _ name: [UInt8], _ stat: FileStat, in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) -> Placement {
    guard let source = try openSource(name, in: node, pair) else { return .vanished }
    let destination = name.withCString {
      galleon_open(
        pair.destination, $0, O_RDWR | O_CREAT | O_EXCL, stat.permissions & 0o777)
    }
    if destination < 0 {
      _ = galleon_close(source)
      if destination == -EEXIST, let found = try examine(name, in: node, pair), found.isRegular {
        // A name that was removed and made again while it was listed is listed twice.
        return try updateRegular(name, stat, found, in: node, pair)
      }
      throw failure("create", .destination, node, name, destination)
    }
    let file = FileCopy(node, name, stat, source: source, destination: destination)
    markMutated(node)
    noteChange(node, name)
    if pass.mayHaveNoCopyOnWrite { keepNoCopyOnWrite(file) }
    if file.isLeader, stat.dataBytes > Self.bufferSize { try recordBegun(file) }
    if stat.dataBytes >= FileCopy.threshold, !clone(file) {
      try reserve(file)
      node.remaining.add(1, ordering: .relaxed)
      for index in (1..<FileCopy.count(of: stat)).reversed() {
        pass.queue.push(.piece(file, index))
      }
      try copyPiece(0, of: file)
      return .pending
    }
    if stat.size > 0 || stat.blocks > 0 { try copyWhole(file) }
    return try finishCreated(file)
  }

  /// Should the copy be interrupted, the next pass may meet another name first: it is to find the one that has the data.
  private func recordBegun(_ file: FileCopy) throws(MoverError) {
    guard let journal = pass.journal else { return }
    var made = FileStat()
    let code = galleon_stat_descriptor(file.destination, &made)
    guard code >= 0 else { throw failure("examine", .destination, file.node, file.name, code) }
    try journal.append([JournalRecord(begun: file.stat, destinationInode: made.ino)])
  }

  func copyPiece(_ index: Int, of file: FileCopy) throws(MoverError) {
    try copyData(of: file, in: file.range(of: index))
    guard file.remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else {
      return
    }
    _ = try finishCreated(file)
    if file.isLeader {
      try arrive(file.stat.key, at: LinkGroups.Name(directory: file.node, name: file.name))
    }
    try complete(file.node)
  }

  /// Everything but the data, once these are there.
  private func finishCreated(_ file: FileCopy) throws(MoverError) -> Placement {
    let (node, name, stat) = (file.node, file.name, file.stat)
    var present = FileStat()
    var code = galleon_stat_descriptor(file.destination, &present)
    guard code >= 0 else { throw failure("examine", .destination, node, name, code) }
    if present.size != stat.size {
      // The file ends with a hole.
      code = galleon_truncate(file.destination, Int64(stat.size))
      guard code >= 0 else { throw failure("extend", .destination, node, name, code) }
    }
    _ = try applyMetadata(
      from: FileReference(file.source), stat, to: FileReference(file.destination), present,
      isThorough: false, inherits: node.state.withLock(\.bequeaths), node, name)
    statistics.filesCopied += 1
    try recordIfUntouched(stat, file.source, as: present.ino, node, name)
    return .arrived(present.ino)
  }

  /// A regular file that the destination has already, perhaps whole, perhaps not: only pieces that differ are written.
  func updateRegular(
    _ name: [UInt8], _ stat: FileStat, _ found: FileStat, in node: DirectoryNode,
    _ pair: DirectoryPair
  ) throws(MoverError) -> Placement {
    guard let source = try openSource(name, in: node, pair) else { return .vanished }
    var destination = name.withCString { path -> Int32 in
      if found.isLocked { LockingFlags.clear(pair.destination, path) }
      return galleon_open(pair.destination, path, O_RDWR, 0)
    }
    if destination == -EACCES {
      destination = name.withCString {
        _ = galleon_chmod(pair.destination, $0, found.permissions | 0o600)
        return galleon_open(pair.destination, $0, O_RDWR, 0)
      }
    }
    guard destination >= 0 else {
      _ = galleon_close(source)
      throw failure("open", .destination, node, name, destination)
    }
    let file = FileCopy(node, name, stat, source: source, destination: destination)
    let written = try synchroniseData(of: file, found)
    var present = FileStat()
    let code = galleon_stat_descriptor(destination, &present)
    guard code >= 0 else { throw failure("examine", .destination, node, name, code) }
    // What opening it took away is to be put back, and is no news.
    var changed = try applyMetadata(
      from: FileReference(source), stat, to: FileReference(destination), present,
      isThorough: true, inherits: false, node, name)
    if found.isLocked {
      if found.attributes == stat.attributes {
        changed.remove(.flags)
      } else {
        changed.insert(.flags)
      }
    }
    if found.permissions == stat.permissions { changed.remove(.mode) }
    // Not as it is now: what was written a moment ago may have got the very time of a source changed in the same tick.
    if stat.sameModificationTime(as: found) {
      changed.remove(.times)
    } else {
      changed.insert(.times)
    }
    if written > 0 || stat.size != found.size {
      statistics.filesCopied += 1
      noteChange(node, name)
    } else if !changed.isEmpty {
      statistics.metadataUpdated += 1
      noteChange(node, name)
    }
    try recordIfUntouched(stat, source, as: present.ino, node, name)
    return .arrived(present.ino)
  }

  private func openSource(
    _ name: [UInt8], in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) -> Int32? {
    let source = name.withCString { galleon_open_source(pair.source, $0) }
    if source >= 0 { return source }
    guard ErrorNumber(-source).meansVanished else {
      throw failure("open", .source, node, name, source)
    }
    noteVanished(node, name)
    return nil
  }

  private func examine(
    _ name: [UInt8], in node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) -> FileStat? {
    var found = FileStat()
    let code = name.withCString { galleon_stat(pair.destination, $0, &found) }
    if code == -ENOENT { return nil }
    guard code >= 0 else { throw failure("examine", .destination, node, name, code) }
    return found
  }

  private func keepNoCopyOnWrite(_ file: FileCopy) {
    var flags: UInt32 = 0
    guard galleon_get_flags(file.source, &flags) >= 0 else { return }
    // Only an empty file takes it. Where it is refused, setting all flags at the end says so.
    if flags & FileFlags.noCopyOnWrite != 0 {
      _ = galleon_set_flags(file.destination, FileFlags.noCopyOnWrite)
    }
  }
}
