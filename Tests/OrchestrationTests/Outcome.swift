import Drivers
import MigrationCore
import Testing

/// How a migration can end: the last rows of the contract's section 3.
enum Outcome: String, CaseIterable {
  case success, phase1Failed, phase2Failed, cancelled, cancelFailed

  var taskState: TaskState {
    switch self {
    case .success: .success
    case .cancelled: .cancelled
    case .phase1Failed, .phase2Failed, .cancelFailed: .error
    }
  }

  private var statuses: (ShareServerStatus, ShareServerStatus, ResourceStatus) {
    switch self {
    case .success: (.inactive, .active, .available)
    case .phase1Failed, .cancelFailed: (.active, .error, .available)
    case .phase2Failed: (.error, .error, .error)
    case .cancelled: (.active, .inactive, .available)
    }
  }

  /// Everything the contract says of this end, in the ledger and on both backends.
  func check(_ site: Site, _ sourceLocation: SourceLocation = #_sourceLocation) throws {
    let tables = site.ledger.tables
    let migration = try site.migration()
    let (source, destination, resources) = statuses
    let old = try tables.mustHave(ShareServer.self, site.server.id)
    #expect(migration.taskState == taskState, sourceLocation: sourceLocation)
    #expect(old.status == source, sourceLocation: sourceLocation)
    #expect(old.taskState == taskState, sourceLocation: sourceLocation)
    if migration.destinationShareServerID != nil {
      let new = try tables.mustHave(ShareServer.self, migration.destinationShareServerID)
      #expect(new.status == destination, sourceLocation: sourceLocation)
      #expect(new.taskState == taskState, sourceLocation: sourceLocation)
      #expect(new.sourceShareServerID == site.server.id, sourceLocation: sourceLocation)
      #expect(new.host == Site.beta, sourceLocation: sourceLocation)
    }
    #expect(tables.all(Share.self).count == site.shares.count, sourceLocation: sourceLocation)
    for share in tables.all(Share.self) {
      #expect(share.status == resources, sourceLocation: sourceLocation)
    }
    for snapshot in tables.all(Snapshot.self) {
      #expect(snapshot.status == resources, sourceLocation: sourceLocation)
    }
    #expect(tables.all(AccessRule.self) == site.rules, sourceLocation: sourceLocation)
    try checkPlaces(site, migration, sourceLocation)
    checkRules(site, sourceLocation)
    checkEvents(site, migration, sourceLocation)
  }

  /// Where everything is, and under which addresses.
  private func checkPlaces(_ site: Site, _ migration: Migration, _ at: SourceLocation) throws {
    let tables = site.ledger.tables
    guard self == .success else {
      for before in site.shares {
        let share = try tables.mustHave(Share.self, before.id)
        #expect(share.host == before.host, sourceLocation: at)
        #expect(share.shareServerID == before.shareServerID, sourceLocation: at)
        #expect(share.exportLocations == before.exportLocations, sourceLocation: at)
        #expect(share.availabilityZone == before.availabilityZone, sourceLocation: at)
      }
      let kept = try tables.mustHave(Snapshot.self, site.snapshot.id)
      #expect(kept.shareServerID == site.snapshot.shareServerID, sourceLocation: at)
      #expect(kept.providerLocation == site.snapshot.providerLocation, sourceLocation: at)
      #expect(kept.exportLocations == site.snapshot.exportLocations, sourceLocation: at)
      let own = tables.all(NetworkAllocation.self).filter { $0.shareServerID == site.server.id }
      #expect(own == site.addresses, sourceLocation: at)
      return
    }
    let new = try tables.mustHave(ShareServer.self, migration.destinationShareServerID)
    let own = tables.all(NetworkAllocation.self).filter { $0.shareServerID == new.id }
    #expect(!own.isEmpty, sourceLocation: at)
    #expect(Set(own.map(\.subnetID)) == Set(new.subnetIDs), sourceLocation: at)
    for share in tables.all(Share.self) {
      #expect(share.host == Site.beta.pool("pool"), sourceLocation: at)
      #expect(share.shareServerID == new.id, sourceLocation: at)
      #expect(share.shareNetworkID == new.shareNetworkID, sourceLocation: at)
      #expect(share.availabilityZone == "zb", sourceLocation: at)
      let paths = own.map { "\($0.ipAddress):/\(share.id)" }
      #expect(share.exportLocations.map(\.path) == paths, sourceLocation: at)
    }
    for snapshot in tables.all(Snapshot.self) {
      #expect(snapshot.shareServerID == new.id, sourceLocation: at)
      #expect(!snapshot.providerLocation.isEmpty, sourceLocation: at)
    }
  }

  /// Whoever serves, serves by the rules as stored.
  private func checkRules(_ site: Site, _ at: SourceLocation) {
    // After a cutover that failed a person looks; the rules are as the driver left them.
    guard self != .phase2Failed else { return }
    let storage = self == .success ? site.beta : site.alpha
    for share in site.shares {
      let stored = site.rules.filter { $0.shareID == share.id }
      let inForce = storage.rules(of: share.id)
      #expect(inForce?.readOnly == false, sourceLocation: at)
      // Their state may have been another when they were applied; what they grant may not.
      #expect(inForce?.rules.map(\.id) == stored.map(\.id), sourceLocation: at)
      #expect(inForce?.rules.map(\.level) == stored.map(\.level), sourceLocation: at)
    }
  }

  private func checkEvents(_ site: Site, _ migration: Migration, _ at: SourceLocation) {
    let events = site.ledger.tables.events.filter { $0.subjectID == migration.id }
    #expect(events.map(\.revision) == Array(1...migration.revision), sourceLocation: at)
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.to == $1.from }, sourceLocation: at)
    #expect(events.last?.to == taskState.rawValue, sourceLocation: at)
    #expect(migration.endedAt != nil, sourceLocation: at)
    #expect((migration.failure != nil) == (taskState == .error), sourceLocation: at)
  }
}
