import MigrationCore

/// The ledger as one life of the service has it: slow, lossy, at times not there, as the menu says.
struct SimulatedLedger: Ledger {
  let setting: Setting
  let power: Power
  let fence: Int64

  var identity: Identifier { setting.store.identity }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerReading) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    await latency()
    try refuse()
    if setting.meets(.readFails, 0.05) { throw Self.unavailable }
    let value = try setting.store.read(body)
    await latency()
    if power.isOff { throw Self.unavailable }
    return value
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerWriting) throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    if power.isOff { throw Self.unavailable }
    await latency()
    if setting.meets(.crash, 0.03) { setting.crash(power, "before a write") }
    if power.isOff {
      setting.late { [fence] store in
        store.arrivesLate(from: fence) { tx throws(Refusal) in _ = try body(tx) }
      }
      throw Self.unavailable
    }
    try refuse()
    if setting.meets(.writeLost, 0.1) {
      setting.judge.note("fault: a write is lost")
      // Its body has run, and what it wrote was rolled back.
      setting.store.dryRun(body)
      await latency()
      throw Self.unavailable
    }
    // A ledger may run a body again; one with effects of its own betrays itself here.
    if setting.dice.falls(0.1) {
      setting.store.dryRun(body)
      await latency()
      if power.isOff { throw Self.unavailable }
    }
    let value = try setting.store.write(body)
    if setting.meets(.crash, 0.03) { setting.crash(power, "after a write") }
    if setting.meets(.writeDoneButLost, 0.1) {
      setting.judge.note("fault: a write is done and reported as lost")
      // Such news is late news.
      await setting.clock.sleep(for: setting.dice.time(upTo: .seconds(2)))
      throw Self.unavailable
    }
    await latency()
    if power.isOff { throw Self.unavailable }
    return value
  }

  private func latency() async {
    if setting.menu.has(.ledgerSlow), setting.dice.falls(0.2) {
      await setting.clock.sleep(for: setting.dice.time(upTo: .milliseconds(300)))
    } else if setting.dice.falls(0.5) {
      await Task.yield()
    }
  }

  private func refuse() throws(Refusal) {
    if power.isOff || setting.isLedgerOut { throw Self.unavailable }
  }

  private static let unavailable = Refusal(
    .unavailable, .ledgerUnavailable, "the ledger does not answer")
}
