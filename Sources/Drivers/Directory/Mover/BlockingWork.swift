/// Runs what blocks on a thread of its own and lets a task wait for it.
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
