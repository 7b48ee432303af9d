import Glibc
import MigrationCore
import Synchronization

/// Keeps a second process away from a ledger: an flock(2) on `<path>.lock`, with the owner's process id in it. The kernel lets go of
/// it when the process ends, however it ends.
final class LedgerLock: Sendable {
  /// Negative once it is released.
  private let descriptor: Mutex<CInt>

  init(_ ledger: String) throws(Refusal) {
    let path = ledger + ".lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Refusal(
        .unavailable, .ledgerUnavailable,
        "the ledger's lock \(path) cannot be opened: \(String(cString: strerror(errno))); "
          + "make the directory, or give this user the right to write in it")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let owner = Self.text(descriptor)
      close(descriptor)
      throw Refusal(
        .unavailable, .ledgerUnavailable,
        "the ledger \(ledger) is in use by process \(owner); stop that one first")
    }
    ftruncate(descriptor, 0)
    let text = Array("\(getpid())\n".utf8)
    pwrite(descriptor, text, text.count, 0)
    self.descriptor = Mutex(descriptor)
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

  private static func text(_ descriptor: CInt) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
    return digits.isEmpty ? "unknown" : String(decoding: digits, as: UTF8.self)
  }
}
