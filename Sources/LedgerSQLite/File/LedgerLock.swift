import Glibc
import MigrationCore
import Synchronization

/// Keeps a second process away from a ledger: an flock(2) on `<path>.lock`. The kernel lets go of it when the process ends,
/// however it ends. The file says whose the ledger is or was: process id, fence, and whether that life closed it.
final class LedgerLock: Sendable {
  /// Who had the ledger last.
  struct Life: Sendable, Equatable {
    var process: String
    var fence: Int64
    var isClosed: Bool
  }

  /// The life before this one; nil when none is known.
  let last: Life?
  /// Negative once it is released.
  private let descriptor: Mutex<CInt>

  /// - Throws: a refusal that names the process which has the ledger, after a moment's patience: tools look at the lock.
  init(_ ledger: String) throws(Refusal) {
    let path = Self.path(of: ledger)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Refusal(
        .unavailable, .ledgerUnavailable,
        "the ledger's lock \(path) cannot be opened: \(String(cString: strerror(errno))); "
          + "make the directory, or give this user the right to write in it")
    }
    var patience = 10
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, patience > 0 else {
        let owner = Self.life(descriptor)?.process ?? "unknown"
        close(descriptor)
        throw Refusal(
          .unavailable, .ledgerUnavailable,
          "the ledger \(ledger) is in use by process \(owner); stop that one first")
      }
      patience -= 1
      usleep(20_000)
    }
    last = Self.life(descriptor)
    self.descriptor = Mutex(descriptor)
    write(fence: last?.fence ?? 0, isClosed: last?.isClosed ?? false)
  }

  deinit {
    release()
  }

  func release() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }
  }

  /// Writes down the life that has the ledger now.
  func write(fence: Int64, isClosed: Bool) {
    descriptor.withLock { descriptor in
      guard descriptor >= 0 else { return }
      let text = Array("\(getpid())\n\(fence)\n\(isClosed ? "closed" : "open")\n".utf8)
      // A lock that cannot be written still locks; the next life knows less of this one.
      guard pwrite(descriptor, text, text.count, 0) == text.count else { return }
      ftruncate(descriptor, off_t(text.count))
    }
  }

  /// The process that has the ledger now; nil when none has.
  static func owner(of ledger: String) -> String? {
    let descriptor = open(path(of: ledger), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
    return life(descriptor)?.process ?? "unknown"
  }

  private static func path(of ledger: String) -> String { ledger + ".lock" }

  private static func life(_ descriptor: CInt) -> Life? {
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let lines = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
    guard let process = lines.first else { return nil }
    return Life(
      process: String(process), fence: lines.count > 1 ? Int64(lines[1]) ?? 0 : 0,
      isClosed: lines.count > 2 && lines[2] == "closed")
  }
}
