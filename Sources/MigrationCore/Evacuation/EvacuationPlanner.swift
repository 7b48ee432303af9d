/// Decides where servers go: the largest first, each to the backend that keeps the largest part of its space free, given what
/// was placed before. The same facts give the same plan, in whatever order they are told.
package enum EvacuationPlanner {
  /// A placement for every candidate, in the order in which they are to be moved.
  package static func plan(
    _ candidates: [PlacementCandidate], _ spaces: [DestinationSpace]
  ) -> [Placement] {
    var spaces = Dictionary(spaces.map { ($0.address, $0) }) { first, _ in first }
    let order = candidates.sorted { left, right in
      left.bytes != right.bytes ? left.bytes > right.bytes : left.serverID < right.serverID
    }
    return order.map { candidate in
      let ranking = RankedDestination.rank(candidate, spaces)
      if let best = ranking.first, best.isCompatible, let after = best.spaceAfter {
        spaces[best.address] = after
      }
      return Placement(candidate, ranking)
    }
  }
}

/// Where one server goes, or why it goes nowhere.
package struct Placement: Hashable, Sendable {
  package let serverID: Identifier
  /// Nil when nothing can take it.
  package let destination: BackendAddress?
  /// Nil when there is a destination.
  package let reason: Reason?
  /// Why, for a person.
  package let message: String
  package let bytes: Int64
  package let ranking: [RankedDestination]

  init(_ candidate: PlacementCandidate, _ ranking: [RankedDestination]) {
    serverID = candidate.serverID
    self.ranking = ranking
    guard let best = ranking.first, best.isCompatible else {
      (reason, message) = Self.obstacle(ranking)
      destination = nil
      bytes = candidate.bytes
      return
    }
    destination = best.address
    reason = nil
    bytes = best.verdict.estimate?.bytes ?? 0
    let others = ranking.count { $0.isCompatible } - 1
    let part = Int(((best.spaceAfter?.freePart ?? 0) * 100).rounded(.down))
    message =
      others == 0
      ? "the only backend that can take it; \(part) % of it stay free"
      : "\(part) % of it stay free, more than of the \(others) others that can take it"
  }

  /// One obstacle that all destinations share is the reason; else what each of them says.
  private static func obstacle(_ ranking: [RankedDestination]) -> (Reason, String) {
    let first = ranking.compactMap(\.conflicts.first)
    guard let one = first.first else {
      return (.noDestinationBackend, "there is no other backend that it may go to")
    }
    if first.allSatisfy({ $0 == one }) { return (one.reason, one.message) }
    let reason =
      first.allSatisfy { $0.reason == one.reason } ? one.reason : .noDestinationBackend
    let told = ranking.prefix(3).map { destination in
      "\(destination.address): \(destination.conflicts.first?.message ?? "")"
    }
    let more = ranking.count > 3 ? [" and \(ranking.count - 3) more"] : []
    return (reason, "no backend can take it: " + (told + more).joined(separator: "; "))
  }
}
