import CLinux
import Glibc
import MigrationCore
import Synchronization

/// Storage that is a directory on this machine: a server is a directory below the root, a share a directory in it, a
/// snapshot a copy of that.
package final class DirectoryDriver: Driver {
  package let options: DirectoryOptions
  /// What runs for which migration, so that a cancel can end it.
  let running = RunningWork()
  let rates: RateMemory

  package init(_ options: DirectoryOptions) {
    self.options = options
    rates = RateMemory(root: options.root)
  }

  package let kind = "directory"

  package let capabilities = Capabilities(
    writable: true, nondisruptive: false, preserveSnapshots: true, shareNetworkChange: true,
    migrationCancel: true, migrationGetProgress: true)

  /// Its exports files are exports(5).
  package let protocols: [ShareProtocol] = [.nfs]

  func layout(of server: ShareServer) -> ServerLayout {
    ServerLayout(root: options.root, server: server)
  }

  // MARK: Backend

  package func inspect() async throws(DriverError) -> BackendReport {
    await BlockingWork.run { self.look() }
  }

  private func look() -> BackendReport {
    var report = BackendReport(pools: [])
    do throws(DriverError) {
      try SmallFiles.makeDirectory(options.root)
      let space = try space()
      report.pools = [
        BackendReport.Pool(
          name: options.pool, totalBytes: space.total, freeBytes: space.available)
      ]
    } catch {
      report.problem = error.message
    }
    if report.problem.isEmpty, access(options.root, R_OK | W_OK | X_OK) != 0 {
      report.problem = "cannot write to \(options.root): \(PathText.words(of: errno))"
    }
    return report
  }

  func space() throws(DriverError) -> (total: Int64, available: Int64) {
    let root = options.root.withCString { galleon_open_directory(AT_FDCWD, $0) }
    guard root >= 0 else { throw SmallFiles.failure("open", options.root, root) }
    defer { _ = galleon_close(root) }
    var (total, available, type): (UInt64, UInt64, UInt64) = (0, 0, 0)
    let code = galleon_space(root, &total, &available, &type)
    guard code >= 0 else { throw SmallFiles.failure("examine", options.root, code) }
    return (Int64(clamping: total), Int64(clamping: available))
  }

  // MARK: Servers

  package func createServer(_ server: ServerView) async throws(DriverError) -> CreatedServer {
    let (layout, root) = (layout(of: server.server), options.root)
    let addresses = server.allocations.map(\.ipAddress).joined(separator: " ")
    try await SmallFiles.work { () throws(DriverError) in
      try SmallFiles.makeDirectory(layout.exports)
      try SmallFiles.makeDirectory(layout.snapshots)
      try SmallFiles.write(
        "id \(server.server.id)\naddresses \(addresses)\n", to: layout.memory + "/server")
      try SmallFiles.sync(root)
    }
    return CreatedServer(
      identifier: server.server.id.rawValue,
      backendDetails: ["directory": layout.directory])
  }

  package func deleteServer(_ server: ServerView) async throws(DriverError) {
    try await remove(layout(of: server.server).directory)
  }

  func remove(_ path: String) async throws(DriverError) {
    let error = await BlockingWork.run { () -> MoverError? in
      do throws(MoverError) {
        try TreeRemover.remove(path: path)
        return nil
      } catch {
        return error
      }
    }
    if let error { throw DriverError(error, in: "backend") }
  }

  // MARK: Shares

  package func createShare(
    _ share: Share, on server: ServerView
  ) async throws(DriverError) -> CreatedShare {
    let layout = layout(of: server.server)
    try await SmallFiles.work { () throws(DriverError) in
      try SmallFiles.makeDirectory(layout.share(share.id))
      try SmallFiles.sync(layout.directory)
    }
    return created(share.id, on: server)
  }

  package func deleteShare(_ share: Share, on server: ServerView) async throws(DriverError) {
    let layout = layout(of: server.server)
    try await remove(layout.exports(of: share.id))
    try await remove(layout.share(share.id))
  }

  /// A directory has no size of its own: it is enough that the share is there.
  package func extendShare(
    _ share: Share, toGiB size: Int64, on server: ServerView
  ) async throws(DriverError) {
    let path = layout(of: server.server).share(share.id)
    try await SmallFiles.work { () throws(DriverError) in
      guard SmallFiles.isDirectory(path) else {
        throw SmallFiles.failure("extend", path, -ENOENT)
      }
    }
  }

  func created(_ id: Identifier, on server: ServerView) -> CreatedShare {
    CreatedShare(
      pool: options.pool,
      exportLocations: locations(of: layout(of: server.server).share(id), on: server))
  }

  /// The path under each address of the server; the first that is not for administrators is preferred.
  func locations(of path: String, on server: ServerView) -> [ExportLocation] {
    var hasPreferred = false
    return server.allocations.map { allocation in
      let isV6 = allocation.ipAddress.utf8.contains(UInt8(ascii: ":"))
      let host = isV6 ? "[\(allocation.ipAddress)]" : allocation.ipAddress
      let isAdminOnly = allocation.label == .admin
      defer { hasPreferred = hasPreferred || !isAdminOnly }
      return ExportLocation(
        path: "\(host):\(path)", isPreferred: !isAdminOnly && !hasPreferred,
        isAdminOnly: isAdminOnly)
    }
  }

  package func applyAccessRules(
    _ rules: [AccessRule], to share: Share, on server: ServerView, readOnly: Bool
  ) async throws(DriverError) {
    let layout = layout(of: server.server)
    let snapshots = server.snapshots.filter { $0.shareID == share.id }.map {
      layout.snapshot($0.id)
    }
    try await SmallFiles.work { () throws(DriverError) in
      try SmallFiles.makeDirectory(layout.exports)
      try SmallFiles.write(
        ExportsFile.text(
          path: layout.share(share.id), rules: rules,
          snapshotPaths: snapshots.filter(SmallFiles.isDirectory), readOnly: readOnly),
        to: layout.exports(of: share.id))
    }
  }

  /// Brings the exports of a share up to date when its snapshots have changed. Nothing is exported before rules are.
  func exportSnapshots(of share: Share, on server: ServerView) async throws(DriverError) {
    let path = layout(of: server.server).exports(of: share.id)
    guard await SmallFiles.exists(path) else { return }
    let rules = server.rules.filter { $0.shareID == share.id && !$0.isLeaving }
    try await applyAccessRules(rules, to: share, on: server, readOnly: false)
  }
}
