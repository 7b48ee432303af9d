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

  package func inspect() async throws(DriverError) -> BackendReport {
    try await take(.inspect)
    var left = storage.state.withLock { $0.shares.values.reduce(0, +) }
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
    storage.state.withLock { state in
      state.servers.remove(server.server.id)
      for share in server.shares {
        state.shares[share.id] = nil
        state.rules[share.id] = nil
      }
    }
  }

  package func createShare(_ share: Share, on server: ServerView)
    async throws(DriverError) -> CreatedShare
  {
    try await take(.createShare)
    storage.state.withLock { $0.shares[share.id] = options.shareBytes }
    return created(share, on: server)
  }

  package func deleteShare(_ share: Share, on server: ServerView) async throws(DriverError) {
    try await take(.deleteShare)
    storage.state.withLock { state in
      state.shares[share.id] = nil
      state.rules[share.id] = nil
    }
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
    storage.state.withLock { _ = $0.snapshots.insert(snapshot.id) }
    return CreatedSnapshot(providerLocation: "dummy/\(snapshot.id)")
  }

  package func deleteSnapshot(_ snapshot: Snapshot, of share: Share, on server: ServerView)
    async throws(DriverError)
  {
    try await take(.deleteSnapshot)
    storage.state.withLock { _ = $0.snapshots.remove(snapshot.id) }
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
    let earlier = storage.state.withLock { state in
      defer { state.calls.append(call) }
      return state.calls.count { $0 == call }
    }
    if let delay = options.delays[call], delay > .zero {
      do { try await clock.sleep(for: delay) } catch { throw DriverError.cancelled }
    }
    for fault in options.faults where fault.call == call && earlier >= fault.after {
      if let times = fault.times, earlier >= fault.after + times { continue }
      throw fault.error
    }
  }
}
