/// What a signal asks of the service.
enum SignalRequest: Sendable, Equatable {
  /// Stop taking work, let what runs end, then exit (the first SIGTERM or SIGINT).
  case drain
  /// Exit now (a further one).
  case quit
  /// Read the configuration again (SIGHUP).
  case reload
}
