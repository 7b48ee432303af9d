/// Options of the `directory` driver.
struct DirectoryConfiguration: Sendable, Equatable {
  /// Absolute path of the directory that holds the servers.
  var root: String
  /// Name of the backend's one pool.
  var pool: String
  /// Threads that copy; 0 takes one for each processor.
  var workers: Int64
  /// What may be lost by name when the service lacks the right to preserve it.
  var allowLoss: [Loss]
  /// Delta passes after which phase 1 is done even if the source keeps changing.
  var maxPasses: Int64
  /// A delta with at most this many files …
  var smallDeltaFiles: Int64
  /// … and at most this many bytes ends phase 1.
  var smallDeltaBytes: Int64

  /// What a service without root may be unable to preserve.
  enum Loss: String, Sendable, CaseIterable {
    case owners
    case devices
    case xattrs
    case flags
  }
}
