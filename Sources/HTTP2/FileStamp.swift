import CLinux
import Glibc

/// What tells that a file was replaced or written (stat(2)).
package struct FileStamp: Sendable, Equatable {
  var device: UInt = 0
  var inode: UInt = 0
  var size = 0
  var seconds = 0
  var nanoseconds = 0

  package init(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}
