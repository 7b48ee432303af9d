import MigrationCore
import Testing

@Suite("The transition table")
struct TransitionTableTests {
  /// One row for each state, one word for each trigger in the order of `Trigger`: a rule's number, or what else the
  /// answer is: “no” refuses, “late” changes nothing, “-” cannot happen. Written by hand from the contract, section 2.
  static let cells: [(TaskState?, String)] = [
    (nil, "              100  -    -    -    -    no   -    no   -    -    no   -    -    -"),
    (.starting, "        no   200  -    -    -    no   -    400  -    500  no   -    -    -"),
    (.inProgress, "      no   late 202  -    -    no   -    402  -    502  no   -    -    -"),
    (.driverStarting, "  no   late late 204  -    no   -    404  -    504  no   -    -    -"),
    (.driverInProgress, "no   late late late 206  no   -    406  -    506  no   -    -    -"),
    (.phase1Done, "      no   late late late late 300  -    408  -    508  no   -    -    -"),
    (.completing, "      no   late late late late no   302  no   -    510  no   -    -    -"),
    (.success, "         102  late late late late no   late no   -    late no   -    -    -"),
    (.error, "           104  late late late late no   late no   late late 600  602  604  606"),
    (.cancelInProgress, "no   late late late late no   -    no   410  512  no   -    -    -"),
    (.cancelled, "       106  late late late late no   -    no   late late no   -    -    -"),
  ]

  @Test(
    "every trigger in every state does what the contract says and nothing else",
    arguments: cells)
  func cell(state: TaskState?, line: String) {
    let words = line.split(separator: " ").map(String.init)
    #expect(words.count == Trigger.allCases.count)
    for (trigger, word) in zip(Trigger.allCases, words) {
      let found: String
      switch TransitionTable.verdict(state, trigger) {
      case .go(let rule): found = String(rule.number)
      case .refuse: found = "no"
      case .stale: found = "late"
      case .bug: found = "-"
      }
      #expect(found == word, "\(state?.rawValue ?? "none") × \(trigger.rawValue)")
    }
  }

  @Test("all states are in the table of cells, once each")
  func cellsAreComplete() {
    #expect(Set(Self.cells.map(\.0)) == Set(TaskState.allCases.map(Optional.some) + [nil]))
    #expect(Self.cells.count == TaskState.allCases.count + 1)
  }

  @Test("a rule's number in the ledger names one rule for ever: unique, rising, in sections")
  func numbers() {
    let numbers = TransitionTable.rows.map(\.number)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
    let sections: [Int: Set<Trigger>] = [
      1: [.startAccepted], 2: [.takenUp, .serverReady, .driverAccepted, .copyDone],
      3: [.completeAccepted, .cutoverDone], 4: [.cancelAccepted, .cancelDone], 5: [.failed],
      6: [.recoverAccepted, .recoveredForward, .recoveredBackward, .recoveryFailed],
    ]
    for row in TransitionTable.rows {
      #expect(sections[row.number / 100]?.contains(row.on) ?? false, "rule \(row.number)")
      #expect(!row.why.isEmpty, "rule \(row.number)")
    }
  }

  @Test("each rule is taken by its own trigger in its own state, and none is left out")
  func rulesAreInTheirCells() {
    for row in TransitionTable.rows {
      #expect(TransitionTable.verdict(row.from, row.on) == .go(row), "rule \(row.number)")
    }
  }

  @Test("one trigger in one state has one outcome")
  func unambiguous() {
    struct Cell: Hashable {
      let from: TaskState?
      let on: Trigger
    }
    let cells = TransitionTable.rows.map { Cell(from: $0.from, on: $0.on) }
    #expect(Set(cells).count == cells.count)
  }

  @Test("the transitions are the contract's, no more and no fewer")
  func contract() {
    let first: [TaskState] = [
      .starting, .inProgress, .driverStarting, .driverInProgress, .phase1Done,
    ]
    var allowed: Set<String> = []
    for state in [nil, .success, .error, .cancelled] as [TaskState?] {
      allowed.insert("\(state?.rawValue ?? "none")→migration_starting")
    }
    for (state, next) in zip(first, first.dropFirst() + [.completing]) {
      allowed.insert("\(state.rawValue)→\(next.rawValue)")
      allowed.insert("\(state.rawValue)→migration_error")
      allowed.insert("\(state.rawValue)→migration_cancel_in_progress")
    }
    allowed.formUnion([
      "migration_completing→migration_success", "migration_completing→migration_error",
      "migration_cancel_in_progress→migration_cancelled",
      "migration_cancel_in_progress→migration_error",
    ])
    let found = TransitionTable.rows.map { "\($0.from?.rawValue ?? "none")→\($0.to.rawValue)" }
    // A recovery says that everything is good again; it does not undo that the migration failed.
    let recoveries = found.filter { $0 == "migration_error→migration_error" }
    #expect(recoveries.count == 4)
    #expect(Set(found).subtracting(recoveries) == allowed)
    #expect(found.count == allowed.count + recoveries.count)
  }

  @Test("an ended migration stays ended", arguments: [TaskState.success, .error, .cancelled])
  func finals(state: TaskState) {
    #expect(state.isFinal)
    #expect(TransitionTable.reachable(from: state).isEmpty)
  }

  @Test(
    "every state can be reached, and from each a migration can end", arguments: TaskState.allCases)
  func reachable(state: TaskState) {
    let all = TransitionTable.reachable(from: .starting).union([.starting])
    #expect(all.contains(state))
    let onward = TransitionTable.reachable(from: state).union([state])
    #expect(onward.contains { $0.isFinal })
  }

  @Test(
    "a cancel is taken in the whole first phase and nowhere else", arguments: TaskState.allCases)
  func cancels(state: TaskState) {
    let rows = TransitionTable.rows.filter { $0.from == state && $0.on == .cancelAccepted }
    #expect(rows.isEmpty != state.isFirstPhase)
  }

  /// Contract, section 3: who is in which status after each rule.
  @Test(
    "each rule writes the statuses of the contract",
    arguments: [
      (100..<108, ShareServerStatus.serverMigrating, nil, ResourceStatus.serverMigrating),
      (200..<202, nil, .creating, nil), (202..<204, nil, .serverMigratingTo, nil),
      (204..<302, nil, nil, nil), (302..<304, .inactive, .active, .available),
      (400..<410, nil, nil, nil), (410..<412, .active, .inactive, .available),
      (500..<510, .active, .error, .available), (510..<512, .error, .error, .error),
      (512..<514, .active, .error, .available), (600..<602, nil, nil, nil),
      (602..<604, .inactive, .active, .available), (604..<606, .active, .inactive, .available),
      (606..<608, nil, nil, nil),
    ] as [(Range<Int>, ShareServerStatus?, ShareServerStatus?, ResourceStatus?)])
  func statuses(
    rules: Range<Int>, source: ShareServerStatus?, destination: ShareServerStatus?,
    resources: ResourceStatus?
  ) {
    let rows = TransitionTable.rows.filter { rules.contains($0.number) }
    #expect(!rows.isEmpty)
    for row in rows {
      #expect(row.statuses.source == source, "rule \(row.number)")
      #expect(row.statuses.destination == destination, "rule \(row.number)")
      #expect(row.statuses.resources == resources, "rule \(row.number)")
    }
  }
}
