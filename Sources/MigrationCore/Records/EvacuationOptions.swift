/// What an operator asks of an evacuation.
package struct EvacuationOptions: Hashable, Sendable, Codable {
  /// Where servers may go; empty is anywhere.
  package var destinations: [BackendAddress]
  /// What is demanded of each migration; it keeps its share network.
  package var demands: MigrationOptions
  /// Migrations of the evacuation that may be at work at once.
  package var concurrentMax: Int
  /// Each cuts over as soon as it can.
  package var completesItself: Bool
  /// Given on to each migration.
  package var controls: MigrationControls

  package init(
    destinations: [BackendAddress] = [], demands: MigrationOptions = MigrationOptions(),
    concurrentMax: Int = EvacuationOptions.concurrentByDefault, completesItself: Bool = false,
    controls: MigrationControls = MigrationControls()
  ) {
    self.destinations = destinations
    self.demands = demands
    self.concurrentMax = concurrentMax
    self.completesItself = completesItself
    self.controls = controls
  }

  package static let concurrentByDefault = 4
  package static let concurrentRange = 1...1000

  private enum CodingKeys: String, CodingKey {
    case destinations
    case demands
    case concurrentMax = "concurrent_max"
    case completesItself = "completes_itself"
    case controls
  }
}
