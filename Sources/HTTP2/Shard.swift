/// What a server has on one of its loops: listeners and connections.
///
/// `@unchecked` because it is touched on `loop` only, and asserts it.
final class Shard: @unchecked Sendable {
  let loop: EventLoop
  private let limits: Limits
  private let connectionCount: ConnectionCount
  private let makeHandler: @Sendable (Stream) -> any StreamHandler
  private var listeners: [Listener] = []
  private var connections: [ObjectIdentifier: Connection] = [:]
  private var isDraining = false
  /// Of connections that are gone.
  private var past = StreamCounts()
  private var emptied: [() -> Void] = []

  init(
    loop: EventLoop, limits: Limits, connectionCount: ConnectionCount,
    makeHandler: @escaping @Sendable (Stream) -> any StreamHandler
  ) {
    self.loop = loop
    self.limits = limits
    self.connectionCount = connectionCount
    self.makeHandler = makeHandler
  }

  func listen(_ endpoint: Endpoint, onAccept: @escaping (consuming Socket) -> Void)
    throws(HTTP2Error) -> Endpoint
  {
    loop.assertCurrent()
    let opened = try Listener.open(endpoint, loop: loop, onAccept: onAccept)
    listeners += opened.listeners
    return opened.endpoint
  }

  /// - Parameter tls: what the connection is made secure with; nil leaves it plain.
  func adopt(_ socket: consuming Socket, _ tls: TLSContext?) {
    loop.assertCurrent()
    guard !isDraining, connectionCount.take() else { return }
    var socket = socket
    if let tls {
      do { try socket.secure(tls, role: .server) } catch { return connectionCount.giveBack() }
    }
    guard
      let connection = try? Connection(socket, role: .server, loop: loop, limits: limits)
    else { return connectionCount.giveBack() }
    connection.accept = makeHandler
    let key = ObjectIdentifier(connection)
    connection.onClose = { [weak self, unowned connection] _ in
      self?.forget(key, connection.countsNow)
    }
    connections[key] = connection
    do { try connection.open() } catch { connection.close(error) }
  }

  /// Takes no more connections and streams; each `whenEmpty` is called once, when the last one has ended.
  func drain(whenEmpty: @escaping () -> Void) {
    loop.assertCurrent()
    isDraining = true
    for listener in listeners { listener.close() }
    listeners.removeAll()
    guard !connections.isEmpty else { return whenEmpty() }
    emptied.append(whenEmpty)
    for connection in connections.values { connection.startDraining() }
  }

  func closeAll() {
    loop.assertCurrent()
    for connection in Array(connections.values) {
      connection.close(HTTP2Error(.closed, "the server was shut down"))
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

  private func forget(_ key: ObjectIdentifier, _ last: StreamCounts) {
    past.add(last)
    connections[key] = nil
    connectionCount.giveBack()
    guard connections.isEmpty else { return }
    let waiting = emptied
    emptied = []
    for whenEmpty in waiting { whenEmpty() }
  }
}
