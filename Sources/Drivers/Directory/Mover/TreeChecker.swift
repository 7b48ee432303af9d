import CLinux
import Glibc

/// Compares two trees in everything that a faithful copy keeps, by means other than those of the copy: contents are read
/// in full, and no journal is asked unless one is given. Finds also what `rsync -n` does not: holes, reservations, flags,
/// sockets, nanoseconds of directories and links, and which names are one file.
package struct TreeChecker {
  private var found: [TreeDifference] = []
  private var counterparts: [FileKey: FileKey] = [:]
  private var originals: [FileKey: FileKey] = [:]
  private let comparison = FileComparison()
  private let basis: Basis

  private init(_ basis: Basis) {
    self.basis = basis
  }

  /// What need not be looked at or told of.
  struct Basis {
    /// What was copied: where it is as recorded, and the copy has its size and time, contents need not be read.
    var known: [FileKey: JournalRecord] = [:]
    /// Whether the second tree went on living after it was complete: then it may lack or have what it likes, as long as
    /// the first is as it was copied.
    var isSucceeded = false
    /// Differences of no interest.
    var ignored: Set<TreeDifference.Aspect> = []
    /// How many differences are enough.
    var limit = Int.max
    var stop = StopFlag()

    /// Whether the copy of a file has moved on since the file was copied.
    func isExcused(_ stat: FileStat) -> Bool {
      isSucceeded && known[stat.key]?.isOf(stat) == true
    }
  }

  /// Every difference, the first tree being the original; empty when they are equal. Blocks the calling thread.
  package static func differences(
    between first: String, and second: String
  ) throws(MoverError) -> [TreeDifference] {
    try differences(between: first, and: second, Basis())
  }

  static func differences(
    between first: String, and second: String, _ basis: Basis
  ) throws(MoverError) -> [TreeDifference] {
    let original = try TreeCopy.open(first, .source)
    defer { _ = galleon_close(original) }
    let copy = try TreeCopy.open(second, .destination)
    defer { _ = galleon_close(copy) }
    var checker = TreeChecker(basis)
    var walk = TreeWalk(original, copy)
    try walk.run { node, pair throws(MoverError) in
      if basis.stop.isRaised { throw .cancelled }
      return checker.found.count < basis.limit ? try checker.visit(node, pair) : []
    }
    return checker.found
  }

  private mutating func visit(
    _ node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) -> [(name: [UInt8], stat: FileStat)] {
    if node.parent == nil {
      let stats = (Self.stat(pair.source), Self.stat(pair.destination))
      if !basis.isExcused(stats.0) {
        compare(stats, FileReference(pair.source), FileReference(pair.destination), node.path())
      }
    }
    let originals = try TreeWalk.list(pair.source, .source, node)
    let copies = try TreeWalk.list(pair.destination, .destination, node).nameSet
    var subdirectories: [(name: [UInt8], stat: FileStat)] = []
    let names = originals.nameSet
    if !basis.isSucceeded {
      for name in copies where !names.contains(name) { note(node.path(of: name), .extra, "") }
    }
    for entry in originals.entries {
      let name = originals.name(of: entry)
      let path = node.path(of: name)
      let stats = (Self.stat(pair.source, name), Self.stat(pair.destination, name))
      if basis.isExcused(stats.0) {
        // What is in a directory may have changed all the same.
        if stats.0.isDirectory, stats.1.isDirectory { subdirectories.append((name, stats.0)) }
        continue
      }
      guard copies.contains(name) else {
        note(path, .missing, "")
        continue
      }
      guard stats.0.kind == stats.1.kind else {
        note(path, .type, Self.octal(stats.0.kind, stats.1.kind))
        continue
      }
      try compare(name, stats, pair, path)
      if stats.0.isDirectory { subdirectories.append((name, stats.0)) }
    }
    return subdirectories
  }

  private mutating func compare(
    _ name: [UInt8], _ stats: (FileStat, FileStat), _ pair: DirectoryPair, _ path: [UInt8]
  ) throws(MoverError) {
    if !stats.0.isDirectory { compareLinks(stats, path) }
    if stats.0.isRegular || stats.0.isDirectory {
      let first = name.withCString { galleon_open_source(pair.source, $0) }
      let second = name.withCString { galleon_open_source(pair.destination, $0) }
      defer {
        _ = galleon_close(first)
        _ = galleon_close(second)
      }
      guard first >= 0, second >= 0 else {
        let side: MoverError.Side = first < 0 ? .source : .destination
        throw MoverError(
          .system(operation: "open", side: side, path: path, code: -min(first, second)))
      }
      compare(stats, FileReference(first), FileReference(second), path)
      if stats.0.isRegular {
        let isKnown =
          basis.known[stats.0.key]?.matches(stats.0, destinationInode: stats.1.ino) == true
        if isKnown, stats.0.size == stats.1.size, stats.0.sameModificationTime(as: stats.1) {
          return
        }
        for (aspect, detail) in comparison.differences(stats, first, second) {
          note(path, aspect, detail)
        }
      }
      return
    }
    if stats.0.isSymlink {
      let targets = (Self.target(pair.source, name), Self.target(pair.destination, name))
      if targets.0 != targets.1 {
        note(path, .target, "\(PathText.quoted(targets.0)) and \(PathText.quoted(targets.1))")
      }
    } else if stats.0.rdev != stats.1.rdev {
      note(path, .device, "\(stats.0.rdev) and \(stats.1.rdev)")
    }
    try name.withPointer { pointer throws(MoverError) in
      try FileReference.with(pair.source, pointer) { first throws(MoverError) in
        try FileReference.with(pair.destination, pointer) { second throws(MoverError) in
          compare(stats, first, second, path)
        }
      }
    }
  }

  /// What every kind of file has.
  private mutating func compare(
    _ stats: (FileStat, FileStat), _ first: FileReference, _ second: FileReference,
    _ path: [UInt8]
  ) {
    let (a, b) = stats
    if a.permissions != b.permissions {
      note(path, .mode, Self.octal(a.permissions, b.permissions))
    }
    if a.uid != b.uid || a.gid != b.gid {
      note(path, .owner, "\(a.uid):\(a.gid) and \(b.uid):\(b.gid)")
    }
    if !a.sameModificationTime(as: b) {
      note(
        path, .modificationTime,
        "\(a.mtime_sec) s \(a.mtime_nsec) ns and \(b.mtime_sec) s \(b.mtime_nsec) ns")
    }
    let attributes = (comparison.attributes(of: first), comparison.attributes(of: second))
    if attributes.0 != attributes.1 {
      note(
        path, .attributes,
        "\(attributes.0.keys.sorted()) and \(attributes.1.keys.sorted())")
    }
    if a.isRegular || a.isDirectory {
      var flags: (UInt32, UInt32) = (0, 0)
      _ = galleon_get_flags(first.descriptor, &flags.0)
      _ = galleon_get_flags(second.descriptor, &flags.1)
      let carried = (flags.0 & FileFlags.carried, flags.1 & FileFlags.carried)
      if carried.0 != carried.1 {
        note(
          path, .flags, "0x\(String(carried.0, radix: 16)) and 0x\(String(carried.1, radix: 16))")
      }
    }
  }

  /// Names that are one file must be one file in the copy, and no others with them.
  private mutating func compareLinks(_ stats: (FileStat, FileStat), _ path: [UInt8]) {
    let (first, second) = (stats.0.key, stats.1.key)
    let counterpart = counterparts[first] ?? second
    let original = originals[second] ?? first
    if counterpart != second { note(path, .links, "are broken up") }
    if original != first { note(path, .links, "join what was separate") }
    counterparts[first] = counterpart
    originals[second] = original
  }

  private mutating func note(_ path: [UInt8], _ aspect: TreeDifference.Aspect, _ detail: String) {
    if basis.ignored.contains(aspect) { return }
    found.append(TreeDifference(path: path, aspect: aspect, detail: detail))
  }

  private static func stat(_ descriptor: Int32) -> FileStat {
    var stat = FileStat()
    _ = galleon_stat_descriptor(descriptor, &stat)
    return stat
  }

  private static func stat(_ directory: Int32, _ name: [UInt8]) -> FileStat {
    var stat = FileStat()
    name.withCString { _ = galleon_stat(directory, $0, &stat) }
    return stat
  }

  private static func target(_ directory: Int32, _ name: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      let size = name.withCString { name in
        buffer.withMemoryRebound(to: CChar.self) {
          galleon_read_link(directory, name, $0.baseAddress, 4096)
        }
      }
      count = max(0, Int(size))
    }
  }

  private static func octal(_ first: UInt32, _ second: UInt32) -> String {
    "0\(String(first, radix: 8)) and 0\(String(second, radix: 8))"
  }
}
