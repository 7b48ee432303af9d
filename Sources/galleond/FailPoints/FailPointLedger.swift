import MigrationCore

/// A ledger with a fail-point before and after each commit.
struct FailPointLedger: Ledger {
  private let ledger: any Ledger
  private let failPoint: FailPoint

  init(_ ledger: any Ledger, _ failPoint: FailPoint) {
    self.ledger = ledger
    self.failPoint = failPoint
  }

  var identity: Identifier { ledger.identity }
  var fence: Int64 { ledger.fence }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    try await ledger.read(body)
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    let failPoint = failPoint
    let (value, rules) = try await ledger.write {
      transaction throws(Refusal) -> (Value, [Int]) in
      let witness = RuleWitness(transaction)
      let value = try body(witness)
      Self.reach(.before, witness.rules, failPoint)
      return (value, witness.rules)
    }
    Self.reach(.after, rules, failPoint)
    return value
  }

  private static func reach(_ moment: FailPlace.Moment, _ rules: [Int], _ failPoint: FailPoint) {
    failPoint.reached(.write(moment))
    for rule in rules { failPoint.reached(.rule(rule, moment)) }
  }
}
