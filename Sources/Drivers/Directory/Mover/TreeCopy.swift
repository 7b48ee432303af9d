import CLinux
import Glibc

/// Makes one directory tree equal to another. Each `pass` walks the whole source and moves what differs; the first moves
/// everything, later ones what changed meanwhile. Nothing outside the two trees is ever touched: no symbolic link is
/// followed and every name is resolved in its own directory.
package struct TreeCopy: Sendable {
  private let source: String
  private let destination: String
  private let journal: Journal?
  private let options: MoverOptions

  /// `journal` is the path of the file that remembers what arrived; nil means that every pass compares contents where
  /// size and modification time are equal.
  package init(
    from source: String, to destination: String, journal: String?,
    options: MoverOptions = MoverOptions()
  ) throws(MoverError) {
    self.source = source
    self.destination = destination
    self.options = options
    if let journal {
      self.journal = try Journal(path: journal)
    } else {
      self.journal = nil
    }
  }

  /// One pass; blocks the calling thread. `progress` is called at most ten times a second and once at the end.
  package func passBlocking(
    stop: StopFlag, throttle: Throttle = .open,
    progress: @Sendable (PassProgress) -> Void = { _ in }
  ) throws(MoverError) -> PassStatistics {
    let from = try Self.open(source, .source)
    defer { _ = galleon_close(from) }
    let to = try Self.open(destination, .destination)
    defer { _ = galleon_close(to) }
    var stat = FileStat()
    let code = galleon_stat_descriptor(from, &stat)
    guard code >= 0 else { throw Self.failure("examine", .source, source, code) }

    let pass = CopyPass(
      destination: to, options: options, journal: journal, stop: stop, throttle: throttle)
    pass.queue.push(
      .directory(DirectoryNode(rootSource: from, destination: to, sourceStat: stat)))
    repeat {
      let threads = (0..<options.workers).compactMap { _ in
        WorkerThread(name: "galleon-copy") { CopyWorker(pass).run() }
      }
      if threads.isEmpty { CopyWorker(pass).run() }
      while !pass.queue.waitForEnd(seconds: 0.1) {
        progress(pass.progress)
        if stop.isRaised { pass.fail(.cancelled) }
      }
      for thread in threads { thread.join() }
    } while pass.queueOrphans()
    progress(pass.progress)
    let statistics = try pass.result()
    try LockingFlags.apply(pass)
    return statistics
  }

  /// One pass, on threads of its own; stops when the task is cancelled too.
  package func pass(
    stop: StopFlag = StopFlag(), throttle: Throttle = .open,
    progress: @escaping @Sendable (PassProgress) -> Void = { _ in }
  ) async throws(MoverError) -> PassStatistics {
    let result = await withTaskCancellationHandler {
      await BlockingWork.run { () -> Result<PassStatistics, MoverError> in
        do throws(MoverError) {
          return .success(try passBlocking(stop: stop, throttle: throttle, progress: progress))
        } catch {
          return .failure(error)
        }
      }
    } onCancel: {
      stop.raise()
    }
    return try result.get()
  }

  /// Flushes the destination's file system, then the journal: what has arrived survives a crash of the machine.
  package func seal() async throws(MoverError) {
    let result = await BlockingWork.run { () -> Result<Void, MoverError> in
      do throws(MoverError) {
        let to = try Self.open(destination, .destination)
        defer { _ = galleon_close(to) }
        let code = galleon_sync_filesystem(to)
        guard code >= 0 else { throw Self.failure("flush", .destination, destination, code) }
        try journal?.seal()
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  static func open(_ path: String, _ side: MoverError.Side) throws(MoverError) -> Int32 {
    let descriptor = path.withCString { galleon_open_directory(AT_FDCWD, $0) }
    guard descriptor >= 0 else { throw failure("open", side, path, descriptor) }
    return descriptor
  }

  private static func failure(
    _ operation: String, _ side: MoverError.Side, _ path: String, _ code: Int32
  ) -> MoverError {
    MoverError(.system(operation: operation, side: side, path: Array(path.utf8), code: -code))
  }
}
