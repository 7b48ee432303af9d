import Logging
import MigrationCore

/// What the inventory's workers share: finding the driver, repeating what may succeed later, recording the end.
extension Inventory {
  /// Attempts of one driver call before its error is final.
  private static let attemptsMax = 5

  /// The driver of a backend for a caller who needs it now.
  func driver(of host: BackendAddress, forNewResources: Bool = false) throws(Refusal)
    -> any Driver
  {
    let subject = Refusal.Subject(noun: "backend", id: host.rawValue)
    guard let state = backends.state(of: host), let driver = backends.driver(of: host) else {
      throw Refusal(
        .notFound, .backendNotFound, "no backend has the address \(host)", subject: subject)
    }
    if forNewResources && !state.isEnabled {
      throw Refusal(
        .unavailable, .backendDisabled, "backend \(host) is disabled", subject: subject)
    }
    guard state.isUp else {
      throw Refusal(.unavailable, .backendDown, "backend \(host) is down", subject: subject)
    }
    return driver
  }

  /// Makes a driver call that must answer within the configured time, again while its errors are worth it.
  func attempt<Value: Sendable>(
    _ host: BackendAddress,
    _ call: @escaping @Sendable (any Driver) async throws(DriverError) -> Value
  ) async throws(DriverError) -> Value {
    guard let driver = backends.driver(of: host) else {
      throw DriverError(.rollBack, .backendNotFound, "no backend has the address \(host)")
    }
    let watchdog = Watchdog(clock: clock, executor: settings.executor)
    let watch = CallWatch(name: "change the backend", limit: .whole(settings.driverDeadline))
    var attempt = 1
    while true {
      do throws(DriverError) {
        return try await watchdog.watched(watch) { () async throws(DriverError) in
          try await call(driver)
        }
      } catch {
        guard error.recovery == .retry, attempt < Self.attemptsMax else { throw error }
        do { try await clock.sleep(for: .milliseconds(50 << attempt)) } catch {
          throw DriverError.cancelled
        }
        attempt += 1
      }
    }
  }

  /// Records the end of a work, again and again while the ledger cannot; gives up only when told to stop, and then the
  /// next life of the service repeats the work.
  func record(
    _ what: String, _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Void
  ) async {
    var delay = Duration.milliseconds(50)
    while !Task.isCancelled {
      do throws(Refusal) {
        return try await ledger.write(body)
      } catch {
        guard error.kind == .unavailable else {
          logger.error("\(what) could not be recorded: \(error.message)")
          return
        }
        logger.debug("\(what) cannot be recorded yet: \(error.message)")
        do { try await clock.sleep(for: delay) } catch { return }
        delay = min(delay * 2, .seconds(5))
      }
    }
  }

  /// Writes what a driver error means for a resource, unless the work was only told to stop.
  func recordFailure(
    _ error: DriverError, _ what: String,
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Void
  ) async {
    guard !Task.isCancelled else { return }
    logger.error("\(what) failed: \(error.message)", metadata: ["reason": "\(error.reason)"])
    await record(what, body)
  }

  /// The server, which must be there and not be part of a migration. Its status alone does not tell: a destination is
  /// `creating` at first, and an operator may have reset it.
  static func unmigrating(_ id: Identifier, _ tx: any LedgerReading) throws(Refusal)
    -> ShareServer
  {
    let server = try tx.get(ShareServer.self, id)
    if let migration = try tx.busyMigration(of: id) { throw migration.blocks(id) }
    return server
  }

  /// Refuses what its backend could not do now, before anything is recorded. A disabled backend takes no new shares.
  func refuseUnreachable(_ server: ShareServer, forNewResources: Bool = false) throws(Refusal) {
    _ = try driver(of: server.host, forNewResources: forNewResources)
  }

  /// A backend that is being evacuated takes no new servers; what it has may still be changed.
  func refuseEvacuating(_ host: BackendAddress) throws(Refusal) {
    guard backends.state(of: host)?.isEvacuating ?? false else { return }
    throw Refusal(
      .unavailable, .backendEvacuating,
      "backend \(host) is being evacuated and takes no new share servers",
      subject: .init(noun: "backend", id: host.rawValue))
  }

  /// The server, which must be `active`.
  static func active(_ id: Identifier, _ tx: any LedgerReading) throws(Refusal) -> ShareServer {
    let server = try unmigrating(id, tx)
    guard server.status == .active else { throw server.notActive }
    return server
  }

  static func view(_ id: Identifier, _ tx: any LedgerReading) throws(Refusal) -> ServerView {
    guard let view = try ServerView.gather(id, in: tx) else {
      throw Refusal.notFound(.shareServer, id)
    }
    return view
  }
}
