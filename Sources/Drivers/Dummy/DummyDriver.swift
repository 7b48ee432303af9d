import MigrationCore

/// A backend in memory: the reference for what a driver does, and the double in tests. It only pretends to hold data, so
/// things that it does not know, after a restart, are taken as they are named.
package final class DummyDriver: Driver {
  package let kind = "dummy"
  package let options: DummyOptions
  package let storage: DummyStorage
  let clock: any WallClock

  package init(
    _ options: DummyOptions = DummyOptions(), storage: DummyStorage = DummyStorage(),
    clock: any WallClock
  ) {
    self.options = options
    self.storage = storage
    self.clock = clock
  }

  package var capabilities: Capabilities { options.capabilities }
  package let protocols: [ShareProtocol] = [.nfs, .cifs]

  package func inspect() async throws(DriverError) -> BackendReport {
    try await take(.inspect)
    var left = storage.state.withLock { $0.usedBytes }
    let pools = options.pools.map { pool in
      let used = min(left, pool.totalBytes)
      left -= used
      return BackendReport.Pool(
        name: pool.name, totalBytes: pool.totalBytes, freeBytes: pool.totalBytes - used)
    }
    return BackendReport(pools: pools)
  }

  package func createServer(_ server: ServerView) async throws(DriverError) -> CreatedServer {
    try await take(.createServer)
    storage.state.withLock { _ = $0.servers.insert(server.server.id) }
    return CreatedServer(identifier: "dummy-\(server.server.id)")
  }

  package func deleteServer(_ server: ServerView) async throws(DriverError) {
    try await take(.deleteServer)
    storage.state.withLock { $0.removeServer(server.server.id) }
  }

  package func createShare(_ share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedShare
  {
    try await take(.createShare)
    storage.state.withLock { state in
      state.shares[share.id] = .init(server: server.server.id, bytes: options.shareBytes)
    }
    return created(share, on: server)
  }

  package func deleteShare(_ share: Share, on server: ServerView) async throws(DriverError) {
    try await take(.deleteShare)
    storage.state.withLock { $0.removeShare(share.id) }
  }

  package func extendShare(_ share: Share, toGiB size: Int64, on server: ServerView)
    async throws(DriverError)
  {
    try await take(.extendShare)
  }

  package func createSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedSnapshot
  {
    try await take(.createSnapshot)
    storage.state.withLock { $0.snapshots[snapshot.id] = server.server.id }
    return CreatedSnapshot(providerLocation: "dummy/\(snapshot.id)")
  }

  package func deleteSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError)
  {
    try await take(.deleteSnapshot)
    storage.state.withLock { $0.snapshots[snapshot.id] = nil }
  }

  package func applyAccessRules(
    _ rules: [AccessRule], to share: Share, on server: ServerView, readOnly: Bool
  ) async throws(DriverError) {
    try await take(.applyAccessRules)
    storage.state.withLock { $0.rules[share.id] = .init(rules: rules, readOnly: readOnly) }
  }

  func created(_ share: Share, on server: ServerView) -> CreatedShare {
    let addresses = server.allocations.map(\.ipAddress)
    let paths = addresses.isEmpty ? ["0.0.0.0"] : addresses
    return CreatedShare(
      pool: options.pools.first?.name ?? "pool",
      exportLocations: paths.enumerated().map { index, address in
        let host = address.contains(":") ? "[\(address)]" : address
        return ExportLocation(path: "\(host):/\(share.id)", isPreferred: index == 0)
      })
  }

  /// Notes the call, waits as long as it takes, and fails when it is to fail. With neither it does not suspend.
  func take(_ call: DummyCall) async throws(DriverError) {
    let earlier = note(call)
    if let delay = options.delays[call], delay > .zero { try await sleep(for: delay) }
    try await strike(call, earlier: earlier)
  }

  /// Notes the call; answers how many of its kind there were before.
  func note(_ call: DummyCall) -> Int {
    storage.state.withLock { state in
      defer { state.calls.append(call) }
      return state.calls.count { $0 == call }
    }
  }

  /// Fails, or hangs until the task is cancelled, when the call is to.
  func strike(_ call: DummyCall, earlier: Int) async throws(DriverError) {
    for fault in options.faults where fault.call == call && earlier >= fault.after {
      if let times = fault.times, earlier - fault.after >= times { continue }
      if let error = fault.error { throw error }
      while true { try await sleep(for: .seconds(3600)) }
    }
  }

  func sleep(for duration: Duration) async throws(DriverError) {
    do { try await clock.sleep(for: duration) } catch { throw .cancelled }
  }
}
