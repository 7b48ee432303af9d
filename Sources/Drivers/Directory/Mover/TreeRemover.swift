import CLinux
import Glibc

/// Removes a name with everything below it, however deep, with two descriptors open at a time. Only for trees that
/// nobody else changes: it goes up by `..`.
package enum TreeRemover {
  /// Why it stopped, and at which name.
  struct Failure: Error {
    let error: ErrorNumber
    let name: [UInt8]
  }

  private struct Level {
    /// Its name in the level above.
    let name: [UInt8]
    var subdirectories: [[UInt8]]
  }

  /// Removes the tree at `path`; not an error when there is none.
  package static func remove(path: String) throws(MoverError) {
    do throws(Failure) {
      try remove(AT_FDCWD, Array(path.utf8) + [0])
    } catch {
      throw MoverError(
        .system(
          operation: "remove", side: .destination, path: Array(path.utf8), code: error.error.code))
    }
  }

  /// How many names went. `name` ends with a NUL.
  @discardableResult
  static func remove(_ directory: Int32, _ name: [UInt8]) throws(Failure) -> Int {
    var stat = FileStat()
    let code = name.withCString { galleon_stat(directory, $0, &stat) }
    if code == -ENOENT { return 0 }
    guard code >= 0 else { throw Failure(error: ErrorNumber(-code), name: name) }
    guard stat.isDirectory else {
      try unlink(directory, name, isDirectory: false)
      return 1
    }
    return try removeDirectory(directory, name)
  }

  private static func removeDirectory(
    _ parent: Int32, _ name: [UInt8]
  ) throws(Failure) -> Int {
    var removed = 0
    var current = try open(parent, name)
    defer { _ = galleon_close(current) }
    var levels = [Level(name: name, subdirectories: try empty(current, &removed))]
    while let level = levels.last {
      if let next = level.subdirectories.last {
        levels[levels.count - 1].subdirectories.removeLast()
        let below = try open(current, next)
        _ = galleon_close(current)
        current = below
        levels.append(Level(name: next, subdirectories: try empty(current, &removed)))
        continue
      }
      levels.removeLast()
      if levels.isEmpty {
        try unlink(parent, level.name, isDirectory: true)
      } else {
        let above = try open(current, Array("..\0".utf8))
        _ = galleon_close(current)
        current = above
        try unlink(current, level.name, isDirectory: true)
      }
      removed += 1
    }
    return removed
  }

  private static func open(_ directory: Int32, _ name: [UInt8]) throws(Failure) -> Int32 {
    var descriptor = name.withCString { galleon_open_directory(directory, $0) }
    if descriptor == -EACCES {
      name.withCString { _ = galleon_chmod(directory, $0, 0o700) }
      descriptor = name.withCString { galleon_open_directory(directory, $0) }
    }
    guard descriptor >= 0 else { throw Failure(error: ErrorNumber(-descriptor), name: name) }
    return descriptor
  }

  /// Removes what is not a directory; answers with the names of the directories.
  private static func empty(_ directory: Int32, _ removed: inout Int) throws(Failure) -> [[UInt8]] {
    let listing: DirectoryListing
    switch DirectoryListing.read(directory) {
    case .success(let found): listing = found
    case .failure(let error): throw Failure(error: error, name: [])
    }
    var subdirectories: [[UInt8]] = []
    for entry in listing.entries {
      let name = listing.name(of: entry)
      var isDirectory = entry.type == UInt8(DT_DIR)
      if entry.type == UInt8(DT_UNKNOWN) {
        var stat = FileStat()
        _ = name.withCString { galleon_stat(directory, $0, &stat) }
        isDirectory = stat.isDirectory
      }
      if isDirectory {
        subdirectories.append(name)
      } else {
        try unlink(directory, name, isDirectory: false)
        removed += 1
      }
    }
    return subdirectories
  }

  private static func unlink(
    _ directory: Int32, _ name: [UInt8], isDirectory: Bool
  ) throws(Failure) {
    let code = name.withCString { name -> Int32 in
      let code = galleon_unlink(directory, name, isDirectory ? 1 : 0)
      guard code == -EPERM || code == -EACCES else { return code }
      // It, or its directory, is locked.
      LockingFlags.clear(directory)
      LockingFlags.clear(directory, name)
      if code == -EACCES { _ = galleon_chmod(directory, nil, 0o700) }
      return galleon_unlink(directory, name, isDirectory ? 1 : 0)
    }
    guard code >= 0 || code == -ENOENT else {
      throw Failure(error: ErrorNumber(-code), name: name)
    }
  }
}
