import CLinux
import Glibc
import Synchronization

/// One thread that waits with epoll(7) and runs everything of its connections: their events, their handlers' tasks, their
/// timers. A task that prefers this executor stays on the thread unless it awaits something foreign, and comes back to it.
///
/// `@unchecked` because all but `inbox` and `owner` is touched by the loop's own thread only, and every entry asserts it.
package final class EventLoop: TaskExecutor, @unchecked Sendable {
  /// Wrapped, because a bare closure in an array costs an object more for each use.
  private struct Call {
    let run: @Sendable () -> Void
  }

  private struct Inbox {
    var jobs: [UnownedJob] = []
    var calls: [Call] = []
    var isStopped = false

    var isEmpty: Bool { jobs.isEmpty && calls.isEmpty }
  }

  private let epoll: CInt
  private let wakeUp: CInt
  private let inbox = Mutex(Inbox())
  private let owner = Atomic<UInt>(0)

  private var localJobs: [UnownedJob] = []
  private var sources: [UInt64: any EventSource] = [:]
  private var sourceNumber: UInt64 = 0
  private var atTickEnd: [any EventSource] = []
  private var timers = TimerHeap()
  private var isRunning = true
  private var tickTime: ContinuousClock.Instant?
  /// What a time that is kept for each stream or call is counted from.
  package let birth = ContinuousClock.now
  private var starts = HandlerStarts()
  /// Where the connections of this loop read into.
  let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
  /// Room for what connections are about to write, while none needs it: it stays in the processor's cache from one to the
  /// next, and an idle connection holds none.
  var writeRooms: [[UInt8]] = []
  private static let writeRoomsMax = 8
  /// Header blocks that nobody reads any more, for the next streams of any connection.
  var spareBlocks: [HeaderBlock] = []
  private static let spareBlocksMax = 256
  /// Streams of servers that have ended, each with its handler, for the next streams of any connection.
  private var spareStreams: [Stream] = []
  private static let spareStreamsMax = 256
  /// Calls from elsewhere after which what they have written leaves, before the next ones write more.
  private static let callsAtOnce = 128

  private let name: String
  /// Whether something computes beside the loop, and who waits for that to end, in order.
  private var isBusyAside = false
  private var waitingAside: [CheckedContinuation<Void, Never>] = []

  /// Starts the loop's thread; it ends when `stop` is called.
  ///
  /// - Parameter name: of the thread, for top(1) and the like; the kernel shows 15 bytes.
  package init(name: String = "galleon-loop") throws(HTTP2Error) {
    self.name = String(name.prefix(15))
    epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
    guard epoll >= 0 else { throw .system("epoll_create1", errno) }
    wakeUp = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
    guard wakeUp >= 0 else {
      let code = errno
      close(epoll)
      throw .system("eventfd", code)
    }
    var event = epoll_event(events: EPOLLIN.rawValue, data: .init(u64: 0))
    guard epoll_ctl(epoll, EPOLL_CTL_ADD, wakeUp, &event) == 0 else {
      let code = errno
      close(epoll)
      close(wakeUp)
      throw .system("epoll_ctl", code)
    }
    guard startThread(self) else { throw .system("pthread_create", EAGAIN) }
  }

  deinit {
    close(epoll)
    close(wakeUp)
    readBuffer.deallocate()
  }

  /// Whether the caller is on the loop's thread.
  package var isCurrent: Bool { owner.load(ordering: .relaxed) == UInt(pthread_self()) }

  /// When the tick under way looked at the clock first: one reading for all that came with it. To be asked on the loop.
  package var tickStart: ContinuousClock.Instant {
    if let tickTime { return tickTime }
    let now = ContinuousClock.now
    tickTime = now
    return now
  }

  /// Traps when the caller is not on the loop's thread.
  func assertCurrent() {
    precondition(isCurrent, "a thing of an event loop was touched from another thread")
  }

  /// Runs `call` on the loop, soon; in order for calls of one thread.
  package func execute(_ call: @escaping @Sendable () -> Void) {
    let wake = inbox.withLock { inbox in
      let wasEmpty = inbox.isEmpty
      inbox.calls.append(Call(run: call))
      return wasEmpty
    }
    if wake { signal() }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      localJobs.append(job)
      return
    }
    let wake = inbox.withLock { inbox in
      let wasEmpty = inbox.isEmpty
      inbox.jobs.append(job)
      return wasEmpty
    }
    if wake { signal() }
  }

  /// Runs `action` on the loop after `delay`, unless it is cancelled. To be called on the loop.
  package func schedule(after delay: Duration, _ action: @escaping () -> Void) -> LoopTimer {
    assertCurrent()
    return timers.add(at: ContinuousClock.now + delay, action)
  }

  /// Ends the thread after the tick under way; what is queued then is not run.
  package func stop() {
    inbox.withLock { $0.isStopped = true }
    signal()
  }

  /// Computes `work` on the threads that tasks have in common, so that the loop goes on meanwhile: one after the other, so
  /// that what comes of it is there once for each loop. To be awaited on the loop, by a task that prefers it.
  ///
  /// - Returns: nil when the task was cancelled before its turn.
  package func aside<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value? {
    assertCurrent()
    if isBusyAside {
      await withCheckedContinuation { waitingAside.append($0) }
    } else {
      isBusyAside = true
    }
    let value =
      Task.isCancelled
      ? nil : await withTaskExecutorPreference(globalConcurrentExecutor) { () async in work() }
    assertCurrent()
    if waitingAside.isEmpty {
      isBusyAside = false
    } else {
      waitingAside.removeFirst().resume()
    }
    return value
  }

  /// Takes a header block whose reader is done with it, for its room. Of all connections in one place, so that the block
  /// that is used next is one that was in use just now.
  func giveBack(_ block: consuming HeaderBlock) {
    guard spareBlocks.count < Self.spareBlocksMax, !block.isLarge,
      isKnownUniquelyReferenced(&block)
    else { return }
    block.removeAll()
    spareBlocks.append(block)
  }

  /// A stream for a server's connection: nearly always one that was in use just now, and its handler with it.
  func stream(for connection: Connection) -> Stream {
    guard let stream = spareStreams.popLast() else { return Stream(connection: connection) }
    stream.renew(for: connection)
    return stream
  }

  /// Takes a stream that has ended, with its handler if nobody else holds it.
  func giveBack(_ stream: consuming Stream) {
    // Taken in any case: they hold each other.
    guard var handler = stream.handler.take(), spareStreams.count < Self.spareStreamsMax,
      isAlone(&handler), handler.renew()
    else { return }
    stream.handler = consume handler
    spareStreams.append(stream)
  }

  // MARK: Handlers

  /// Has `handler` run, on the loop, when what was read has been handled; in the order of the calls.
  package func start(_ handler: any LoopHandler) {
    assertCurrent()
    starts.append(handler)
  }

  /// Runs the handlers that wait to be started: all in one task, until one of them waits. That one keeps the task, and the
  /// next get another.
  func startHandlers() {
    // Not from within a handler: whoever runs that one comes to the others.
    guard starts.running == nil else { return }
    while !starts.isEmpty {
      let task = Task.immediate(executorPreference: self) { await runHandlers() }
      if let waiting = starts.running.take() { waiting.waits(in: task) }
    }
  }

  nonisolated(nonsending) private func runHandlers() async {
    while let handler = starts.next() {
      guard let work = handler.takeWork() else { continue }
      starts.running = handler
      await work()
      // After a wait this task has served its handler: it is not the running one any more.
      guard starts.running === handler else { return }
      starts.running = nil
    }
  }

  // MARK: Sources

  /// Watches `descriptor` for `source`; returns the number to change or end it by.
  func watch(_ descriptor: CInt, _ events: UInt32, _ source: any EventSource)
    throws(HTTP2Error) -> UInt64
  {
    assertCurrent()
    sourceNumber += 1
    var event = epoll_event(events: events, data: .init(u64: sourceNumber))
    guard epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
      throw .system("epoll_ctl", errno)
    }
    sources[sourceNumber] = source
    return sourceNumber
  }

  func change(_ descriptor: CInt, _ number: UInt64, _ events: UInt32) {
    var event = epoll_event(events: events, data: .init(u64: number))
    let result = epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event)
    precondition(result == 0, "epoll lost a descriptor that is watched")
  }

  /// Events of this tick for an ended source are dropped: its number is never used again.
  func unwatch(_ descriptor: CInt, _ number: UInt64) {
    assertCurrent()
    sources[number] = nil
    epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
  }

  /// Takes the room of what a connection has written.
  func giveBack(_ room: inout [UInt8]) {
    if room.capacity > 0, writeRooms.count < Self.writeRoomsMax { writeRooms.append(room) }
    room = []
  }

  /// Gives back the room that a burst has left behind.
  func trim() {
    spareBlocks = []
    writeRooms = []
    // A stream and its handler hold each other.
    for stream in spareStreams { stream.handler = nil }
    spareStreams = []
  }

  /// Has `source` called once when everything of this tick has run.
  func callAtTickEnd(_ source: any EventSource) {
    atTickEnd.append(source)
  }

  // MARK: The thread

  fileprivate func run() {
    galleon_name_thread(name)
    owner.store(UInt(pthread_self()), ordering: .relaxed)
    var events = [epoll_event](repeating: epoll_event(), count: 256)
    while isRunning {
      let count = epoll_wait(epoll, &events, CInt(events.count), waitMilliseconds())
      if count < 0 && errno != EINTR {
        preconditionFailure("epoll_wait failed: \(HTTP2Error.words(errno))")
      }
      tickTime = nil
      for index in 0..<max(0, Int(count)) {
        dispatch(events[index])
      }
      for timer in timers.takeDue() { timer.fire() }
      takeInbox()
      runJobs()
      startHandlers()
      endTick()
    }
    trim()
  }

  private func waitMilliseconds() -> CInt {
    if !localJobs.isEmpty || !atTickEnd.isEmpty || !starts.isEmpty { return 0 }
    guard let next = timers.next else { return -1 }
    let left = next - ContinuousClock.now
    if left <= .zero { return 0 }
    // One more, for the part of a millisecond that is cut off. A far timer is waited for in several rounds.
    let (seconds, attoseconds) = left.components
    let longest = Int64(CInt.max)
    guard seconds < longest / 1000 else { return CInt.max }
    return CInt(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }

  private func dispatch(_ event: epoll_event) {
    guard event.data.u64 != 0 else {
      var value: UInt64 = 0
      read(wakeUp, &value, 8)
      return
    }
    sources[event.data.u64]?.ready(event.events)
  }

  private func takeInbox() {
    let (jobs, calls, stopped) = inbox.withLock { inbox in
      let taken = (inbox.jobs, inbox.calls, inbox.isStopped)
      if !inbox.isEmpty {
        inbox.jobs.removeAll(keepingCapacity: false)
        inbox.calls.removeAll(keepingCapacity: false)
      }
      return taken
    }
    if stopped { isRunning = false }
    localJobs.append(contentsOf: jobs)
    for (index, call) in calls.enumerated() {
      call.run()
      if index % Self.callsAtOnce == Self.callsAtOnce - 1 { endTick() }
    }
  }

  private func runJobs() {
    guard !localJobs.isEmpty else { return }
    // Jobs that these make run in the next round, after the connections have been flushed.
    let jobs = localJobs
    localJobs = []
    let executor = asUnownedTaskExecutor()
    for job in jobs { job.runSynchronously(on: executor) }
  }

  private func endTick() {
    guard !atTickEnd.isEmpty else { return }
    let ending = atTickEnd
    atTickEnd.removeAll(keepingCapacity: true)
    for source in ending { source.tickEnded() }
  }

  private func signal() {
    var one: UInt64 = 1
    write(wakeUp, &one, 8)
  }
}

/// Something whose descriptor a loop watches.
protocol EventSource: AnyObject {
  func ready(_ events: UInt32)
  func tickEnded()
}

private func isAlone<Handler: StreamHandler>(_ handler: inout Handler) -> Bool {
  isKnownUniquelyReferenced(&handler)
}

// A free function, so that the thread's entry inherits no actor.
private func startThread(_ loop: EventLoop) -> Bool {
  var thread = pthread_t()
  let context = Unmanaged.passRetained(loop)
  let result = pthread_create(
    &thread, nil,
    { context in
      guard let context else { return nil }
      Unmanaged<EventLoop>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }, context.toOpaque())
  guard result == 0 else {
    context.release()
    return false
  }
  pthread_detach(thread)
  return true
}
