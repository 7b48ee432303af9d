import MigrationCore

extension Orchestrator {
  /// Forgets what is old enough, again and again until the task is cancelled.
  package func keep(to retention: Retention) async {
    guard let interval = retention.interval else { return }
    while await world.pause(interval) {
      do throws(Refusal) {
        let removed = try await retention.removeOld(
          from: world.ledger, at: world.clock.now, besides: { self.isAtWork($0) })
        for id in removed.migrations { world.board.forget(id) }
        guard removed != Retention.Removed() else { continue }
        world.logger.info(
          "retention removed what is old",
          metadata: [
            "migrations": "\(removed.migrations.count)", "resets": "\(removed.resets)",
            "requests": "\(removed.requests)",
          ])
      } catch {
        world.logger.debug("retention waits for the ledger: \(error.message)")
      }
    }
  }
}
