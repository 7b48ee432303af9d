import CLinux
import Glibc

/// The flags that make a file refuse changes: immutable and append-only.
enum LockingFlags {
  /// Clears them on one file; the flags as they were, or nil when the file cannot have any.
  @discardableResult
  static func clear(_ directory: Int32, _ name: UnsafePointer<CChar>) -> UInt32? {
    let descriptor = galleon_open(directory, name, O_RDONLY, 0)
    guard descriptor >= 0 else { return nil }
    defer { _ = galleon_close(descriptor) }
    return clear(descriptor)
  }

  @discardableResult
  static func clear(_ descriptor: Int32) -> UInt32? {
    var flags: UInt32 = 0
    guard galleon_get_flags(descriptor, &flags) >= 0 else { return nil }
    if flags & FileFlags.locking != 0 {
      _ = galleon_set_flags(descriptor, flags & ~FileFlags.locking)
    }
    return flags
  }

  /// Sets them on the files whose every name has arrived.
  static func apply(_ pass: CopyPass) throws(MoverError) {
    for (name, flags) in pass.toLock.withLock({ $0 }) {
      guard let pair = try pass.opener.acquire(name.directory) else { continue }
      defer { pass.opener.release(name.directory) }
      let descriptor = name.name.withCString { galleon_open(pair.destination, $0, O_RDONLY, 0) }
      guard descriptor >= 0 else { continue }
      defer { _ = galleon_close(descriptor) }
      let code = galleon_set_flags(descriptor, flags)
      guard code >= 0 || pass.mayLose(.flags) else {
        throw MoverError(
          .system(
            operation: "set the flags of", side: .destination,
            path: name.directory.path(of: name.name), code: -code))
      }
    }
  }
}
