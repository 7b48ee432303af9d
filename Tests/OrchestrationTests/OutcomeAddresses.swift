import MigrationCore
import Testing

/// How a destination comes by its addresses.
enum OutcomeAddresses: String, CaseIterable, CustomTestStringConvertible {
  /// New ones in the same subnet.
  case new
  /// New ones in another network.
  case newElsewhere
  /// The source's, in the same subnet.
  case kept
  /// The source's, in another subnet of equal parameters.
  case keptElsewhere

  var testDescription: String { rawValue }

  var isNondisruptive: Bool { self != .new }

  var subnets: [(String?, String)] {
    switch self {
    case .new, .kept: [(nil, "10.0.0.0/24")]
    case .newElsewhere: [("za", "10.0.0.0/24"), ("zb", "10.1.0.0/24")]
    case .keptElsewhere: [("za", "10.0.0.0/24"), ("zb", "10.0.0.0/24")]
    }
  }

  private var keepsAddresses: Bool { self == .kept || self == .keptElsewhere }

  /// Which addresses each server has after `outcome`, and under which the shares are found.
  func check(
    _ site: Site, _ migration: Migration, _ outcome: Outcome,
    _ at: SourceLocation = #_sourceLocation
  ) throws {
    let tables = site.ledger.tables
    let all = tables.all(NetworkAllocation.self)
    let destination = try tables.mustHave(ShareServer.self, migration.destinationShareServerID)
    let own = all.filter { $0.shareServerID == destination.id }
    let old = all.filter { $0.shareServerID == site.server.id }
    #expect(own.allSatisfy { destination.subnetIDs.contains($0.subnetID) }, sourceLocation: at)
    guard outcome == .success, keepsAddresses else {
      #expect(old == site.addresses, "the source keeps its own", sourceLocation: at)
      switch self {
      case .new, .newElsewhere:
        #expect(own.count == destination.subnetIDs.count, sourceLocation: at)
        #expect(own.allSatisfy { mine in !old.contains { $0.macAddress == mine.macAddress } })
      case .kept: #expect(own.isEmpty, "there is nothing to reserve", sourceLocation: at)
      case .keptElsewhere:
        #expect(own.map(\.ipAddress) == old.map(\.ipAddress), "reserved", sourceLocation: at)
      }
      return
    }
    #expect(old.isEmpty, sourceLocation: at)
    #expect(own.map(\.id) == site.addresses.map(\.id), sourceLocation: at)
    #expect(own.map(\.ipAddress) == site.addresses.map(\.ipAddress), sourceLocation: at)
    #expect(own.map(\.macAddress) == site.addresses.map(\.macAddress), sourceLocation: at)
    for share in site.shares {
      let now = tables.row(Share.self, share.id)
      #expect(now?.exportLocations == share.exportLocations, sourceLocation: at)
    }
  }
}
