import CLinux
import Glibc

extension CopyWorker {
  /// A symbolic link, a pipe, a socket or a device.
  func placeSpecial(
    _ name: [UInt8], _ stat: FileStat, _ found: FileStat?, in node: DirectoryNode,
    _ pair: DirectoryPair
  ) throws(MoverError) -> Placement {
    var target: [UInt8] = []
    if stat.isSymlink {
      guard let read = try linkTarget(name, pair.source, .source, node) else { return .vanished }
      target = read
    }
    var isNew = found == nil
    if let found {
      let isSame =
        stat.isSymlink
        ? try linkTarget(name, pair.destination, .destination, node) == target
        : found.rdev == stat.rdev
      if !isSame {
        try removeDestination(name, in: node, pair)
        isNew = true
      }
    }
    if isNew { try makeSpecial(name, stat, target, in: node, pair) }
    var present = FileStat()
    let code = name.withCString { galleon_stat(pair.destination, $0, &present) }
    guard code >= 0 else { throw failure("examine", .destination, node, name, code) }
    let changed = try name.withPointer { pointer throws(MoverError) in
      try FileReference.with(pair.source, pointer) { source throws(MoverError) in
        try FileReference.with(pair.destination, pointer) { file throws(MoverError) in
          try applyMetadata(
            from: source, stat, to: file, present, isThorough: !isNew,
            inherits: node.state.withLock(\.bequeaths), node, name)
        }
      }
    }
    if isNew {
      statistics.filesCopied += 1
    } else if !changed.isEmpty {
      statistics.metadataUpdated += 1
      noteChange(node, name)
    }
    var after = FileStat()
    guard name.withCString({ galleon_stat(pair.source, $0, &after) }) >= 0,
      after.isUntouched(since: stat)
    else {
      noteVanished(node, name)
      return .arrived(present.ino)
    }
    try record(stat, as: present.ino)
    return .arrived(present.ino)
  }

  private func makeSpecial(
    _ name: [UInt8], _ stat: FileStat, _ target: [UInt8], in node: DirectoryNode,
    _ pair: DirectoryPair
  ) throws(MoverError) {
    markMutated(node)
    noteChange(node, name)
    let code = name.withCString { name -> Int32 in
      guard stat.isSymlink else {
        return galleon_make_node(pair.destination, name, stat.mode & ~0o7000, stat.rdev)
      }
      return target.withCString { galleon_make_symlink($0, pair.destination, name) }
    }
    guard code >= 0 else { throw failure("create", .destination, node, name, code) }
  }

  /// Ended by a NUL; nil when there is no link any more.
  private func linkTarget(
    _ name: [UInt8], _ directory: Int32, _ side: MoverError.Side, _ node: DirectoryNode
  ) throws(MoverError) -> [UInt8]? {
    let characters = buffer.assumingMemoryBound(to: CChar.self)
    let size = Int(
      name.withCString { galleon_read_link(directory, $0, characters, Self.bufferSize) })
    if size == -Int(EINVAL) || size < 0 && ErrorNumber(Int32(-size)).meansVanished {
      if side == .source { noteVanished(node, name) }
      return nil
    }
    guard size >= 0 else { throw failure("read the link", side, node, name, size) }
    return Array(UnsafeRawBufferPointer(start: buffer, count: size)) + [0]
  }

  // MARK: Hard links

  /// The first name of a file is there: links the names that waited for it.
  func arrive(_ key: FileKey, at place: LinkGroups.Name) throws(MoverError) {
    for waiting in pass.groups.withLock({ $0.arrived(key, at: place) }) {
      if let pair = try pass.opener.acquire(waiting.directory) {
        defer { pass.opener.release(waiting.directory) }
        try link(place, to: waiting, pair)
        pass.filesDone.add(1, ordering: .relaxed)
      } else {
        noteVanished(waiting.directory, waiting.name)
      }
      try complete(waiting.directory)
    }
  }

  /// Makes a name another name of the file at `leader`, unless it is that already.
  func link(
    _ leader: LinkGroups.Name, to place: LinkGroups.Name, _ pair: DirectoryPair
  ) throws(MoverError) {
    guard let from = try pass.opener.acquire(leader.directory) else {
      return noteVanished(place.directory, place.name)
    }
    defer { pass.opener.release(leader.directory) }
    var original = FileStat()
    var code = leader.name.withCString { galleon_stat(from.destination, $0, &original) }
    guard code >= 0 else {
      throw failure("examine", .destination, leader.directory, leader.name, code)
    }
    if !place.directory.isFresh {
      var found = FileStat()
      code = place.name.withCString { galleon_stat(pair.destination, $0, &found) }
      if code >= 0, found.ino == original.ino, found.dev == original.dev { return }
      if code >= 0 { try removeDestination(place.name, in: place.directory, pair) }
    }
    if original.isLocked, let flags = unlock(leader, from) {
      pass.toLock.withLock { $0.append((leader, flags)) }
    }
    code = leader.name.withCString { old in
      place.name.withCString { galleon_link(from.destination, old, pair.destination, $0) }
    }
    guard code >= 0 else {
      throw failure("link", .destination, place.directory, place.name, code)
    }
    markMutated(place.directory)
    statistics.filesLinked += 1
    noteChange(place.directory, place.name)
  }

  private func unlock(_ name: LinkGroups.Name, _ pair: DirectoryPair) -> UInt32? {
    name.name.withCString { LockingFlags.clear(pair.destination, $0) }
  }
}

extension [UInt8] {
  /// `withCString` for a body that may throw.
  func withPointer<R>(
    _ body: (UnsafePointer<CChar>) throws(MoverError) -> R
  ) throws(MoverError) -> R {
    try withUnsafeBufferPointer { bytes throws(MoverError) in
      guard let base = bytes.baseAddress else { preconditionFailure("the name has a NUL") }
      return try body(UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self))
    }
  }
}
