import Foundation
import MigrationCore
import Testing

@Suite("The drawing of the transition table")
struct GoldenTransitionsTests {
  /// Rewritten by a run with GALLEON_WRITE_GOLDEN=1 in the environment.
  private static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/transitions.md")

  @Test("docs/transitions.md shows the table the program runs by")
  func golden() throws {
    let expected = Self.document
    if ProcessInfo.processInfo.environment["GALLEON_WRITE_GOLDEN"] == "1" {
      try Data(expected.utf8).write(to: Self.file)
    }
    let found = (try? String(contentsOf: Self.file, encoding: .utf8)) ?? ""
    #expect(
      found == expected,
      "write it anew: GALLEON_WRITE_GOLDEN=1 swift test --filter GoldenTransitionsTests")
  }

  private static var document: String {
    """
    # Transitions of a migration

    Made from `TransitionTable` (Sources/MigrationCore/Rules/TransitionTable.swift) by `GoldenTransitionsTests`, which
    fails when the two differ; `GALLEON_WRITE_GOLDEN=1 swift test --filter GoldenTransitionsTests` writes this page anew.

    ```mermaid
    stateDiagram-v2
    \(drawing)
    ```

    S is the source server, D the destination server, R all shares and snapshots of S. A dash leaves a status as it is.
    The task states of the migration, of S and of D change together, in one transaction with the statuses and the event;
    the rule's number stands in the event.

    | rule | from | on | to | S | D | R | why |
    |---|---|---|---|---|---|---|---|
    \(table)

    Every state with every trigger: the rule that is taken, or *refuse* (the caller may not ask for this here), *stale* (a
    late answer: nothing changes) or *bug* (nobody can have sent this here: the program stops). `TransitionTableTests` has
    the same cells written by hand.

    \(matrix)

    """
  }

  private static var matrix: String {
    let triggers = Trigger.allCases
    let states: [TaskState?] = [nil] + TaskState.allCases
    let head = "| | " + triggers.map(\.rawValue).joined(separator: " | ") + " |"
    let line = "|" + String(repeating: "---|", count: triggers.count + 1)
    let rows = states.map { state in
      let cells = triggers.map { trigger in
        switch TransitionTable.verdict(state, trigger) {
        case .go(let rule): String(rule.number)
        case .refuse: "refuse"
        case .stale: "stale"
        case .bug: "bug"
        }
      }
      return "| \(state.map(short) ?? "none") | " + cells.joined(separator: " | ") + " |"
    }
    return ([head, line] + rows).joined(separator: "\n")
  }

  private static var drawing: String {
    var lines = TransitionTable.rows.map { row in
      let from = row.from.map(short) ?? "[*]"
      return "  \(from) --> \(short(row.to)) : \(row.number) \(row.on.rawValue)"
    }
    lines += TaskState.allCases.filter(\.isFinal).map { "  \(short($0)) --> [*]" }
    return lines.joined(separator: "\n")
  }

  private static var table: String {
    TransitionTable.rows.map { row in
      let statuses = [
        row.statuses.source?.rawValue, row.statuses.destination?.rawValue,
        row.statuses.resources?.rawValue,
      ].map { $0 ?? "–" }
      let cells =
        [String(row.number), row.from?.rawValue ?? "none", row.on.rawValue, row.to.rawValue]
        + statuses + [row.why]
      return "| " + cells.joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }

  private static func short(_ state: TaskState) -> String {
    String(state.rawValue.dropFirst("migration_".count))
  }
}
