import Glibc
import HTTP2
import Logging

/// What the process may have open at once (getrlimit(2), RLIMIT_NOFILE), which connections share with the ledger and the copying.
enum Descriptors {
  /// Takes as many as the system lets it have: most start a program with 1024, which were all gone with the first 1000
  /// connections.
  ///
  /// - Returns: how many that are; nil when the system does not say.
  static func raise() -> Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
    let before = limit.rlim_cur
    limit.rlim_cur = limit.rlim_max
    if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 {
      limit.rlim_cur = before
    }
    return Int(clamping: limit.rlim_cur)
  }

  /// Leaves a quarter of all descriptors to what is no connection.
  static func spare(_ limits: inout Limits, of all: Int?, _ logger: Logger) {
    guard let all, limits.connections > all / 4 * 3 else { return }
    logger.warning(
      """
      max_connections is \(limits.connections), but the process may have only \(all) files open: it takes \
      \(all / 4 * 3) connections; more with LimitNOFILE= of systemd, or ulimit -n
      """)
    limits.connections = max(1, all / 4 * 3)
  }
}
