import CLinux
import Glibc

/// What a tree holds, and what of it this process could not preserve.
package struct TreeScan: Sendable, Hashable {
  package var directories: Int64 = 0
  /// Names of things that are not directories.
  package var files: Int64 = 0
  /// Data, each file once, holes left out.
  package var bytes: Int64 = 0
  /// One for each kind of loss found.
  package var losses: [LossFinding] = []

  package init() {}

  /// Looks at everything below `path` and changes nothing; blocks the calling thread.
  ///
  /// - Parameter counted: hears what was counted so far, after each `step` files.
  package static func scan(
    _ path: String, rights: Rights = .own, stop: StopFlag = StopFlag(), step: Int64 = 16_384,
    counted: @escaping (TreeScan) -> Void = { _ in }
  ) throws(MoverError) -> TreeScan {
    let root = try TreeCopy.open(path, .source)
    defer { _ = galleon_close(root) }
    var scan = Scanner(rights: rights, step: step, counted: counted)
    var walk = TreeWalk(root)
    try walk.run { node, pair throws(MoverError) in
      if stop.isRaised { throw .cancelled }
      return try scan.visit(node, pair)
    }
    return scan.result
  }
}

/// A scan under way.
private struct Scanner {
  let rights: Rights
  let step: Int64
  let counted: (TreeScan) -> Void
  private var found: [Loss: (example: [UInt8], count: Int)] = [:]
  private var seen: Set<FileKey> = []
  private var scan = TreeScan()
  private let isPrivileged: Bool

  init(rights: Rights, step: Int64, counted: @escaping (TreeScan) -> Void) {
    self.rights = rights
    self.step = step
    self.counted = counted
    isPrivileged =
      rights.mayChown && rights.mayMakeDevices && rights.maySetTrusted
      && rights.maySetFileCapabilities && rights.maySetImmutable
  }

  var result: TreeScan {
    var result = scan
    result.losses = found.map { LossFinding(loss: $0, example: $1.example, count: $1.count) }
      .sorted { $0.loss.rawValue < $1.loss.rawValue }
    return result
  }

  mutating func visit(
    _ node: DirectoryNode, _ pair: DirectoryPair
  ) throws(MoverError) -> [(name: [UInt8], stat: FileStat)] {
    scan.directories += 1
    if node.parent == nil { judge([0], node.sourceStat, in: node, pair.source) }
    var subdirectories: [(name: [UInt8], stat: FileStat)] = []
    let listing = try TreeWalk.list(pair.source, .source, node)
    for entry in listing.entries {
      let name = listing.name(of: entry)
      var stat = FileStat()
      let code = name.withCString { galleon_stat(pair.source, $0, &stat) }
      if code < 0, ErrorNumber(-code).meansVanished { continue }
      guard code >= 0 else {
        throw MoverError(
          .system(operation: "examine", side: .source, path: node.path(of: name), code: -code))
      }
      judge(name, stat, in: node, pair.source)
      if stat.isDirectory {
        subdirectories.append((name, stat))
        continue
      }
      scan.files += 1
      if stat.nlink == 1 || seen.insert(stat.key).inserted { scan.bytes += stat.dataBytes }
      if scan.files % step == 0 { counted(scan) }
    }
    return subdirectories
  }

  private mutating func judge(
    _ name: [UInt8], _ stat: FileStat, in node: DirectoryNode, _ directory: Int32
  ) {
    if isPrivileged { return }
    if !rights.canOwn(stat) { note(.owners, node, name) }
    if stat.isDevice, !rights.mayMakeDevices { note(.devices, node, name) }
    if stat.isLocked, !rights.maySetImmutable { note(.flags, node, name) }
    let path = "/proc/self/fd/\(directory)/".utf8 + name
    let capacity = 1 << 16
    let names = withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { list in
      let size = Array(path).withCString {
        galleon_list_xattr(-1, $0, list.baseAddress, capacity)
      }
      return size > 0
        ? AttributeName.split(
          UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(list)[0..<Int(size)])) : []
    }
    if names.contains(where: { !rights.canSet(attribute: $0.text) }) { note(.xattrs, node, name) }
  }

  private mutating func note(_ loss: Loss, _ node: DirectoryNode, _ name: [UInt8]) {
    if let (example, count) = found[loss] {
      found[loss] = (example, count + 1)
    } else {
      found[loss] = (node.path(of: name), 1)
    }
  }
}
