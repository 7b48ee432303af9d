import CLinux
import Glibc

/// What statx(2) says of a file, as far as a copy looks at it.
typealias FileStat = galleon_stat

/// The identity of a file on this machine until the next boot.
struct FileKey: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
}

extension galleon_stat {
  var key: FileKey { FileKey(device: dev, inode: ino) }
  var kind: UInt32 { mode & UInt32(S_IFMT) }
  var permissions: UInt32 { mode & 0o7777 }
  var isDirectory: Bool { kind == UInt32(S_IFDIR) }
  var isRegular: Bool { kind == UInt32(S_IFREG) }
  var isSymlink: Bool { kind == UInt32(S_IFLNK) }
  var isDevice: Bool { kind == UInt32(S_IFCHR) || kind == UInt32(S_IFBLK) }
  /// STATX_ATTR_IMMUTABLE or STATX_ATTR_APPEND: the file refuses changes.
  var isLocked: Bool { attributes & 0x30 != 0 }

  /// Bytes of data to move: the size, less the holes.
  var dataBytes: Int64 { isRegular ? Int64(min(size, blocks * 512)) : 0 }

  /// Whether as many blocks are allocated as a file of this size has when it is written in full. False where the size
  /// of a block is that of a transfer rather than of the disk's blocks.
  var usesOnlyBlocksOfItsSize: Bool {
    let block = UInt64(block_size)
    guard block >= 512, block <= 4096 else { return false }
    return blocks * 512 == (size + block - 1) / block * block
  }

  func sameModificationTime(as other: galleon_stat) -> Bool {
    mtime_sec == other.mtime_sec && mtime_nsec == other.mtime_nsec
  }

  func sameChangeTime(as other: galleon_stat) -> Bool {
    ctime_sec == other.ctime_sec && ctime_nsec == other.ctime_nsec
  }

  /// Whether nothing happened to the file between two looks at it.
  func isUntouched(since other: galleon_stat) -> Bool {
    ino == other.ino && dev == other.dev && size == other.size && sameChangeTime(as: other)
      && sameModificationTime(as: other)
  }
}
