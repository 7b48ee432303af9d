import Logging
import MigrationCore
import Synchronization

/// A backend as the configuration names it.
package struct BackendEntry: Sendable {
  package let address: BackendAddress
  package let availabilityZone: String
  package let isEnabled: Bool
  package let driver: any Driver

  package init(
    address: BackendAddress, availabilityZone: String, isEnabled: Bool = true,
    driver: any Driver
  ) {
    self.address = address
    self.availabilityZone = availabilityZone
    self.isEnabled = isEnabled
    self.driver = driver
  }
}

/// A backend as it is now.
package struct BackendState: Sendable {
  package let address: BackendAddress
  package let availabilityZone: String
  package let isEnabled: Bool
  /// Whether everything is being moved off it, so that nothing new comes.
  package let isEvacuating: Bool
  /// Whether it was heard of within the service's down time, and well.
  package let isUp: Bool
  /// Its last word on itself; nil before the first.
  package let report: BackendReport?
  package let lastHeartbeat: Timestamp?
  package let kind: String
  package let capabilities: Capabilities
  /// What its driver serves shares with.
  package let protocols: [ShareProtocol]
}

/// All backends, and when each was last heard of.
package final class BackendCatalog: Sendable {
  private struct Entry: Sendable {
    let fixed: BackendEntry
    var isEnabled: Bool
    var isEvacuating = false
    var report: BackendReport?
    var lastHeartbeat: Timestamp?
  }

  private let entries: Mutex<[BackendAddress: Entry]>
  private let clock: any WallClock
  private let downTime: Duration
  private let logger: Logger

  package init(
    _ entries: [BackendEntry], clock: any WallClock, downTime: Duration, logger: Logger
  ) {
    let known = entries.map { ($0.address, Entry(fixed: $0, isEnabled: $0.isEnabled)) }
    self.entries = Mutex(Dictionary(known) { first, _ in first })
    self.clock = clock
    self.downTime = downTime
    self.logger = logger
  }

  /// All backends, by address.
  package var states: [BackendState] {
    entries.withLock { $0.values.map { state($0) } }.sorted { $0.address < $1.address }
  }

  /// The names of all availability zones, sorted.
  package var zones: [String] { Set(states.map(\.availabilityZone)).sorted() }

  package func state(of address: BackendAddress) -> BackendState? {
    entries.withLock { $0[address] }.map { state($0) }
  }

  package func driver(of address: BackendAddress) -> (any Driver)? {
    entries.withLock { $0[address]?.fixed.driver }
  }

  /// What admission asks about a destination; nil when there is no such backend.
  func facts(of address: BackendAddress?) -> DestinationFacts? {
    guard let address, let state = state(of: address) else { return nil }
    return DestinationFacts(
      address: address, availabilityZone: state.availabilityZone, isEnabled: state.isEnabled,
      isUp: state.isUp, isEvacuating: state.isEvacuating)
  }

  package func setEnabled(_ address: BackendAddress, _ isEnabled: Bool) {
    entries.withLock { $0[address]?.isEnabled = isEnabled }
  }

  /// A backend that is being emptied takes no share servers.
  package func setEvacuating(_ address: BackendAddress, _ isEvacuating: Bool) {
    entries.withLock { $0[address]?.isEvacuating = isEvacuating }
  }

  /// Asks every backend once how it is, side by side.
  package func inspectAll() async {
    let drivers = entries.withLock { $0.mapValues(\.fixed.driver) }
    await withTaskGroup(of: Void.self) { group in
      for (address, driver) in drivers {
        group.addTask { await self.inspect(address, driver) }
      }
    }
  }

  /// The first round, for as long as `patience` lasts: a backend that hangs does not keep the service from starting.
  package func inspectFirst(for patience: Duration) async {
    let (done, finish) = AsyncStream<Void>.makeStream()
    Task {
      await inspectAll()
      finish.finish()
    }
    Task {
      do { try await clock.sleep(for: patience) } catch {}
      finish.finish()
    }
    for await _ in done {}
  }

  /// Asks every backend again and again until the task is cancelled; one that hangs delays no other.
  package func keepInspecting(every interval: Duration) async {
    let drivers = entries.withLock { $0.mapValues(\.fixed.driver) }
    await withTaskGroup(of: Void.self) { group in
      for (address, driver) in drivers {
        group.addTask {
          while !Task.isCancelled {
            do { try await self.clock.sleep(for: interval) } catch { return }
            await self.inspect(address, driver)
          }
        }
      }
    }
  }

  /// A driver that does not answer in time is told to stop, so that it can be asked again once its storage is back. Who does
  /// not obey is not asked anew meanwhile.
  private func inspect(_ address: BackendAddress, _ driver: any Driver) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        do throws(DriverError) {
          self.heard(try await driver.inspect(), of: address)
        } catch {
          if error.recovery != .cancelled { self.isSilent(address, error.message) }
        }
      }
      group.addTask {
        guard await self.clock.pause(self.downTime) else { return }
        self.isSilent(address, "its driver did not answer within \(self.downTime)")
      }
      _ = await group.next()
      group.cancelAll()
    }
  }

  private func heard(_ report: BackendReport, of address: BackendAddress) {
    let now = clock.now
    entries.withLock {
      $0[address]?.report = report
      $0[address]?.lastHeartbeat = now
    }
  }

  private func isSilent(_ address: BackendAddress, _ why: String) {
    logger.warning("backend \(address) gives no sign of life: \(why)")
    entries.withLock { entries in
      let pools = entries[address]?.report?.pools ?? []
      entries[address]?.report = BackendReport(pools: pools, problem: why)
    }
  }

  private func state(_ entry: Entry) -> BackendState {
    let isFresh = entry.lastHeartbeat.map { clock.now.since($0) <= downTime } ?? false
    return BackendState(
      address: entry.fixed.address, availabilityZone: entry.fixed.availabilityZone,
      isEnabled: entry.isEnabled, isEvacuating: entry.isEvacuating,
      isUp: isFresh && (entry.report?.problem.isEmpty ?? false),
      report: entry.report, lastHeartbeat: entry.lastHeartbeat, kind: entry.fixed.driver.kind,
      capabilities: entry.fixed.driver.capabilities, protocols: entry.fixed.driver.protocols)
  }
}
