import Synchronization

/// What a server has on one of its loops: listeners and connections.
///
/// `@unchecked` because all but `count` is touched on `loop` only, and asserts it.
final class Shard: @unchecked Sendable {
  let loop: EventLoop
  private let limits: Limits
  private let connectionCount: ConnectionCount
  private let budget: MemoryBudget
  private var sweepTimer: LoopTimer?
  private let makeHandler: @Sendable (Stream) -> any StreamHandler
  private var listeners: [Listener] = []
  private var connections: [ObjectIdentifier: Connection] = [:]
  /// Connections here or on their way here.
  private let count = Atomic(0)
  private var isDraining = false
  /// Of connections that are gone.
  private var past = StreamCounts()
  private var emptied: [() -> Void] = []

  init(
    loop: EventLoop, limits: Limits, connectionCount: ConnectionCount,
    budget: MemoryBudget, makeHandler: @escaping @Sendable (Stream) -> any StreamHandler
  ) {
    self.loop = loop
    self.limits = limits
    self.connectionCount = connectionCount
    self.budget = budget
    self.makeHandler = makeHandler
  }

  /// How many connections the loop serves or is about to; from any thread.
  var load: Int { count.load(ordering: .relaxed) }

  /// Counts a connection before `adopt` is called with it, perhaps from another loop.
  func join() { count.add(1, ordering: .relaxed) }

  /// The connection that was counted is gone, or did not come.
  func leave() { count.subtract(1, ordering: .relaxed) }

  func listen(_ endpoint: Endpoint, onAccept: @escaping (consuming Socket) -> Void)
    throws(HTTP2Error) -> Endpoint
  {
    loop.assertCurrent()
    guard !isDraining else {
      throw HTTP2Error(.closed, "the server is shutting down")
    }
    let opened = try Listener.open(endpoint, loop: loop, onAccept: onAccept)
    listeners += opened.listeners
    return opened.endpoint
  }

  /// - Parameter tls: what the connection is made secure with; nil leaves it plain.
  func adopt(_ socket: consuming Socket, _ tls: TLSContext?) {
    loop.assertCurrent()
    let address = ConnectionCount.address(of: socket.peer)
    guard connectionCount.take(address) else { return leave() }
    var socket = socket
    let connection: Connection
    do throws(HTTP2Error) {
      if let tls { try socket.secure(tls, role: .server) }
      connection = try Connection(
        socket, role: .server, loop: loop, limits: limits, budget: budget)
    } catch {
      connectionCount.giveBack(address)
      return leave()
    }
    connection.accept = makeHandler
    connection.onOverload = { [weak self] in self?.relieve() }
    let key = ObjectIdentifier(connection)
    connection.onClose = { [weak self, unowned connection] _ in
      self?.forget(key, address, connection.countsNow)
    }
    connections[key] = connection
    if sweepTimer == nil { scheduleSweep() }
    do throws(HTTP2Error) { try connection.open() } catch { return connection.close(error) }
    // It was on its way when the draining began: who made it may have sent its first request.
    if isDraining { connection.startDraining() }
  }

  /// Takes no more connections and streams.
  func startDraining() {
    loop.assertCurrent()
    guard !isDraining else { return }
    isDraining = true
    for listener in listeners {
      // The kernel has accepted these already: to close now would reset them.
      listener.ready(0)
      listener.close()
    }
    listeners.removeAll()
    for connection in Array(connections.values) { connection.startDraining() }
  }

  /// Calls `body` once, when the last connection has ended.
  func whenEmpty(_ body: @escaping () -> Void) {
    loop.assertCurrent()
    guard !connections.isEmpty else { return body() }
    emptied.append(body)
  }

  func closeAll() {
    loop.assertCurrent()
    for connection in Array(connections.values) {
      connection.closeWithStatus(HTTP2Error(.closed, "the server was shut down"))
    }
  }

  // MARK: For whoever looks into a running server

  func counts() -> StreamCounts {
    loop.assertCurrent()
    var counts = past
    for connection in connections.values { counts.add(connection.countsNow) }
    return counts
  }

  /// Up to `max` connections from a number on, lowest numbers first.
  func statuses(from number: Int, max: Int) -> [ConnectionStatus] {
    loop.assertCurrent()
    let found = connections.values.filter { $0.number >= number }
    return found.sorted { $0.number < $1.number }.prefix(max).map(\.status)
  }

  func listenerStatuses() -> [ListenerStatus] {
    loop.assertCurrent()
    return listeners.map(\.status)
  }

  // MARK: Peers that are late or hold too much

  private func scheduleSweep() {
    sweepTimer = loop.schedule(after: .seconds(1)) { [weak self] in
      guard let self else { return }
      sweepTimer = nil
      guard !connections.isEmpty else { return }
      let now = ContinuousClock.now
      for connection in Array(connections.values) { connection.sweep(at: now) }
      loop.trim()
      if budget.isExceeded { relieve() }
      scheduleSweep()
    }
  }

  /// Closes whoever holds most, until all hold no more than they may; the small ones are not the reason.
  private func relieve() {
    while budget.isExceeded {
      let fattest = connections.values.max { $0.heldBytes < $1.heldBytes }
      guard let fattest, fattest.heldBytes > MemoryBudget.step else { return }
      fattest.close(
        HTTP2Error(.closed, "\(fattest.peer) held most of the server's memory when it was used up"))
    }
  }

  private func forget(_ key: ObjectIdentifier, _ address: String?, _ last: StreamCounts) {
    past.add(last)
    connections[key] = nil
    connectionCount.giveBack(address)
    leave()
    guard connections.isEmpty else { return }
    let waiting = emptied
    emptied = []
    for whenEmpty in waiting { whenEmpty() }
  }
}
