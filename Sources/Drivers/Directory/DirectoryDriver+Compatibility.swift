import MigrationCore

extension DirectoryDriver {
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
    let free = try await SmallFiles.work { () throws(DriverError) in
      try SmallFiles.makeDirectory(self.options.root)
      return try self.space().available
    }
    if report.estimate.bytes > free {
      report.conflicts.append(
        Conflict(
          .notEnoughSpace, resourceType: "backend", resourceID: plan.destinationHost.rawValue,
          message: "\(report.estimate.bytes) bytes are to be moved, but only \(free) bytes are "
            + "free at \(plan.destinationHost)"))
    }
    let (bytes, files) = (report.estimate.bytes, report.estimate.files)
    report.estimate = await BlockingWork.run { self.rates.estimate(bytes: bytes, files: files) }
    return report
  }
}
