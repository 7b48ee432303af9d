import MigrationCore

extension Inventory {
  /// Records a rule in `queued_to_apply`; it becomes `active`, or `error`, when the backend has put it in force.
  package func allowAccess(
    to shareID: Identifier, _ type: AccessType, _ name: String, _ level: AccessLevel,
    as call: RequestKey?
  ) async throws(Refusal) -> AccessRule {
    let now = clock.now
    let (rule, server) = try await intend { tx throws(Refusal) -> (AccessRule, Identifier?) in
      if let earlier = try call?.replay(AccessRule.self, in: tx) { return (earlier, nil) }
      var (share, server) = try Self.availableShare(shareID, tx)
      let rules = try tx.list(AccessRule.self, where: [.equal(.shareID, shareID)])
      if let same = rules.first(where: { $0.type == type && $0.to == name }) {
        throw Refusal(
          .alreadyExists, .accessRuleExists,
          "share \(shareID) has access rule \(same.id) for \(type.rawValue) \(name) already",
          subject: .init(.accessRule, same.id))
      }
      try self.refuseUnreachable(server)
      let rule = AccessRule(
        id: self.settings.chance.identifier(), shareID: shareID, type: type, to: name, level: level,
        state: .queuedToApply, createdAt: now, updatedAt: now)
      try tx.insert(rule)
      share.accessRulesStatus = .syncing
      share.updatedAt = now
      try tx.update(share)
      try call?.remember(rule, rule.id, in: tx, at: now)
      return (rule, share.shareServerID)
    }
    if let server { applyRules(of: shareID, on: server) }
    return rule
  }

  /// Records the rule in `queued_to_deny`; it goes when it is no longer in force.
  package func denyAccess(_ id: Identifier, as call: RequestKey?) async throws(Refusal) {
    let now = clock.now
    let share = try await intend { tx throws(Refusal) -> Share? in
      if try call?.replay(Done.self, in: tx) != nil { return nil }
      var rule = try tx.get(AccessRule.self, id)
      var share = try tx.get(Share.self, rule.shareID)
      try self.refuseUnreachable(try Self.unmigrating(share.shareServerID, tx))
      rule.state = .queuedToDeny
      rule.updatedAt = now
      try tx.update(rule)
      share.accessRulesStatus = .syncing
      share.updatedAt = now
      try tx.update(share)
      try call?.remember(Done(), id, in: tx, at: now)
      return share
    }
    if let share { applyRules(of: share.id, on: share.shareServerID) }
  }

  /// Puts the rules of a share in force as a whole: what is queued to apply comes in, what is queued to deny goes.
  func applyRules(of shareID: Identifier, on serverID: Identifier) {
    works.enqueue(serverID) { [self] in
      let what = "applying the access rules of share \(shareID)"
      guard let view = await current(serverID, what),
        let share = view.shares.first(where: { $0.id == shareID }), share.status != .deleting
      else { return }
      let all = view.rules.filter { $0.shareID == shareID }
      // An earlier work of the queue may have done this one's. While something is to be done no migration starts, so the
      // rules that one casts to read-only are not put back under it.
      guard share.accessRulesStatus == .syncing || all.contains(where: \.state.isBusy) else {
        return
      }
      let (leaving, staying) = all.partitioned(\.isLeaving)
      do throws(DriverError) {
        try await attempt(view.server.host) { driver throws(DriverError) in
          try await driver.applyAccessRules(staying, to: share, on: view, readOnly: false)
        }
        let now = clock.now
        await record(what) { tx throws(Refusal) in
          for rule in leaving { try tx.delete(AccessRule.self, rule.id) }
          try Self.settleRules(staying, of: shareID, state: .active, .active, tx, at: now)
        }
      } catch {
        let now = clock.now
        await recordFailure(error, what) { tx throws(Refusal) in
          let unsettled = all.filter { $0.state != .active }
          try Self.settleRules(unsettled, of: shareID, state: .error, .error, tx, at: now)
        }
      }
    }
  }

  private static func settleRules(
    _ rules: [AccessRule], of shareID: Identifier, state: AccessRuleState,
    _ status: AccessRulesStatus, _ tx: any LedgerWriting, at now: Timestamp
  ) throws(Refusal) {
    for rule in rules where rule.state != state {
      guard var row = try tx.find(AccessRule.self, rule.id), row.state == rule.state else {
        continue
      }
      row.state = state
      row.updatedAt = now
      try tx.update(row)
    }
    guard var share = try tx.find(Share.self, shareID) else { return }
    // A rule that came or left meanwhile has a work of its own in the queue.
    let busy = try tx.list(AccessRule.self, where: [.equal(.shareID, shareID)])
      .contains { $0.state.isBusy }
    share.accessRulesStatus = busy ? .syncing : status
    share.updatedAt = now
    try tx.update(share)
  }
}

extension Array {
  /// The elements for which `belongs` holds, and the others, both in order.
  fileprivate func partitioned(_ belongs: (Element) -> Bool) -> ([Element], [Element]) {
    (filter(belongs), filter { !belongs($0) })
  }
}
