import CLinux

/// What changed in a tree since a moment.
enum TreeNews {
  /// Names whose contents or metadata changed later than the file `mark` on the same file system did, `limit` at least
  /// unless there are fewer; no user can set a change time. Blocks the calling thread.
  static func paths(
    below path: String, changedAfter mark: FileStat, limit: Int, stop: StopFlag
  ) throws(MoverError) -> [[UInt8]] {
    let root = try TreeCopy.open(path, .destination)
    defer { _ = galleon_close(root) }
    var found: [[UInt8]] = []
    var walk = TreeWalk(root)
    try walk.run { node, pair throws(MoverError) in
      if stop.isRaised { throw .cancelled }
      if found.count >= limit { return [] }
      if node.parent == nil, node.sourceStat.changedLater(than: mark) { found.append(node.path()) }
      var subdirectories: [(name: [UInt8], stat: FileStat)] = []
      let listing = try TreeWalk.list(pair.source, .destination, node)
      for entry in listing.entries {
        let name = listing.name(of: entry)
        var stat = FileStat()
        guard name.withCString({ galleon_stat(pair.source, $0, &stat) }) >= 0 else { continue }
        if stat.changedLater(than: mark) { found.append(node.path(of: name)) }
        if stat.isDirectory { subdirectories.append((name, stat)) }
      }
      return subdirectories
    }
    return found
  }
}

extension galleon_stat {
  fileprivate func changedLater(than other: galleon_stat) -> Bool {
    (ctime_sec, ctime_nsec) > (other.ctime_sec, other.ctime_nsec)
  }
}
