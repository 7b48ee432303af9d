// Every trigger in every state, written out: a new state or trigger has no verdict until somebody has thought of one.

extension TransitionTable {
  /// What is said of one trigger in one state; a number is the rule to take.
  private enum Cell: ExpressibleByIntegerLiteral {
    case rule(Int)
    /// Refused.
    case no
    /// Too late.
    case late
    /// Cannot happen.
    case bug

    init(integerLiteral number: Int) { self = .rule(number) }
  }

  /// What `trigger` does in `state`; nil is no migration.
  package static func verdict(_ state: TaskState?, _ trigger: Trigger) -> Verdict {
    switch cells(state)[column(trigger)] {
    case .no: return .refuse
    case .late: return .stale
    case .bug: return .bug
    case .rule(let number):
      guard let row = byNumber[number] else { preconditionFailure("there is no rule \(number)") }
      return .go(row)
    }
  }

  private static let byNumber = Dictionary(uniqueKeysWithValues: rows.map { ($0.number, $0) })

  // swift-format-ignore
  private static func cells(_ state: TaskState?) -> [Cell] {
    switch state {
    // start accepted, taken up, server ready, driver accepted, copy done, complete accepted, cutover done,
    // cancel accepted, cancel done, failed, recover accepted, recovered forward, recovered backward, recovery failed
    case nil:               [100, .bug,  .bug,  .bug,  .bug,  .no, .bug,  .no, .bug,  .bug,  .no, .bug, .bug, .bug]
    case .starting:         [.no, 200,   .bug,  .bug,  .bug,  .no, .bug,  400, .bug,  500,   .no, .bug, .bug, .bug]
    case .inProgress:       [.no, .late, 202,   .bug,  .bug,  .no, .bug,  402, .bug,  502,   .no, .bug, .bug, .bug]
    case .driverStarting:   [.no, .late, .late, 204,   .bug,  .no, .bug,  404, .bug,  504,   .no, .bug, .bug, .bug]
    case .driverInProgress: [.no, .late, .late, .late, 206,   .no, .bug,  406, .bug,  506,   .no, .bug, .bug, .bug]
    case .phase1Done:       [.no, .late, .late, .late, .late, 300, .bug,  408, .bug,  508,   .no, .bug, .bug, .bug]
    case .completing:       [.no, .late, .late, .late, .late, .no, 302,   .no, .bug,  510,   .no, .bug, .bug, .bug]
    case .success:          [102, .late, .late, .late, .late, .no, .late, .no, .bug,  .late, .no, .bug, .bug, .bug]
    case .error:            [104, .late, .late, .late, .late, .no, .late, .no, .late, .late, 600, 602,  604,  606]
    case .cancelInProgress: [.no, .late, .late, .late, .late, .no, .bug,  .no, 410,   512,   .no, .bug, .bug, .bug]
    case .cancelled:        [106, .late, .late, .late, .late, .no, .bug,  .no, .late, .late, .no, .bug, .bug, .bug]
    }
  }

  private static func column(_ trigger: Trigger) -> Int {
    switch trigger {
    case .startAccepted: 0
    case .takenUp: 1
    case .serverReady: 2
    case .driverAccepted: 3
    case .copyDone: 4
    case .completeAccepted: 5
    case .cutoverDone: 6
    case .cancelAccepted: 7
    case .cancelDone: 8
    case .failed: 9
    case .recoverAccepted: 10
    case .recoveredForward: 11
    case .recoveredBackward: 12
    case .recoveryFailed: 13
    }
  }
}
