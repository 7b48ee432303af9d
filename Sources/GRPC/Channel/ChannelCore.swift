import HTTP2

/// What a channel does on its loop: keeps subchannels as its balancing policy decides, and hands calls to them.
///
/// `@unchecked` because it is touched on `loop` only.
final class ChannelCore: @unchecked Sendable {
  /// Where a call goes.
  enum Pick {
    case use(Subchannel, HTTP2Client)
    /// Until something changes.
    case wait
    case fail(RPCError)
    /// The channel is closed: no waiting helps.
    case refuse(RPCError)
  }

  private enum Resolution {
    case none
    case running
    case done(at: ContinuousClock.Instant)
    case failed(String)
  }

  let loop: EventLoop
  let number = EntityNumber.next()
  let servers: ServerList
  let configuration: ClientChannel.Configuration
  let board = ConnectivityBoard()
  var throttle: RetryThrottle?

  private var policy: any LoadBalancing
  private var subchannels: [Subchannel] = []
  private var ready: [Subchannel] = []
  /// Whose turn it is.
  private var turn = Int.random(in: 0..<1024)
  private var waiting: [any PickWaiter] = []
  private var resolution = Resolution.none
  private var resolveBackoff: Backoff
  private var delayTimer: LoopTimer?
  private var idleTimer: LoopTimer?
  private var calls = ChannelCalls()
  private var lastUse = ContinuousClock.now
  private var isClosed = false

  init(_ servers: ServerList, _ configuration: ClientChannel.Configuration, _ loop: EventLoop) {
    self.servers = servers
    self.configuration = configuration
    self.loop = loop
    throttle = configuration.serviceConfig.retryThrottle
    resolveBackoff = configuration.backoff
    switch configuration.serviceConfig.loadBalancing {
    case .pickFirst: policy = PickFirst()
    case .roundRobin: policy = RoundRobin()
    }
  }

  // MARK: Calls

  func pick() -> Pick {
    if !ready.isEmpty {
      turn &+= 1
      let subchannel = ready[turn % ready.count]
      if let connection = subchannel.connection { return .use(subchannel, connection) }
    }
    if isClosed { return .refuse(closedError) }
    switch state {
    case .idle:
      connect()
      return .wait
    case .connecting, .ready, .shutdown: return .wait
    case .transientFailure: return .fail(failure)
    }
  }

  /// Has `call` pick again when something has changed.
  func wait(_ call: any PickWaiter) { waiting.append(call) }

  func stopWaiting(_ call: any PickWaiter) { waiting.removeAll { $0 === call } }

  func callBegan() {
    calls.started += 1
    calls.latestStart = loop.tickStart
  }

  func callEnded(failed: Bool) {
    if failed { calls.failed += 1 } else { calls.succeeded += 1 }
    if !hasCalls { lastUse = loop.tickStart }
  }

  private var hasCalls: Bool { calls.started > calls.succeeded + calls.failed }

  /// Why calls that wait have no connection; nil while nothing has failed.
  var trouble: String? {
    if case .failed(let why) = resolution { return why }
    let failures = subchannels.compactMap { subchannel in
      subchannel.failure.map { "\(subchannel.address.description): \($0)" }
    }
    switch failures.count {
    case 0: return nil
    case 1: return "cannot reach \(failures[0])"
    default:
      return "cannot reach any of \(failures.count) servers: " + failures.joined(separator: "; ")
    }
  }

  private var failure: RPCError {
    RPCError(code: .unavailable, message: trouble ?? "cannot reach \(servers)")
  }

  private var closedError: RPCError {
    RPCError(code: .unavailable, message: "the channel to \(servers) is closed")
  }

  // MARK: Connections

  private var state: ConnectivityState {
    if isClosed { return .shutdown }
    switch resolution {
    case .none: return .idle
    case .running: return subchannels.isEmpty ? .connecting : policy.state
    case .done: return policy.state
    case .failed: return .transientFailure
    }
  }

  /// Makes connections if there are none.
  func connect() {
    guard !isClosed else { return }
    switch resolution {
    case .none: resolve()
    case .running, .failed: break
    case .done: obey(policy.connectAsked())
    }
    startIdleTimer()
    update()
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    delayTimer?.cancel()
    idleTimer?.cancel()
    ready = []
    for subchannel in subchannels { subchannel.shutDown(atOnce: true) }
    subchannels = []
    update()
    ClientChannels.remove(self)
  }

  /// For whoever looks into it.
  var status: ChannelStatus {
    ChannelStatus(
      number: number, target: servers.description, state: board.state, calls: calls,
      subchannels: subchannels.map(\.status))
  }

  private func obey(_ orders: [LoadBalancingOrder]) {
    for order in orders {
      switch order {
      case .connect(let index): subchannels[index].connect()
      case .disconnect(let index): subchannels[index].disconnect()
      case .startDelay:
        delayTimer?.cancel()
        // The connection attempt delay of RFC 8305.
        delayTimer = loop.schedule(after: .milliseconds(250)) { [weak self] in
          guard let self, !isClosed else { return }
          obey(policy.delayElapsed())
          update()
        }
      }
    }
  }

  private func changed(_ subchannel: Subchannel) {
    guard !isClosed else { return }
    obey(policy.changed(subchannel.index, to: subchannel.report))
    if subchannel.report == .failed || subchannel.report == .idle { resolveAgain() }
    update()
  }

  /// Publishes what has changed, and has waiting calls pick again.
  private func update() {
    ready = isClosed ? [] : policy.ready.map { subchannels[$0] }
    let state = state
    board.show(state)
    switch state {
    case .idle, .connecting: break
    case .ready, .transientFailure, .shutdown:
      guard !waiting.isEmpty else { return }
      let calls = waiting
      waiting = []
      for call in calls { call.pickAgain() }
    }
  }

  // MARK: Names

  private func resolve() {
    resolution = .running
    let entries = servers.entries
    guard entries.contains(where: \.isName) else {
      return resolved(
        entries.map { entry in
          switch entry {
          case .fixed(let endpoint): ServerAddress(endpoint)
          case .name(let host, let port):
            ServerAddress(.tcp(host: host, port: port), host: host, port: port)
          }
        }, nil)
    }
    Task(executorPreference: loop) {
      var addresses: [ServerAddress] = []
      var problem: String?
      for entry in entries {
        switch entry {
        case .fixed(let endpoint): addresses.append(ServerAddress(endpoint))
        case .name(let host, let port):
          do throws(HTTP2Error) {
            addresses += try await HostLookup.endpoints(of: host, port: port).map {
              ServerAddress($0, host: host, port: port)
            }
          } catch {
            problem = error.message
          }
        }
      }
      self.resolved(addresses, problem)
      self.update()
    }
  }

  private func resolved(_ addresses: [ServerAddress], _ problem: String?) {
    guard !isClosed else { return }
    if addresses.isEmpty {
      // What was known before is better than nothing.
      guard subchannels.isEmpty else { return resolution = .done(at: .now) }
      resolution = .failed("cannot reach \(servers): \(problem ?? "it stands for no address")")
      var random = SystemRandomNumberGenerator()
      _ = loop.schedule(after: resolveBackoff.failed(using: &random)) { [weak self] in
        guard let self, !isClosed, case .failed = resolution else { return }
        resolve()
      }
      return
    }
    resolveBackoff.succeeded()
    let isFirst = subchannels.isEmpty
    resolution = .done(at: .now)
    take(addresses)
    if isFirst { obey(policy.connectAsked()) }
  }

  /// Keeps the subchannels of addresses that are still there.
  private func take(_ addresses: [ServerAddress]) {
    var unique: [ServerAddress] = []
    for address in addresses where !unique.contains(address) { unique.append(address) }
    guard unique != subchannels.map(\.address) else { return }
    let before = subchannels
    // One server alone is asked in any case: its own answer says more than that it does not serve.
    let health = unique.count > 1 ? configuration.healthService : nil
    subchannels = unique.enumerated().map { index, address in
      let subchannel =
        before.first { $0.address == address }
        ?? Subchannel(address, loop: loop, configuration: configuration, healthService: health)
      subchannel.index = index
      subchannel.onChange = { [weak self] in self?.changed($0) }
      return subchannel
    }
    for subchannel in before where !subchannels.contains(where: { $0 === subchannel }) {
      subchannel.shutDown(atOnce: false)
    }
    obey(policy.replaced(with: subchannels.map(\.report)))
  }

  /// A server that went away may have moved.
  private func resolveAgain() {
    guard case .done(let at) = resolution, servers.entries.contains(where: \.isName),
      at.duration(to: .now) >= configuration.resolveInterval
    else { return }
    resolve()
  }

  // MARK: Idleness

  private func startIdleTimer() {
    guard let timeout = configuration.idleTimeout, idleTimer == nil else { return }
    lastUse = .now
    scheduleIdle(after: timeout, timeout)
  }

  private func scheduleIdle(after delay: Duration, _ timeout: Duration) {
    idleTimer = loop.schedule(after: delay) { [weak self] in
      guard let self, !isClosed else { return }
      let idle = hasCalls ? .zero : lastUse.duration(to: .now)
      guard idle >= timeout else { return scheduleIdle(after: timeout - idle, timeout) }
      idleTimer = nil
      obey(policy.becameIdle())
      update()
    }
  }
}

extension ServerList.Entry {
  fileprivate var isName: Bool {
    switch self {
    case .name: true
    case .fixed: false
    }
  }
}
