import MigrationCore

/// One tree of a migration: a share or a snapshot of one.
struct CopyUnit: Sendable {
  /// Of the share or snapshot itself.
  let id: Identifier
  /// The share whose progress it counts for.
  let shareID: Identifier
  let isSnapshot: Bool
  /// "share media (…)", for messages.
  let title: String
  let source: String
  let destination: String
  let journal: String

  /// All trees of a server: shares first.
  static func all(of server: ServerView, from source: ServerLayout) -> [CopyUnit] {
    units(of: server, from: source, to: nil, migration: nil)
  }

  static func all(of job: MigrationJob, from source: ServerLayout, to destination: ServerLayout)
    -> [CopyUnit]
  {
    units(of: job.source, from: source, to: destination, migration: job.migrationID)
  }

  private static func units(
    of server: ServerView, from source: ServerLayout, to destination: ServerLayout?,
    migration: Identifier?
  ) -> [CopyUnit] {
    func journal(_ id: Identifier) -> String {
      guard let destination, let migration else { return "" }
      return destination.migration(migration) + "/" + id.rawValue
    }
    let shares = server.shares.map { share in
      CopyUnit(
        id: share.id, shareID: share.id, isSnapshot: false,
        title: "share \(share.name) (\(share.id))",
        source: source.share(share.id), destination: destination?.share(share.id) ?? "",
        journal: journal(share.id))
    }
    let snapshots = server.snapshots.map { snapshot in
      CopyUnit(
        id: snapshot.id, shareID: snapshot.shareID, isSnapshot: true,
        title: "snapshot \(snapshot.name) (\(snapshot.id))",
        source: source.snapshot(snapshot.id),
        destination: destination?.snapshot(snapshot.id) ?? "", journal: journal(snapshot.id))
    }
    return shares + snapshots
  }

  func conflict(_ reason: Reason, _ message: String) -> Conflict {
    let noun = isSnapshot ? Noun.snapshot : .share
    return Conflict(
      reason, resourceType: noun.rawValue, resourceID: id.rawValue, message: "\(title): \(message)")
  }

  /// Reads the journal, if there is one.
  func copy(_ options: DirectoryOptions) async -> Result<TreeCopy, MoverError> {
    await BlockingWork.run {
      do throws(MoverError) {
        return .success(
          try TreeCopy(
            from: source, to: destination, journal: journal, options: options.mover))
      } catch {
        return .failure(error)
      }
    }
  }

  func scan(
    _ options: DirectoryOptions, _ stop: StopFlag = StopFlag(),
    counted: @escaping @Sendable (TreeScan) -> Void = { _ in }
  ) async -> Result<TreeScan, MoverError> {
    await BlockingWork.run {
      do throws(MoverError) {
        var scan = try TreeScan.scan(source, rights: options.rights, stop: stop, counted: counted)
        scan.losses.removeAll { options.allowedLosses.contains($0.loss) }
        return .success(scan)
      } catch {
        return .failure(error)
      }
    }
  }
}
