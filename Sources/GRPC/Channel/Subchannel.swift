import HTTP2

/// One address of a channel, with its connection when there is one: does what `SubchannelMachine`, `KeepaliveMachine`
/// and the server's health decide.
///
/// `@unchecked` because it is touched on `loop` only.
final class Subchannel: @unchecked Sendable {
  let address: ServerAddress
  let number = EntityNumber.next()
  /// Where the balancing policy knows it.
  var index = 0
  private let loop: EventLoop
  private let configuration: ClientChannel.Configuration
  private var machine: SubchannelMachine
  private(set) var connection: HTTP2Client?
  /// That one, and those before it whose last calls still run.
  private var standing: [HTTP2Client] = []
  /// What happened on those that are gone.
  private var past = StreamCounts()
  private(set) var report = SubchannelReport.idle
  /// Why it has no connection that serves, after a failure.
  private(set) var failure: String?
  private var keepalive: Keepalive?
  private var health: HealthWatch?
  /// Connections that ended before the task that made them had its turn, by attempt.
  private var early: [Int: HTTP2Error] = [:]

  /// Hears of each change.
  var onChange: ((Subchannel) -> Void)?

  private let healthService: String?

  /// - Parameter healthService: whose health decides whether it serves; nil: it does while its connection stands.
  init(
    _ address: ServerAddress, loop: EventLoop, configuration: ClientChannel.Configuration,
    healthService: String?
  ) {
    self.healthService = healthService
    self.address = address
    self.loop = loop
    self.configuration = configuration
    keepalive = configuration.keepalive
    machine = SubchannelMachine(
      backoff: configuration.backoff, connectTimeout: configuration.connectTimeout)
  }

  func connect() {
    guard let (attempt, timeout) = machine.connectAsked(now: .now) else { return }
    tell(.connecting)
    Task(executorPreference: loop) { await self.connect(attempt, within: timeout) }
  }

  /// Its connection is not wanted: calls that run on it may end.
  func disconnect() {
    guard machine.letGo() else { return }
    forgetConnection()
    tell(.idle)
  }

  /// For good; running calls fail when `atOnce`.
  func shutDown(atOnce: Bool) {
    machine.shutDown()
    onChange = nil
    if atOnce {
      connection?.close(HTTP2Error(.closed, "the channel was closed"))
    }
    forgetConnection()
  }

  /// A stream could not be opened on `connection`, whatever it looked like.
  func unusable(_ connection: HTTP2Client) {
    guard connection === self.connection, case .ready(let attempt, _) = machine.state else {
      return
    }
    lost(attempt, HTTP2Error(.closed, "the connection takes no more calls"))
  }

  // MARK: Connecting

  private func connect(_ attempt: Int, within timeout: Duration) async {
    do throws(HTTP2Error) {
      let connection = try await HTTP2Client.connect(
        to: address.endpoint, tls: configuration.tls, name: address.name, loop: loop,
        timeout: timeout, userTimeout: keepalive?.timeout,
        onGoingAway: { [weak self] code, debug in self?.goingAway(attempt, code, debug) }
      ) { [weak self] error in
        self?.lost(attempt, error)
        self?.countGone()
      }
      connected(connection, attempt)
    } catch {
      failed(attempt, error)
    }
  }

  private func connected(_ connection: HTTP2Client, _ attempt: Int) {
    guard machine.connected(attempt, now: .now) else {
      return connection.close(HTTP2Error(.closed, "nobody wants this connection any more"))
    }
    self.connection = connection
    standing.append(connection)
    // It may have ended before this task had its turn.
    if let error = early.removeValue(forKey: attempt) { return lost(attempt, error) }
    watchKeepalive(connection)
    guard let service = healthService else {
      failure = nil
      return tell(.ready)
    }
    let health = HealthWatch(connection, service, configuration, address)
    health.onChange = { [weak self] in self?.heardOfHealth($0) }
    self.health = health
    health.start()
  }

  private func failed(_ attempt: Int, _ error: HTTP2Error) {
    var random = SystemRandomNumberGenerator()
    guard let delay = machine.failed(attempt, now: .now, using: &random) else { return }
    failure = error.reason
    tell(.failed)
    backOff(attempt, delay)
  }

  private func backOff(_ attempt: Int, _ delay: Duration) {
    _ = loop.schedule(after: delay) { [weak self] in
      guard let self, machine.waited(attempt) else { return }
      tell(.idle)
    }
  }

  // MARK: A standing connection

  private func goingAway(_ attempt: Int, _ code: ErrorCode, _ debug: String) {
    if code == .enhanceYourCalm, debug.hasPrefix("too_many_pings"), let time = keepalive?.time {
      keepalive?.time = time * 2
    }
    lost(attempt, HTTP2Error(.goingAway, "the server is going away"))
  }

  private func lost(_ attempt: Int, _ error: HTTP2Error) {
    if case .connecting(attempt, _) = machine.state { early[attempt] = error }
    var random = SystemRandomNumberGenerator()
    let loss = machine.lost(
      attempt, said: error.kind == .goingAway, now: .now, using: &random)
    switch loss {
    case .nothing: return
    case .idle, .backOff:
      failure = error.reason
      forgetConnection()
    }
    if case .backOff(let delay) = loss {
      tell(.failed)
      backOff(attempt, delay)
    } else {
      tell(.idle)
    }
  }

  private func forgetConnection() {
    connection?.closeWhenIdle()
    connection = nil
    health?.stop()
    health = nil
  }

  private func countGone() {
    for connection in standing where connection.isClosed { past.add(connection.status.counts) }
    standing.removeAll(where: \.isClosed)
  }

  /// For whoever looks into it.
  var status: SubchannelStatus {
    countGone()
    let connections = standing.map(\.status)
    var counts = past
    for connection in connections { counts.add(connection.counts) }
    return SubchannelStatus(
      number: number, target: address.description, state: report.state,
      calls: ChannelCalls(counts), connections: connections)
  }

  private func heardOfHealth(_ health: HealthWatch.Report) {
    switch health {
    case .serving:
      failure = nil
      tell(.ready)
    case .failing(let why):
      failure = why
      tell(.failed)
    }
  }

  private func watchKeepalive(_ connection: HTTP2Client) {
    guard let keepalive else { return }
    schedule(KeepaliveMachine(keepalive), connection, after: keepalive.time)
  }

  private func schedule(
    _ machine: KeepaliveMachine, _ connection: HTTP2Client, after delay: Duration
  ) {
    _ = loop.schedule(after: delay) { [weak self] in
      // Also one that the server has said GOAWAY on, as long as calls run there.
      guard let self, !connection.isClosed else { return }
      var machine = machine
      let hasCalls = connection.hasStreams
      switch machine.asked(reads: connection.reads, hasCalls: hasCalls) {
      case .wait(let time): schedule(machine, connection, after: time)
      case .ping(let time):
        connection.ping()
        schedule(machine, connection, after: time)
      case .close:
        connection.close(
          HTTP2Error(
            .connectionLost, "\(address.description) did not answer a keepalive PING in time"))
      }
    }
  }

  private func tell(_ report: SubchannelReport) {
    guard report != self.report else { return }
    self.report = report
    onChange?(self)
  }
}

extension SubchannelReport {
  fileprivate var state: ConnectivityState {
    switch self {
    case .idle: .idle
    case .connecting: .connecting
    case .ready: .ready
    case .failed: .transientFailure
    }
  }
}
