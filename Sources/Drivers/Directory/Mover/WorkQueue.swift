import Glibc
import Synchronization

/// Jobs for a fixed number of threads, last in, first out: so the walk goes deep before it goes wide, and few
/// directories are under way at once. Empty for good when the last job done has added no other.
///
/// `@unchecked` because every stored variable is touched only while `lock` is held.
final class WorkQueue<Job: Sendable>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [Job] = []
  /// Jobs waiting or in some thread's hands.
  private var unfinished = 0
  private var isStopped = false

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  func push(_ job: Job) {
    pthread_mutex_lock(lock)
    jobs.append(job)
    unfinished += 1
    pthread_cond_signal(changed)
    pthread_mutex_unlock(lock)
  }

  /// Waits for a job; nil when there will be none any more. `done` must be called for each.
  func pop() -> Job? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if isStopped || unfinished == 0 { return nil }
      if let job = jobs.popLast() { return job }
      pthread_cond_wait(changed, lock)
    }
  }

  func done() {
    pthread_mutex_lock(lock)
    unfinished -= 1
    if unfinished == 0 { pthread_cond_broadcast(changed) }
    pthread_mutex_unlock(lock)
  }

  /// Drops what waits; every `pop` answers nil from now on.
  func stop() {
    pthread_mutex_lock(lock)
    isStopped = true
    jobs.removeAll()
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(lock)
  }

  /// Waits for the end, or for `seconds`; whether it is the end.
  func waitForEnd(seconds: Double) -> Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    if isStopped || unfinished == 0 { return true }
    var until = timespec()
    clock_gettime(CLOCK_REALTIME, &until)
    let nanoseconds = until.tv_nsec + Int(seconds * 1e9)
    until.tv_sec += nanoseconds / 1_000_000_000
    until.tv_nsec = nanoseconds % 1_000_000_000
    while !isStopped && unfinished != 0 {
      if pthread_cond_timedwait(changed, lock, &until) == ETIMEDOUT { break }
    }
    return isStopped || unfinished == 0
  }
}
