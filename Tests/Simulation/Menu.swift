/// Which faults exist in a life. Drawn first: with all of them always there, a crash heals and hides what another broke.
struct Menu: Sendable, CustomStringConvertible {
  enum Kind: String, CaseIterable, Sendable {
    /// A driver call fails, and may succeed later.
    case driverStumbles
    /// A driver call fails for good.
    case driverFails
    /// A driver call is done and reported as failed.
    case driverAnswerLost
    /// A driver does its work twice.
    case driverDoubles
    /// A driver hangs until it is told to stop.
    case driverHangs
    /// A driver hangs and does not hear that it is told to stop.
    case driverDeaf
    /// Progress is reported late and again, also when the call has long returned.
    case lateReports
    case driverSlow
    case writeLost
    /// A write is done and reported as lost.
    case writeDoneButLost
    case ledgerOutage
    case readFails
    case ledgerSlow
    case crash
    case backendDown
    case reset
    case reader
    case slots
    case window
    case cancel
    case twoAtOnce
    case evacuation
    case retention
    /// Shares, snapshots and access rules come and go.
    case inventory
  }

  private(set) var kinds: Set<Kind> = []
  /// How often they strike, against the usual.
  let heat: Double

  init(_ dice: Dice) {
    heat = dice.one(of: [0.5, 1, 1, 3])
    if dice.falls(0.05) { return }
    let share = dice.one(of: [0.1, 0.25, 0.5])
    for kind in Kind.allCases where dice.falls(share) { kinds.insert(kind) }
  }

  func has(_ kind: Kind) -> Bool { kinds.contains(kind) }

  var description: String { kinds.map(\.rawValue).sorted().joined(separator: " ") }
}
