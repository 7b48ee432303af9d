/// Everything about a share server that a driver may need, as the ledger has it.
package struct ServerView: Sendable, Hashable {
  package var server: ShareServer
  package var subnets: [Subnet]
  package var allocations: [NetworkAllocation]
  package var shares: [Share]
  package var snapshots: [Snapshot]
  /// The access rules of all its shares.
  package var rules: [AccessRule]

  package init(
    server: ShareServer, subnets: [Subnet] = [], allocations: [NetworkAllocation] = [],
    shares: [Share] = [], snapshots: [Snapshot] = [], rules: [AccessRule] = []
  ) {
    self.server = server
    self.subnets = subnets
    self.allocations = allocations
    self.shares = shares
    self.snapshots = snapshots
    self.rules = rules
  }
}

/// A migration that somebody thinks about.
package struct MigrationPlan: Sendable {
  package let options: MigrationOptions
  package let source: ServerView
  package let sourceDriver: any Driver
  package let destinationHost: BackendAddress
  /// The subnets the destination would have addresses in.
  package let destinationSubnets: [Subnet]
  /// Whether those differ, as multisets of parameters, from the source's.
  package let changesNetwork: Bool

  package init(
    options: MigrationOptions, source: ServerView, sourceDriver: any Driver,
    destinationHost: BackendAddress, destinationSubnets: [Subnet], changesNetwork: Bool
  ) {
    self.options = options
    self.source = source
    self.sourceDriver = sourceDriver
    self.destinationHost = destinationHost
    self.destinationSubnets = destinationSubnets
    self.changesNetwork = changesNetwork
  }
}

/// A migration under way. The destination's view has the server and its addresses; the shares and snapshots are the
/// source's and keep their ids.
package struct MigrationJob: Sendable {
  package let migrationID: Identifier
  /// The life of the service that makes the call; a driver may refuse a lower number than it has seen.
  package let fence: Int64
  package let options: MigrationOptions
  package let source: ServerView
  package let sourceDriver: any Driver
  package let destination: ServerView
  /// Asked before data is moved.
  package let bandwidth: any BandwidthGate

  package init(
    migrationID: Identifier, fence: Int64, options: MigrationOptions, source: ServerView,
    sourceDriver: any Driver, destination: ServerView, bandwidth: any BandwidthGate = OpenGate()
  ) {
    self.migrationID = migrationID
    self.fence = fence
    self.options = options
    self.source = source
    self.sourceDriver = sourceDriver
    self.destination = destination
    self.bandwidth = bandwidth
  }
}

/// A backend's own word on itself.
package struct BackendReport: Sendable, Hashable {
  package var pools: [Pool]
  /// Empty when all is well; else what is wrong, for a person.
  package var problem: String

  package init(pools: [Pool], problem: String = "") {
    self.pools = pools
    self.problem = problem
  }

  package var totalBytes: Int64 { pools.reduce(0) { $0 + $1.totalBytes } }
  package var freeBytes: Int64 { pools.reduce(0) { $0 + $1.freeBytes } }

  /// A part of a backend with space of its own.
  package struct Pool: Sendable, Hashable {
    package var name: String
    package var totalBytes: Int64
    package var freeBytes: Int64

    package init(name: String, totalBytes: Int64, freeBytes: Int64) {
      self.name = name
      self.totalBytes = totalBytes
      self.freeBytes = freeBytes
    }
  }
}

/// A server as its driver made it.
package struct CreatedServer: Sendable, Hashable {
  package var identifier: String
  package var backendDetails: [String: String]

  package init(identifier: String, backendDetails: [String: String] = [:]) {
    self.identifier = identifier
    self.backendDetails = backendDetails
  }
}

/// A share as its driver made it.
package struct CreatedShare: Sendable, Hashable {
  package var pool: String
  package var exportLocations: [ExportLocation]

  package init(pool: String, exportLocations: [ExportLocation]) {
    self.pool = pool
    self.exportLocations = exportLocations
  }
}

/// A snapshot as its driver made it.
package struct CreatedSnapshot: Sendable, Hashable {
  package var providerLocation: String
  package var exportLocations: [ExportLocation]

  package init(providerLocation: String, exportLocations: [ExportLocation] = []) {
    self.providerLocation = providerLocation
    self.exportLocations = exportLocations
  }
}

/// What a destination driver says of a plan.
package struct CompatibilityReport: Sendable, Hashable {
  package var capabilities: Capabilities
  /// What the driver itself sees in the way; the orchestrator adds what follows from the capabilities.
  package var conflicts: [Conflict]
  package var estimate: Estimate

  package init(
    capabilities: Capabilities, conflicts: [Conflict] = [], estimate: Estimate = Estimate()
  ) {
    self.capabilities = capabilities
    self.conflicts = conflicts
    self.estimate = estimate
  }
}

/// What a migration would take.
package struct Estimate: Sendable, Hashable {
  package var bytes: Int64
  package var files: Int64
  /// Of phase 1.
  package var duration: Duration
  /// Of phase 2, while clients wait.
  package var cutover: Duration

  package init(
    bytes: Int64 = 0, files: Int64 = 0, duration: Duration = .zero, cutover: Duration = .zero
  ) {
    self.bytes = bytes
    self.files = files
    self.duration = duration
    self.cutover = cutover
  }
}

/// Where everything is after a cutover; every share and snapshot of the job is named.
package struct Cutover: Sendable, Hashable {
  package var shares: [Identifier: CreatedShare]
  package var snapshots: [Identifier: CreatedSnapshot]
  package var backendDetails: [String: String]

  package init(
    shares: [Identifier: CreatedShare], snapshots: [Identifier: CreatedSnapshot] = [:],
    backendDetails: [String: String] = [:]
  ) {
    self.shares = shares
    self.snapshots = snapshots
    self.backendDetails = backendDetails
  }
}

/// Why a driver call failed, classified once, where it enters.
package struct DriverError: Error, Hashable, Sendable {
  package var recovery: Recovery
  package var reason: Reason
  /// A sentence for a person; names the file and the errno in words where there is one.
  package var message: String

  package init(_ recovery: Recovery, _ reason: Reason, _ message: String) {
    self.recovery = recovery
    self.reason = reason
    self.message = message
  }

  /// What follows from an error.
  package enum Recovery: Sendable, Hashable, CaseIterable {
    /// The same call may succeed if made again shortly.
    case retry
    /// This will not succeed: fail the step, roll back.
    case rollBack
    /// The call was told to stop.
    case cancelled
  }

  package static let cancelled = DriverError(
    .cancelled, .driverCallCancelled, "the call was told to stop")
}
