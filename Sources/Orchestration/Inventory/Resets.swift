import MigrationCore

/// The operator's last resort: one row, any legal value, recorded in the history.
extension Inventory {
  package func resetServerStatus(
    _ id: Identifier, to status: ShareServerStatus, why: String, by actor: String? = nil,
    as call: RequestKey?
  ) async throws(Refusal) -> ShareServer {
    try await reset(ShareServer.self, id, why, actor, call) { server, now in
      let before = server.status.rawValue
      server.status = status
      server.updatedAt = now
      return (before, status.rawValue)
    }
  }

  package func resetServerTaskState(
    _ id: Identifier, to state: TaskState?, why: String, by actor: String? = nil,
    as call: RequestKey?
  ) async throws(Refusal) -> ShareServer {
    try await reset(ShareServer.self, id, why, actor, call) { server, now in
      let before = server.taskState?.rawValue
      server.taskState = state
      server.updatedAt = now
      return (before, state?.rawValue)
    }
  }

  package func resetShareStatus(
    _ id: Identifier, to status: ResourceStatus, why: String, by actor: String? = nil,
    as call: RequestKey?
  ) async throws(Refusal) -> Share {
    try await reset(Share.self, id, why, actor, call) { share, now in
      let before = share.status.rawValue
      share.status = status
      share.updatedAt = now
      return (before, status.rawValue)
    }
  }

  package func resetSnapshotStatus(
    _ id: Identifier, to status: ResourceStatus, why: String, by actor: String? = nil,
    as call: RequestKey?
  ) async throws(Refusal) -> Snapshot {
    try await reset(Snapshot.self, id, why, actor, call) { snapshot, now in
      let before = snapshot.status.rawValue
      snapshot.status = status
      snapshot.updatedAt = now
      return (before, status.rawValue)
    }
  }

  private func reset<Row: LedgerRow>(
    _ type: Row.Type, _ id: Identifier, _ why: String, _ actor: String?, _ call: RequestKey?,
    _ change: @escaping @Sendable (inout Row, Timestamp) -> (from: String?, to: String?)
  ) async throws(Refusal) -> Row {
    let now = clock.now
    return try await ledger.write { tx throws(Refusal) in
      if let earlier = try call?.replay(type, in: tx) { return earlier }
      var row = try tx.get(type, id)
      let words = change(&row, now)
      try tx.update(row)
      _ = try tx.append(
        HistoryEvent(
          noun: Row.noun, subjectID: id, revision: 0, rule: nil, from: words.from, to: words.to,
          message: why.isEmpty ? "reset by an operator" : "reset by an operator: \(why)",
          actor: actor,
          at: now))
      try call?.remember(row, id, in: tx, at: now)
      return row
    }
  }
}
