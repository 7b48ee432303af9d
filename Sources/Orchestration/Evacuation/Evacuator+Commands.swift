import MigrationCore

extension Evacuator {
  /// What an evacuation would do. Changes nothing.
  package func plan(_ host: BackendAddress, _ options: EvacuationOptions)
    async throws(Refusal) -> [PlannedServer]
  {
    try check(host, options)
    return try await orchestrator.survey(host, options, of: nil) { _ in true }.servers
  }

  /// Accepts an evacuation; a runner plans and moves.
  ///
  /// - Parameter actor: who asks.
  package func evacuate(
    _ host: BackendAddress, _ options: EvacuationOptions, by actor: String?, as call: RequestKey?
  ) async throws(Refusal) -> Evacuation {
    try check(host, options)
    let (world, now) = (world, world.clock.now)
    let (evacuation, isNew) = try await surely { () throws(Refusal) in
      try await world.ledger.write { tx throws(Refusal) in
        if let earlier = try call?.replay(Evacuation.self, in: tx) { return (earlier, false) }
        try Self.refuseSecond(host, tx)
        let evacuation = Evacuation(
          id: world.settings.chance.identifier(), host: host, options: options, actor: actor,
          message: "what goes where is being planned", fence: world.ledger.fence, createdAt: now,
          updatedAt: now)
        try tx.insert(evacuation)
        try call?.remember(evacuation, evacuation.id, in: tx, at: now)
        return (evacuation, true)
      }
    }
    if isNew { takeUp(evacuation) }
    return evacuation
  }

  /// Has nothing new started; with `cancels` also calls off what is in its first phase.
  package func stop(
    _ id: Identifier, cancels: Bool, by actor: String?, as call: RequestKey?
  ) async throws(Refusal) -> Evacuation {
    let evacuation = try await command(id, actor, call) { evacuation, _ throws(Refusal) in
      try evacuation.require(.running, .stopping)
      evacuation.state = .stopping
      evacuation.cancelsOnStop = evacuation.cancelsOnStop || cancels
      evacuation.message = "nothing more is started"
    }
    interrupt(id)
    return evacuation
  }

  /// Plans what is left anew and goes on.
  package func resume(_ id: Identifier, by actor: String?, as call: RequestKey?)
    async throws(Refusal) -> Evacuation
  {
    try await command(id, actor, call) { evacuation, tx throws(Refusal) in
      try evacuation.require(.stopping, .stopped, .doneWithFailures)
      if evacuation.state.isAtRest { try Self.refuseSecond(evacuation.host, tx) }
      evacuation.state = .running
      evacuation.needsPlan = true
      evacuation.cancelsOnStop = false
      evacuation.endedAt = nil
      evacuation.message = "what is left is being planned"
    }
  }

  private func command(
    _ id: Identifier, _ actor: String?, _ call: RequestKey?,
    _ change: @escaping @Sendable (inout Evacuation, any LedgerReading) throws(Refusal) -> Void
  ) async throws(Refusal) -> Evacuation {
    let (ledger, now) = (world.ledger, world.clock.now)
    let (evacuation, isNew) = try await surely { () throws(Refusal) in
      try await ledger.write { tx throws(Refusal) in
        if let earlier = try call?.replay(Evacuation.self, in: tx) { return (earlier, false) }
        var evacuation = try tx.get(Evacuation.self, id)
        try change(&evacuation, tx)
        evacuation.actor = actor
        evacuation.fence = max(evacuation.fence, ledger.fence)
        evacuation.revision += 1
        evacuation.updatedAt = now
        try tx.update(evacuation)
        try call?.remember(evacuation, id, in: tx, at: now)
        return (evacuation, true)
      }
    }
    if isNew { takeUp(evacuation) }
    return evacuation
  }

  private static func refuseSecond(_ host: BackendAddress, _ tx: any LedgerReading)
    throws(Refusal)
  {
    let open = Evacuation.State.allCases.filter { !$0.isAtRest }.map(\.rawValue)
    let found = try tx.list(
      Evacuation.self, where: [.equal(.host, host.rawValue), Condition(.status, in: open)])
    guard let other = found.first else { return }
    throw Refusal(
      .failedPrecondition, .evacuationRunning,
      "backend \(host) is being evacuated already, by evacuation \(other.id)",
      subject: .init(.evacuation, other.id))
  }

  // MARK: What cannot be meant

  private func check(_ host: BackendAddress, _ options: EvacuationOptions) throws(Refusal) {
    var wrong = options.controls.violations(at: world.clock.now).map { violation in
      Refusal.FieldViolation("options.\(violation.field)", violation.description)
    }
    if !EvacuationOptions.concurrentRange.contains(options.concurrentMax) {
      wrong.append(
        .init(
          "options.max_concurrent", "must be 1 to 1000, or 0 for 4, is \(options.concurrentMax)"))
    }
    if options.completesItself && options.controls.completeAfter != nil {
      wrong.append(
        .init("options.auto_complete", "not together with controls.complete_after: when, then?"))
    }
    if options.destinations.contains(host) {
      wrong.append(
        .init("options.destination_hosts", "\(host) is the backend that is to be emptied"))
    }
    if !wrong.isEmpty { throw Refusal.invalid(wrong) }
    for address in [host] + options.destinations where world.backends.state(of: address) == nil {
      throw Refusal(
        .notFound, .backendNotFound, "no backend has the address \(address)",
        subject: .init(noun: "backend", id: address.rawValue))
    }
  }
}

extension Evacuation {
  /// Its migrations are called off only as long as it stops: who resumes it wants them.
  func requireCallingOff() throws(Refusal) {
    try require(.stopping)
    guard !cancelsOnStop else { return }
    throw Refusal(
      .failedPrecondition, .wrongEvacuationState,
      "evacuation \(id) is stopping and lets its migrations end", subject: .init(.evacuation, id))
  }

  fileprivate func require(_ states: State...) throws(Refusal) {
    guard !states.contains(state) else { return }
    throw Refusal(
      .failedPrecondition, .wrongEvacuationState,
      "evacuation \(id) is \(state.rawValue); this needs it "
        + states.map(\.rawValue).joined(separator: " or "),
      subject: .init(.evacuation, id))
  }
}
