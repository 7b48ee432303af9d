/// What stands between a source and a destination that passed admission: the destination driver's own conflicts and
/// those that follow from what was demanded and what the driver can do. All of them, not the first.
package enum Compatibility {
  package static func conflicts(of report: CompatibilityReport, for plan: MigrationPlan)
    -> [Conflict]
  {
    report.conflicts + demanded(report.capabilities, plan) + implied(report.capabilities, plan)
  }

  private static func demanded(_ can: Capabilities, _ plan: MigrationPlan) -> [Conflict] {
    var found: [Conflict] = []
    if plan.options.writable && !can.writable {
      found.append(
        backend(
          plan, .writableNotSupported,
          "the destination cannot keep the source writable while it copies"))
    }
    if plan.options.nondisruptive && !can.nondisruptive {
      found.append(
        backend(
          plan, .nondisruptiveNotSupported,
          "the destination cannot cut over without disturbing clients"))
    }
    if plan.options.nondisruptive && plan.changesNetwork {
      found.append(
        Conflict(
          .nondisruptiveNetworkChange, resourceType: Noun.shareServer.rawValue,
          resourceID: plan.source.server.id.rawValue,
          message: "the network parameters change, so clients would be disturbed; "
            + "keep the network or do not demand nondisruptive"))
    }
    if plan.options.preserveSnapshots && !can.preserveSnapshots {
      found.append(
        backend(
          plan, .preserveSnapshotsNotSupported, "the destination cannot preserve snapshots"))
    }
    return found
  }

  private static func implied(_ can: Capabilities, _ plan: MigrationPlan) -> [Conflict] {
    var found: [Conflict] = []
    if let newNetwork = plan.options.newShareNetworkID, plan.changesNetwork,
      !can.shareNetworkChange
    {
      found.append(
        Conflict(
          .networkChangeNotSupported, resourceType: Noun.shareNetwork.rawValue,
          resourceID: newNetwork.rawValue,
          message: "the destination cannot move a share server into another network"))
    }
    if !can.preserveSnapshots && !plan.options.preserveSnapshots {
      found += plan.source.snapshots.map { snapshot in
        Conflict(
          .preserveSnapshotsNotSupported, resourceType: Noun.snapshot.rawValue,
          resourceID: snapshot.id.rawValue,
          message: "snapshot \(snapshot.id) would be lost: the destination cannot preserve "
            + "snapshots; delete it first")
      }
    }
    return found
  }

  private static func backend(_ plan: MigrationPlan, _ reason: Reason, _ message: String)
    -> Conflict
  {
    Conflict(
      reason, resourceType: "backend", resourceID: plan.destinationHost.rawValue,
      message: message)
  }
}
