/// A destination for one server, with the room there is and would be left.
package struct RankedDestination: Hashable, Sendable {
  package let verdict: DestinationVerdict
  /// Everything in the way, too little room included.
  package let conflicts: [Conflict]
  package let totalBytes: Int64
  package let freeBytes: Int64
  package let freeBytesAfter: Int64
  /// The room that would be left; nil when the server does not fit.
  let spaceAfter: DestinationSpace?

  package var address: BackendAddress { verdict.address }
  package var isCompatible: Bool { conflicts.isEmpty }

  /// All destinations of a server: first those that can take it, those with the largest free part afterwards before the
  /// others; then the rest. By address where nothing else tells.
  package static func rank(
    _ candidate: PlacementCandidate, _ spaces: [BackendAddress: DestinationSpace]
  ) -> [RankedDestination] {
    candidate.verdicts.map { RankedDestination($0, candidate, spaces[$0.address]) }
      .sorted { left, right in
        if left.isCompatible != right.isCompatible { return left.isCompatible }
        let (leftPart, rightPart) = (
          left.spaceAfter?.freePart ?? 0, right.spaceAfter?.freePart ?? 0
        )
        if left.isCompatible && leftPart != rightPart { return leftPart > rightPart }
        return left.address < right.address
      }
  }

  private init(
    _ verdict: DestinationVerdict, _ candidate: PlacementCandidate, _ space: DestinationSpace?
  ) {
    let bytes = verdict.estimate?.bytes ?? 0
    let space = space ?? DestinationSpace(verdict.address, [])
    let after = space.placing(candidate.parts(of: bytes))
    self.verdict = verdict
    totalBytes = space.totalBytes
    freeBytes = space.freeBytes
    freeBytesAfter = space.freeBytes - bytes
    spaceAfter = after
    let isKnown = verdict.conflicts.contains { $0.reason == .notEnoughSpace }
    let lacksRoom = after == nil && verdict.estimate != nil && !isKnown
    conflicts =
      verdict.conflicts
      + (lacksRoom
        ? [
          Conflict(
            .notEnoughSpace, resourceType: "backend", resourceID: verdict.address.rawValue,
            message: "\(bytes) bytes are to be copied; of the \(space.freeBytes) that are free and "
              + "not promised to other servers no pool has enough")
        ] : [])
  }
}
