/// What it takes to call a method.
package struct MethodRule: Sendable, Hashable {
  /// The least role; nil for a method that is open to everybody.
  package var least: Role?
  /// Whether the caller must be one of all projects: what the method is about belongs to none.
  package var isForAllProjects: Bool
  /// Whether it changes something, so that the audit log has it.
  package var changes: Bool

  private init(_ least: Role?, isForAllProjects: Bool = false, changes: Bool = false) {
    self.least = least
    self.isForAllProjects = isForAllProjects
    self.changes = changes
  }

  /// Open to everybody.
  static let open = MethodRule(nil)
  static let reads = MethodRule(.viewer)
  static let readsAll = MethodRule(.viewer, isForAllProjects: true)
  static let inspects = MethodRule(.operator, isForAllProjects: true)
  static let changes = MethodRule(.operator, changes: true)
  static let changesAll = MethodRule(.operator, isForAllProjects: true, changes: true)
  /// An operator's last resort.
  static let forces = MethodRule(.admin, changes: true)
  static let rules = MethodRule(.admin, isForAllProjects: true, changes: true)
}
