import Logging

extension ConfigurationLoader {
  /// Reads the top of the file. Nil when something without a default is missing; that is reported.
  static func readConfiguration(
    _ reader: ConfigurationReader, directory: String, insecure isForced: Bool
  ) -> Configuration? {
    let anyTime = Duration.zero...Duration.seconds(86_400)
    let insecure = reader.value("insecure", default: false, ScalarParser.boolean) || isForced
    let access = readAccess(reader.section("access"), directory: directory)
    let listen = readListen(
      reader, insecure: insecure, asksWho: access != nil, directory: directory)
    let auditLog = readAudit(reader, directory: directory)
    let ledger = readLedger(reader.section("ledger"), directory: directory)
    let log = readLog(reader.section("log"))
    let drainDelay = reader.value(
      "drain_delay", default: .seconds(5), ScalarParser.duration(anyTime))
    let drainTimeout = reader.value(
      "drain_timeout", default: .seconds(25), ScalarParser.duration(anyTime))
    let serviceDownTime = reader.value(
      "service_down_time", default: .seconds(60),
      ScalarParser.duration(.seconds(1)...Duration.seconds(86_400)))
    let heartbeatInterval = reader.value(
      "heartbeat_interval", default: .seconds(10),
      ScalarParser.duration(.milliseconds(100)...Duration.seconds(3600)))
    if heartbeatInterval >= serviceDownTime {
      reader.report(
        at: reader.has("heartbeat_interval") ? "heartbeat_interval" : "service_down_time",
        "service_down_time must be longer than heartbeat_interval, else every backend counts "
          + "as down")
    }
    let eventLoops = reader.value("event_loops", default: nil, autoOr(1...1024))
    let connections = readConnections(reader.section("connections"))
    let compression = reader.value("compression", default: true, ScalarParser.boolean)
    let orca = reader.value("orca", default: false, ScalarParser.boolean)
    let limits = readLimits(reader.section("limits"))
    let migrations = readMigrations(reader.section("migrations"))
    let retention = readRetention(reader.section("retention"), migrations)
    let backends = readBackends(reader, directory: directory)
    reader.finish()
    guard let ledger, let backends else { return nil }
    return Configuration(
      listen: listen, insecure: insecure, access: access, auditLog: auditLog, ledger: ledger,
      log: log, drainDelay: drainDelay,
      drainTimeout: drainTimeout, serviceDownTime: serviceDownTime,
      heartbeatInterval: heartbeatInterval, eventLoops: eventLoops, connections: connections,
      compression: compression, orca: orca, limits: limits,
      migrations: migrations, retention: retention, backends: backends)
  }

  private static func readLedger(
    _ reader: ConfigurationReader, directory: String
  ) -> LedgerConfiguration? {
    let sqlite = reader.section("sqlite")
    let path = sqlite.value(
      "path", default: "/var/lib/galleon/ledger.sqlite", ScalarParser.path(relativeTo: directory))
    sqlite.finish()
    reader.finish()
    return .sqlite(path: path)
  }

  private static func readLog(_ reader: ConfigurationReader) -> LogConfiguration {
    let log = LogConfiguration(
      level: reader.value("level", default: .info, ScalarParser.word(Logger.Level.self)),
      format: reader.value(
        "format", default: .text, ScalarParser.word(LogConfiguration.Format.self)))
    reader.finish()
    return log
  }

  private static func readRetention(
    _ reader: ConfigurationReader, _ migrations: MigrationsConfiguration
  ) -> RetentionConfiguration {
    let years = Duration.seconds(1)...Duration.seconds(3650 * 86_400)
    let retention = RetentionConfiguration(
      removeMigrationsAfter: reader.value(
        "remove_migrations_after", default: nil, neverOr(years)),
      forgetRequestsAfter: reader.value("forget_requests_after", default: nil, neverOr(years)))
    if let deletion = migrations.deleteSourceAfter, let removal = retention.removeMigrationsAfter,
      removal <= deletion
    {
      reader.report(
        at: "remove_migrations_after",
        "a migration must be kept longer than migrations.delete_source_after: its record says "
          + "which source is to be deleted")
    }
    reader.finish()
    return retention
  }

  /// A duration, or `never`, which is nil.
  static func neverOr(
    _ range: ClosedRange<Duration>
  ) -> (String) throws(BadValue) -> Duration? {
    { (text: String) throws(BadValue) -> Duration? in
      if text == "never" { return nil }
      do throws(BadValue) {
        return try ScalarParser.duration(range)(text)
      } catch {
        throw BadValue("never, or \(error.expected)")
      }
    }
  }

  /// A count, or `auto`, which is nil.
  private static func autoOr(
    _ range: ClosedRange<Int64>
  ) -> (String) throws(BadValue) -> Int64? {
    { (text: String) throws(BadValue) -> Int64? in
      if text == "auto" { return nil }
      do throws(BadValue) {
        return try ScalarParser.count(range)(text)
      } catch {
        throw BadValue("auto, or \(error.expected)")
      }
    }
  }

  private static func readMigrations(_ reader: ConfigurationReader) -> MigrationsConfiguration {
    let deleteSourceAfter = reader.value(
      "delete_source_after", default: nil, neverOr(.zero...Duration.seconds(3650 * 86_400)))
    let migrations = MigrationsConfiguration(
      deleteSourceAfter: deleteSourceAfter,
      driverAttempts: reader.value("driver_attempts", default: 6, ScalarParser.count(1...100)),
      driverRetryDelay: reader.value(
        "driver_retry_delay", default: .milliseconds(100),
        ScalarParser.duration(.milliseconds(1)...Duration.seconds(60))),
      watchHeartbeat: reader.value(
        "watch_heartbeat", default: .seconds(15),
        ScalarParser.duration(.seconds(1)...Duration.seconds(600))),
      slowWatcherTimeout: reader.value(
        "slow_watcher_timeout", default: .seconds(60),
        ScalarParser.duration(.seconds(1)...Duration.seconds(3600))),
      maxConcurrent: reader.value(
        "max_concurrent", default: 64, ScalarParser.count(0...1_000_000)),
      maxConcurrentPerBackend: reader.value(
        "max_concurrent_per_backend", default: 16, ScalarParser.count(0...1_000_000)),
      maxChecks: reader.value("max_checks", default: 64, ScalarParser.count(1...100_000)),
      driverDeadline: reader.value(
        "driver_deadline", default: .seconds(3600),
        ScalarParser.duration(.seconds(1)...Duration.seconds(30 * 86_400))),
      stallTimeout: reader.value(
        "stall_timeout", default: .seconds(1800),
        ScalarParser.duration(.seconds(1)...Duration.seconds(30 * 86_400))))
    reader.finish()
    return migrations
  }
}
