import Glibc
import Synchronization

/// Jobs for a fixed number of threads, last in, first out: so the walk goes deep before it goes wide, and few
/// directories are under way at once. Empty for good when the last job done has added no other.
///
/// `@unchecked` because every stored variable is touched only while `lock` is held.
final class WorkQueue<Job: Sendable>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let added = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Apart from `added`: who waits for the end must not be woken in a worker's place.
  private let ended = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [Job] = []
  /// Threads that wait for a job.
  private var idle = 0
  /// Jobs waiting or in some thread's hands.
  private var unfinished = 0
  private var isStopped = false

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(added, nil)
    pthread_cond_init(ended, nil)
  }

  deinit {
    pthread_cond_destroy(added)
    pthread_cond_destroy(ended)
    pthread_mutex_destroy(lock)
    added.deallocate()
    ended.deallocate()
    lock.deallocate()
  }

  func push(_ job: Job) {
    pthread_mutex_lock(lock)
    jobs.append(job)
    unfinished += 1
    if idle > 0 { pthread_cond_signal(added) }
    pthread_mutex_unlock(lock)
  }

  /// Waits for a job; nil when there will be none any more. `done` must be called for each.
  func pop() -> Job? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if isStopped || unfinished == 0 { return nil }
      if let job = jobs.popLast() { return job }
      idle += 1
      pthread_cond_wait(added, lock)
      idle -= 1
    }
  }

  func done() {
    pthread_mutex_lock(lock)
    unfinished -= 1
    if unfinished == 0 { announceEnd() }
    pthread_mutex_unlock(lock)
  }

  /// Drops what waits; every `pop` answers nil from now on.
  func stop() {
    pthread_mutex_lock(lock)
    isStopped = true
    jobs.removeAll()
    announceEnd()
    pthread_mutex_unlock(lock)
  }

  private func announceEnd() {
    pthread_cond_broadcast(added)
    pthread_cond_broadcast(ended)
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
      if pthread_cond_timedwait(ended, lock, &until) == ETIMEDOUT { break }
    }
    return isStopped || unfinished == 0
  }
}
