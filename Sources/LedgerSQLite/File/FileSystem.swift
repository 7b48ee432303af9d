import Glibc

/// What the file system under a ledger has left.
enum FileSystem {
  /// A ledger that ran into a full disk does not go on for the sake of the last few pages.
  static let roomMin: UInt64 = 1 << 20

  /// Whether there is room for more than a few commits; true where the file system does not say.
  static func hasRoom(for path: String) -> Bool {
    var space = statvfs()
    guard statvfs(path, &space) == 0 else { return true }
    let blocks = geteuid() == 0 ? space.f_bfree : space.f_bavail
    return UInt64(blocks) * UInt64(space.f_frsize) >= roomMin
  }
}
