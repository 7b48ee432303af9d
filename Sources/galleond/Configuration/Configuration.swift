import HTTP2

/// What `galleon.yaml` says: plain values, checked, defaults filled in.
struct Configuration: Sendable, Equatable {
  /// Where the service listens; at least one.
  var listen: [ListenConfiguration]
  /// Whether plaintext beyond loopback was asked for by name.
  var insecure: Bool
  /// Who may call what; nil lets everybody who gets in do everything.
  var access: AccessConfiguration?
  var auditLog: AuditConfiguration
  var ledger: LedgerConfiguration
  var log: LogConfiguration
  /// How long the service keeps serving after SIGTERM while it already reports NOT_SERVING.
  var drainDelay: Duration
  /// How long running calls may take to finish after that.
  var drainTimeout: Duration
  /// A backend whose last sign of life is older counts as down.
  var serviceDownTime: Duration
  /// How often each backend is asked how it is; shorter than that.
  var heartbeatInterval: Duration
  /// Threads that serve connections; nil is one for each processor that the service may use.
  var eventLoops: Int64?
  var connections: ConnectionsConfiguration
  /// Whether large answers are sent in gzip to clients that read it.
  var compression: Bool
  /// Whether unary answers tell balancers how loaded the process is.
  var orca: Bool
  var limits: Limits
  var migrations: MigrationsConfiguration
  var retention: RetentionConfiguration
  /// In the order of the file; the names `host@name` differ.
  var backends: [BackendConfiguration]
}
