import Glibc

/// Turns signals into values.
enum Signals {
  /// From now on SIGTERM, SIGINT and SIGHUP wait until `forward` takes them, and SIGPIPE and
  /// SIGXFSZ are ignored: a write that cannot be is an error of that write, and not the end. Call it on the first thread, before there are others: the threads made later inherit
  /// that these signals are blocked, and in a thread that does not know they would end the process.
  static func block() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var watched = watchedSet()
    pthread_sigmask(SIG_BLOCK, &watched, nil)
  }

  /// Makes the calling thread wait for signals for ever and say what each of them asks.
  ///
  /// This must be the first thread. Left to the runtime it would wait in `dispatch_main`, which on
  /// Linux is a sigsuspend(2) that lets every signal through: SIGTERM would end the process at
  /// once.
  static func forward(_ tell: (SignalRequest) -> Void) -> Never {
    var policy = SignalPolicy()
    var watched = watchedSet()
    while true {
      var number: Int32 = 0
      guard sigwait(&watched, &number) == 0 else { continue }
      if let request = policy.arrived(number) { tell(request) }
    }
  }

  private static func watchedSet() -> sigset_t {
    var watched = sigset_t()
    sigemptyset(&watched)
    for number in SignalPolicy.watched { sigaddset(&watched, number) }
    return watched
  }
}
