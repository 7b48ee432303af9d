/// The flags of chattr(1) that travel with a file (FS_IOC_GETFLAGS, ioctl_iflags(2)).
enum FileFlags {
  static let immutable: UInt32 = 0x10
  static let append: UInt32 = 0x20
  /// With these set a file refuses further changes, so they are set last.
  static let locking: UInt32 = immutable | append
  /// NOCOW must be set while the file is empty.
  static let noCopyOnWrite: UInt32 = 0x80_0000

  /// Those a copy carries: secure deletion, undelete, compress, sync, immutable, append, no dump, no atime, no
  /// compression, data journalling, no tail, dirsync, topdir, no copy-on-write. The others describe how the file system
  /// stores the file (extents, inline data, indexes, encryption, verity, case folding, project inheritance).
  static let carried: UInt32 =
    0xFF | 0x400 | 0x4000 | 0x8000 | 0x1_0000 | 0x2_0000 | noCopyOnWrite
}
