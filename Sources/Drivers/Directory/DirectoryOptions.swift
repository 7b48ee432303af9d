/// Options of the `directory` driver, as a configuration stanza has them.
package struct DirectoryOptions: Sendable, Hashable {
  /// Absolute path of the directory that holds the servers; made when it is missing.
  package var root: String
  /// Name of the backend's one pool.
  package var pool: String
  /// Threads that copy; 0 takes the mover's own choice.
  package var workers: Int
  /// What may be lost by name when the service lacks the right to preserve it.
  package var allowedLosses: Set<Loss>
  /// Passes, the full one among them, after which phase 1 is done even if the source keeps changing.
  package var maxPasses: Int
  /// A delta with at most this many changes …
  package var smallDeltaFiles: Int
  /// … and at most this many bytes ends phase 1.
  package var smallDeltaBytes: Int64
  /// What the process may do; tests put less here.
  package var rights: Rights
  /// How long the last phase waits before it looks again at a source that still changed; doubled each time.
  package var settleDelay: Duration
  /// How often it looks before it refuses.
  package var settleAttempts: Int

  package init(
    root: String, pool: String = "pool", workers: Int = 0, allowedLosses: Set<Loss> = [],
    maxPasses: Int = 10, smallDeltaFiles: Int = 100, smallDeltaBytes: Int64 = 64 << 20,
    rights: Rights = .own, settleDelay: Duration = .milliseconds(100), settleAttempts: Int = 5
  ) {
    self.root = root
    self.pool = pool
    self.workers = workers
    self.allowedLosses = allowedLosses
    self.maxPasses = maxPasses
    self.smallDeltaFiles = smallDeltaFiles
    self.smallDeltaBytes = smallDeltaBytes
    self.rights = rights
    self.settleDelay = settleDelay
    self.settleAttempts = settleAttempts
  }

  var mover: MoverOptions {
    MoverOptions(workers: workers, allowedLosses: allowedLosses, rights: rights)
  }
}
