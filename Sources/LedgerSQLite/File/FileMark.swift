import CLinux
import Glibc

/// What the file system shows of a file, without opening it.
struct FileMark: Sendable, Hashable {
  let device: UInt64
  let inode: UInt64
  let size: UInt64
  /// When it was made and last written, in nanoseconds of the epoch; 0 where the file system keeps no birth.
  let birth: Int64
  let written: Int64

  /// Nil when there is no such file.
  init?(_ path: String) {
    var mark = galleon_file_mark()
    guard galleon_file_mark(path, &mark) == 0 else { return nil }
    (device, inode, size) = (mark.device, mark.inode, mark.size)
    birth = mark.birth_sec * 1_000_000_000 + Int64(mark.birth_nsec)
    written = mark.mtime_sec * 1_000_000_000 + Int64(mark.mtime_nsec)
  }

  /// The same for the file wherever it is moved to on its file system, another for a copy.
  var name: String { "\(inode)-\(birth)" }

  func isSameFile(as other: FileMark) -> Bool {
    device == other.device && name == other.name
  }
}
