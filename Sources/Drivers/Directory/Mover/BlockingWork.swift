/// Runs what blocks on a thread of its own and lets a task wait for it.
///
/// The cooperative pool has a thread for each processor. A disk that is gone can take a call for ever, so a few such calls would
/// stop everything, migrations of other backends and the watchdogs of these very calls too.
package enum BlockingWork {
  package static func run<R: Sendable>(_ body: @escaping @Sendable () -> R) async -> R {
    await withCheckedContinuation { continuation in
      let thread = WorkerThread(name: "galleon-files") {
        continuation.resume(returning: body())
      }
      // Without a thread to spare the work still has to be done.
      if let thread { thread.detach() } else { continuation.resume(returning: body()) }
    }
  }
}
