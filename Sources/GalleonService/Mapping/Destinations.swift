import GalleonAPI
import MigrationCore
import Orchestration

extension GalleonAPI.DestinationSuggestion {
  /// - Parameter place: 1 for the first of all.
  init(_ destination: RankedDestination, place: Int) {
    self.init()
    host = destination.address.rawValue
    compatible = destination.isCompatible
    rank = destination.isCompatible ? Int32(clamping: place) : 0
    conflicts = destination.conflicts.map(GalleonAPI.MigrationConflict.init)
    totalBytes = destination.totalBytes
    freeBytes = destination.freeBytes
    freeBytesAfter = destination.freeBytesAfter
    estimate = destination.verdict.estimate.map { .init($0) }
    capabilities = destination.verdict.capabilities.map { .init($0) }
  }

  static func all(_ ranking: [RankedDestination]) -> [GalleonAPI.DestinationSuggestion] {
    ranking.enumerated().map { .init($1, place: $0 + 1) }
  }
}
