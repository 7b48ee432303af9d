import CLinux
import Glibc

/// A thread of its own for work that blocks in system calls, which the cooperative pool must not run.
struct WorkerThread {
  private let handle: pthread_t

  /// Nil when the system has no thread left.
  ///
  /// - Parameter name: of the thread, for top(1) and the like; the kernel keeps 15 bytes.
  init?(name: String, _ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(ThreadBody(name, body))
    var handle = pthread_t()
    let code = pthread_create(
      &handle, nil,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
    guard code == 0 else {
      box.release()
      return nil
    }
    self.handle = handle
  }

  func join() {
    pthread_join(handle, nil)
  }

  /// Lets the thread end by itself.
  func detach() {
    pthread_detach(handle)
  }
}

private final class ThreadBody: Sendable {
  private let name: String
  private let body: @Sendable () -> Void

  init(_ name: String, _ body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }

  func run() {
    galleon_name_thread(name)
    body()
  }
}
