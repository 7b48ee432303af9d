import CLinux
import Foundation
import Glibc
import MigrationCore

/// The few small files and directories that the driver keeps for itself. Every call blocks; drivers make them within
/// `work`.
enum SmallFiles {
  /// Runs `body` on a thread of its own.
  static func work<R: Sendable>(
    _ body: @escaping @Sendable () throws(DriverError) -> R
  ) async throws(DriverError) -> R {
    try await BlockingWork.run { () -> Result<R, DriverError> in
      do throws(DriverError) { return .success(try body()) } catch { return .failure(error) }
    }.get()
  }

  /// Makes a directory and those above it; not an error when it is there.
  static func makeDirectory(_ path: String, mode: UInt32 = 0o755) throws(DriverError) {
    var code = path.withCString { galleon_make_directory(AT_FDCWD, $0, mode) }
    if code == -ENOENT {
      for (index, byte) in path.utf8.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
        _ = String(path.utf8.prefix(index))?.withCString {
          galleon_make_directory(AT_FDCWD, $0, 0o755)
        }
      }
      code = path.withCString { galleon_make_directory(AT_FDCWD, $0, mode) }
    }
    guard code >= 0 || code == -EEXIST else {
      throw failure("make the directory", path, code)
    }
  }

  /// Replaces a file as a whole: a reader, or the next life after a crash, finds the old text or the new one.
  static func write(_ text: String, to path: String) throws(DriverError) {
    let temporary = path + ".new"
    let file = temporary.withCString {
      galleon_open(AT_FDCWD, $0, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    }
    guard file >= 0 else { throw failure("write", path, file) }
    let bytes = Array(text.utf8)
    var code = bytes.withUnsafeBytes { bytes in
      galleon_write(file, bytes.baseAddress, bytes.count, 0)
    }
    if code == bytes.count {
      code = Int64(galleon_sync_data(file))
    } else if code >= 0 {
      code = -Int64(ENOSPC)
    }
    _ = galleon_close(file)
    if code >= 0 {
      code = Int64(
        temporary.withCString { from in
          path.withCString { galleon_rename(AT_FDCWD, from, AT_FDCWD, $0) }
        })
    }
    guard code >= 0 else {
      // On a full disk every block counts.
      _ = temporary.withCString { galleon_unlink(AT_FDCWD, $0, 0) }
      throw failure("write", path, Int32(code))
    }
    try sync((path as NSString).deletingLastPathComponent)
  }

  /// Makes changes of names in a directory durable.
  static func sync(_ directory: String) throws(DriverError) {
    let descriptor = directory.withCString { galleon_open_directory(AT_FDCWD, $0) }
    guard descriptor >= 0 else { throw failure("open", directory, descriptor) }
    defer { _ = galleon_close(descriptor) }
    let code = galleon_sync_data(descriptor)
    guard code >= 0 else { throw failure("flush", directory, code) }
  }

  static func rename(_ from: String, to path: String) throws(DriverError) {
    let code = from.withCString { from in
      path.withCString { galleon_rename(AT_FDCWD, from, AT_FDCWD, $0) }
    }
    guard code >= 0 else { throw failure("rename", from, code) }
    try sync((path as NSString).deletingLastPathComponent)
  }

  /// Not an error when it is gone.
  static func remove(_ path: String) throws(DriverError) {
    let code = path.withCString { galleon_unlink(AT_FDCWD, $0, 0) }
    if code == -ENOENT { return }
    guard code >= 0 else { throw failure("remove", path, code) }
    try sync((path as NSString).deletingLastPathComponent)
  }

  /// Nil when there is none.
  static func stat(of path: String) -> FileStat? {
    var stat = FileStat()
    return path.withCString { galleon_stat(AT_FDCWD, $0, &stat) } >= 0 ? stat : nil
  }

  static func text(of path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }

  /// On a thread of its own.
  static func exists(_ path: String) async -> Bool {
    await BlockingWork.run { stat(of: path) != nil }
  }

  static func isDirectory(_ path: String) -> Bool {
    stat(of: path)?.isDirectory == true
  }

  /// `code` is a negated errno.
  static func failure(_ operation: String, _ path: String, _ code: Int32) -> DriverError {
    DriverError(
      ErrorNumber(-code).isTransient ? .retry : .rollBack, .dataUnwritable,
      "cannot \(operation) \(path): \(PathText.words(of: -code))")
  }
}

extension ErrorNumber {
  /// A shortage that may pass by itself.
  var isTransient: Bool { [EAGAIN, ENOMEM, EMFILE, ENFILE, EBUSY].contains(code) }
}

extension DriverError {
  /// `whose` says which share or snapshot it happened in.
  init(_ error: MoverError, in whose: String) {
    let message = "\(whose): \(error)"
    switch error.kind {
    case .cancelled: self = .cancelled
    case .sourceChanges: self.init(.rollBack, .sourceStillChanging, message)
    case .losses: self.init(.rollBack, .lossNotAllowed, message)
    case .journal: self.init(.rollBack, .dataUnwritable, message)
    case .system(_, let side, _, let code):
      self.init(
        ErrorNumber(code).isTransient ? .retry : .rollBack,
        side == .source ? .dataUnreadable : .dataUnwritable, message)
    }
  }
}
