import Glibc
import Logging
import Synchronization

/// Where audit lines go: a file of their own, or standard error. A line is in the kernel before the answer of its call
/// leaves. When the file takes it not (a full disk), the call is answered all the same, and its line goes to standard error
/// whole; that is said once when it begins and once when it ends.
final class AuditFile: Sendable {
  private struct State {
    var descriptor: Int32
    var isFailing = false
    /// The file ends within a line.
    var isTorn = false
  }

  /// Nil is standard error.
  private let path: String?
  private let logger: Logger
  private let state: Mutex<State>

  /// - Throws: why the file cannot be opened.
  init(_ path: String?, logger: Logger) throws(StartError) {
    self.path = path
    self.logger = logger
    guard let path else {
      state = Mutex(State(descriptor: STDERR_FILENO))
      return
    }
    let descriptor = Self.open(path)
    guard descriptor >= 0 else {
      throw StartError(
        "the audit log \(path) cannot be opened: \(String(cString: strerror(errno)))")
    }
    state = Mutex(State(descriptor: descriptor))
  }

  deinit {
    if path != nil { close(state.withLock { $0.descriptor }) }
  }

  /// Goes on in a new file where the old one was moved away (logrotate(8)).
  func reopen() {
    guard let path else { return }
    let descriptor = Self.open(path)
    guard descriptor >= 0 else {
      let why = String(cString: strerror(errno))
      return logger.error("the audit log goes on in its old file: \(path) cannot be opened: \(why)")
    }
    let old = state.withLock { state in
      defer {
        state.descriptor = descriptor
        state.isTorn = false
      }
      return state.descriptor
    }
    close(old)
  }

  /// Writes one line; without its newline here.
  func write(_ line: String) {
    guard path != nil else { return StandardError.write(line + "\n") }
    let problem: String? = state.withLock { state in
      // A line that was cut off is ended first, so that it spoils no other.
      let bytes = Array((state.isTorn ? "\n" : "").utf8) + Array(line.utf8) + [UInt8(ascii: "\n")]
      let wasFailing = state.isFailing
      guard let why = Self.write(bytes, to: state.descriptor, &state.isTorn) else {
        state.isFailing = false
        return wasFailing ? "" : nil
      }
      state.isFailing = true
      StandardError.write(line + "\n")
      return wasFailing ? nil : why
    }
    guard let problem, let path else { return }
    if problem.isEmpty {
      logger.notice("the audit log \(path) can be written again")
    } else {
      logger.error(
        "the audit log \(path) cannot be written (\(problem)): its lines come here instead")
    }
  }

  /// Why not all was written; nil if it was.
  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ isTorn: inout Bool)
    -> String?
  {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        let why = String(cString: strerror(errno))
        if done > 0 { isTorn = true }
        return why
      }
      done += written
    }
    isTorn = false
    return nil
  }

  private static func open(_ path: String) -> Int32 {
    Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
  }
}
