/// What a caller may do; each role may do what the one before may.
package enum Role: String, Sendable, CaseIterable, Comparable {
  /// Everything that changes nothing.
  case viewer
  /// What changes resources and moves them.
  case `operator`
  /// The last resorts, and what all projects share.
  case admin

  package static func < (one: Role, other: Role) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .viewer: 0
    case .operator: 1
    case .admin: 2
    }
  }
}
