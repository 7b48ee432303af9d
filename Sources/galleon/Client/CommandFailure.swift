/// Why a command ends without success.
struct CommandFailure: Error, Sendable, Equatable {
  /// What to print on standard error.
  var lines: [String]
  var exitCode: ExitStatus
  /// The server's stable word, when it was the server who said no.
  var reason = ""

  init(lines: [String], exitCode: ExitStatus) {
    self.lines = lines
    self.exitCode = exitCode
  }

  init(_ refusal: Refusal, server: String) {
    lines = RefusalText.lines(refusal, server: server)
    exitCode = refusal.isUnreachable ? .unreachable : .refused
    reason = refusal.reason
  }
}

/// The exit codes of `galleon`. Thrown, it ends the program without a further word.
enum ExitStatus: Int32, Error, Sendable {
  case success = 0
  /// The server said no, or a migration that was watched did not end well.
  case refused = 1
  case usage = 2
  case unreachable = 3
  /// Ended by Ctrl-C, as shells have it: 128 and the signal's number.
  case interrupted = 130
}
