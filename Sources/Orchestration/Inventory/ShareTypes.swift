import MigrationCore

extension Inventory {
  /// Names of types are unique.
  package func createShareType(name: String, extraSpecs: [String: String], as call: RequestKey?)
    async throws(Refusal) -> ShareType
  {
    let now = clock.now
    return try await ledger.write { tx throws(Refusal) in
      if let earlier = try call?.replay(ShareType.self, in: tx) { return earlier }
      if let same = try tx.list(ShareType.self, where: [.equal(.name, name)]).first {
        throw Refusal(
          .alreadyExists, .nameTaken, "share type \(same.id) has the name “\(name)” already",
          subject: .init(.shareType, same.id))
      }
      let type = ShareType(
        id: .random(), name: name, extraSpecs: extraSpecs, createdAt: now, updatedAt: now)
      try tx.insert(type)
      try call?.remember(type, type.id, in: tx, at: now)
      return type
    }
  }

  /// Refused while a share is of the type.
  package func deleteShareType(_ id: Identifier, as call: RequestKey?) async throws(Refusal) {
    let now = clock.now
    try await ledger.write { tx throws(Refusal) in
      if try call?.replay(Done.self, in: tx) != nil { return }
      _ = try tx.get(ShareType.self, id)
      if let share = try tx.list(
        Share.self, where: [.equal(.shareTypeID, id)], page: Page(limit: 1)
      ).first {
        throw Refusal(
          .failedPrecondition, .shareTypeInUse, "share type \(id) is in use by share \(share.id)",
          subject: .init(.shareType, id))
      }
      try tx.delete(ShareType.self, id)
      try call?.remember(Done(), id, in: tx, at: now)
    }
  }
}
