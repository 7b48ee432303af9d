import Glibc

/// The terminal, if there is one, and the standard streams.
enum Terminal {
  /// Whether standard output is a terminal that understands how to move the cursor.
  static var isInteractive: Bool {
    guard isatty(STDOUT_FILENO) == 1 else { return false }
    guard let kind = getenv("TERM") else { return false }
    return String(cString: kind) != "dumb"
  }

  /// The terminal on standard output; nil when it is none.
  static var size: (columns: Int, rows: Int)? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Writes to standard output. When nobody reads it any more, as behind `| head`, the program
  /// ends.
  static func print(_ text: String) {
    if !write(text, STDOUT_FILENO) { exit(0) }
  }

  /// Writes lines to standard error.
  static func complain(_ lines: [String]) {
    _ = write(lines.map { $0 + "\n" }.joined(), STDERR_FILENO)
  }

  private static func write(_ text: String, _ descriptor: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      done += written
    }
    return true
  }
}
