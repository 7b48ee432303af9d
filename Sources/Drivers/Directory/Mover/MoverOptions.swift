/// How a tree is copied.
package struct MoverOptions: Sendable, Hashable {
  /// Threads that copy. More than processors is sensible: they wait for the disk.
  package var workers: Int
  /// What may be lost where the rights or the destination's file system do not suffice to preserve it.
  package var allowedLosses: Set<Loss>
  /// What the process may do; tests put less here.
  package var rights: Rights

  package init(workers: Int = 0, allowedLosses: Set<Loss> = [], rights: Rights = .own) {
    self.workers = workers > 0 ? workers : 4
    self.allowedLosses = allowedLosses
    self.rights = rights
  }
}
