import MigrationCore

extension DirectoryDriver {
  /// Used until a copy has been measured: a modest disk.
  private static let assumedRate = 100e6
  private static let assumedFilesPerSecond = 5000.0
  /// Names a second that a last pass looks at when nothing changed.
  private static let examinedPerSecond = 100_000.0

  package func checkCompatibility(
    _ plan: MigrationPlan
  ) async throws(DriverError) -> CompatibilityReport {
    var report = CompatibilityReport(capabilities: capabilities)
    guard let source = plan.sourceDriver as? DirectoryDriver else {
      report.conflicts = [
        Conflict(
          .driversCannotExchange, resourceType: "backend",
          resourceID: plan.destinationHost.rawValue,
          message: "a \(kind) backend cannot take data from one of the driver "
            + plan.sourceDriver.kind)
      ]
      return report
    }
    let units = CopyUnit.all(of: plan.source, from: source.layout(of: plan.source.server))
    for unit in units {
      switch await unit.scan(options) {
      case .failure(let error):
        report.conflicts.append(unit.conflict(.dataUnreadable, "\(error)"))
      case .success(let scan):
        report.estimate.bytes += scan.bytes
        report.estimate.files += scan.files
        if !scan.losses.isEmpty {
          let losses = MoverError(.losses(scan.losses))
          report.conflicts.append(
            unit.conflict(
              .lossNotAllowed,
              "\(losses); run the service with the right to, or allow the loss "
                + "by name in allow_loss"))
        }
      }
    }
    try SmallFiles.makeDirectory(options.root)
    let free = try space().available
    if report.estimate.bytes > free {
      report.conflicts.append(
        Conflict(
          .notEnoughSpace, resourceType: "backend", resourceID: plan.destinationHost.rawValue,
          message: "\(report.estimate.bytes) bytes are to be moved, but only \(free) bytes are "
            + "free at \(plan.destinationHost)"))
    }
    let rate = measuredRate.withLock { $0 } ?? Self.assumedRate
    let files = Double(report.estimate.files)
    report.estimate.duration = .seconds(
      Double(report.estimate.bytes) / rate + files / Self.assumedFilesPerSecond)
    report.estimate.cutover = .seconds(1 + files / Self.examinedPerSecond)
    return report
  }
}
