import CLinux
import MigrationCore

/// Judges whether one side of a failed migration has everything.
struct RecoveryVerification: Sendable {
  /// The mark of the cutover; nil when clients never got to the destination.
  let cutover: FileStat?
  let options: DirectoryOptions

  /// How many differences are named.
  private static let shown = 3

  /// Whether the destination lacks something of a tree. Without a cutover both must be equal. After it the destination
  /// went on; then the source must be as it was copied, and a source that is gone speaks against nothing.
  func forward(_ unit: CopyUnit, _ stop: StopFlag) throws(MoverError) -> Conflict? {
    do throws(MoverError) {
      var basis = TreeChecker.Basis()
      basis.known = try Journal.known(at: unit.journal)
      basis.isSucceeded = cutover != nil
      basis.ignored = ignored
      basis.limit = Self.shown + 1
      basis.stop = stop
      let found = try TreeChecker.differences(
        between: unit.source, and: unit.destination, basis)
      guard !found.isEmpty else { return nil }
      let named = found.prefix(Self.shown).map(\.description).joined(separator: "; ")
      let more = found.count > Self.shown ? "; and more" : ""
      return unit.conflict(
        .dataIncomplete, "the destination differs from the source: \(named)\(more)")
    } catch {
      guard case .system(_, let side, _, _) = error.kind else { throw error }
      if side == .source, cutover != nil { return nil }
      return unit.conflict(
        side == .source ? .dataUnreadable : .dataIncomplete, error.description)
    }
  }

  /// Whether the source lacks something of a tree: it is not there, or cannot be read, or clients have written to the
  /// destination in its place.
  func backward(_ unit: CopyUnit, _ stop: StopFlag) throws(MoverError) -> Conflict? {
    do throws(MoverError) {
      _ = try TreeScan.scan(unit.source, stop: stop)
    } catch {
      guard case .system = error.kind else { throw error }
      return unit.conflict(.dataUnreadable, error.description)
    }
    guard let cutover else { return nil }
    do throws(MoverError) {
      let newer = try TreeNews.paths(
        below: unit.destination, changedAfter: cutover, limit: Self.shown + 1, stop: stop)
      guard !newer.isEmpty else { return nil }
      let named = newer.prefix(Self.shown).map { PathText.quoted($0) }.joined(separator: ", ")
      let more = newer.count > Self.shown ? " and more" : ""
      return unit.conflict(
        .dataIncomplete,
        "clients have used the destination since the cutover, and the source lacks what they changed: "
          + named + more)
    } catch {
      // A destination that is gone holds nothing that the source lacks.
      guard case .system(_, _, _, ErrorNumber.missing) = error.kind else { throw error }
      return nil
    }
  }

  /// What file systems differ in, and what may be lost by name.
  private var ignored: Set<TreeDifference.Aspect> {
    var ignored: Set<TreeDifference.Aspect> = [.allocation, .holes, .reservation]
    for loss in options.allowedLosses {
      switch loss {
      case .owners: ignored.formUnion([.owner, .mode])
      case .devices: ignored.insert(.device)
      case .xattrs: ignored.insert(.attributes)
      case .flags: ignored.insert(.flags)
      }
    }
    return ignored
  }
}
