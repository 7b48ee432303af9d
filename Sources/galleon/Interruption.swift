import Glibc
import Synchronization

/// What Ctrl-C does.
enum Interruption {
  private static let words = Mutex<[String]>([])

  /// What to say when the user interrupts from now on; nothing when empty.
  static func say(_ lines: [String]) {
    words.withLock { $0 = lines }
  }

  /// Keeps SIGINT for `wait`, and ignores SIGPIPE. Call it on the first thread before there are
  /// others.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    var set = interrupt()
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits on the first thread for Ctrl-C; what the program does runs on others.
  static func wait() -> Never {
    var set = interrupt()
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 || number != SIGINT {}
    // The terminal has echoed ^C where the cursor was.
    let lines = words.withLock { $0 }
    if !lines.isEmpty { Terminal.complain([""] + lines) }
    exit(ExitStatus.interrupted.rawValue)
  }

  private static func interrupt() -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGINT)
    return set
  }
}
