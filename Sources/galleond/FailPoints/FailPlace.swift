import Drivers
import MigrationCore

/// A named place where the service can be made to die.
enum FailPlace: Hashable, CustomStringConvertible {
  case driver(DummyCall, Moment)
  /// A driver reports progress; its call goes on.
  case progress(DummyCall)
  /// Any write of the ledger.
  case write(Moment)
  /// A write that makes the transition of this number.
  case rule(Int, Moment)

  enum Moment: String, CaseIterable {
    /// A driver: it has not been called. The ledger: all is written, nothing committed.
    case before
    /// A driver: it has returned, or failed. The ledger: all is durable, and nobody has been told.
    case after
  }

  static let all: [FailPlace] =
    DummyCall.allCases.flatMap { call in Moment.allCases.map { .driver(call, $0) } }
    + [.progress(.advanceMigration), .progress(.completeMigration)]
    + Moment.allCases.map { .write($0) }
    + TransitionTable.rows.flatMap { row in Moment.allCases.map { .rule(row.number, $0) } }

  var description: String {
    switch self {
    case .driver(let call, let moment): "driver.\(call.rawValue).\(moment.rawValue)"
    case .progress(let call): "driver.\(call.rawValue).progress"
    case .write(let moment): "ledger.write.\(moment.rawValue)"
    case .rule(let number, let moment): "ledger.rule_\(number).\(moment.rawValue)"
    }
  }
}
