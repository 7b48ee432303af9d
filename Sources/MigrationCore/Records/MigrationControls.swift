/// What an operator may change while a migration is on its way.
package struct MigrationControls: Hashable, Sendable, Codable {
  /// Of migrations that wait for their turn the one with the highest goes first; equal ones in the order of their starts.
  package var priority: Int
  /// The most data it may move a second, in bytes; nil is as fast as its backends allow.
  package var bandwidthLimit: Int64?
  /// From this moment on the service cuts over by itself; nil leaves that to the operator.
  package var completeAfter: Timestamp?
  /// After this moment the service no longer cuts over by itself; nil sets no end. Meaningful with `completeAfter` alone.
  package var completeBefore: Timestamp?

  package init(
    priority: Int = 0, bandwidthLimit: Int64? = nil, completeAfter: Timestamp? = nil,
    completeBefore: Timestamp? = nil
  ) {
    self.priority = priority
    self.bandwidthLimit = bandwidthLimit
    self.completeAfter = completeAfter
    self.completeBefore = completeBefore
  }

  /// Lowest and highest priority.
  package static let priorities = -100...100

  private enum CodingKeys: String, CodingKey {
    case priority
    case bandwidthLimit = "bandwidth_limit"
    case completeAfter = "complete_after"
    case completeBefore = "complete_before"
  }
}
