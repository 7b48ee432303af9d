import HTTP2

/// A wait for a channel's connection, without a call.
///
/// `@unchecked` because it is touched on the channel's loop only.
final class ReadyWait: PickWaiter, @unchecked Sendable {
  private let core: ChannelCore
  private let deadline: ContinuousClock.Instant?
  /// Whether to go on waiting while no server can be reached.
  private let isPatient: Bool
  private let waiter = Waiter<Void>()

  init(_ core: ChannelCore, deadline: ContinuousClock.Instant?, isPatient: Bool) {
    self.core = core
    self.deadline = deadline
    self.isPatient = isPatient
  }

  /// - Throws: `UNAVAILABLE` with what was tried, `DEADLINE_EXCEEDED`, `CANCELLED`.
  func wait() async throws(RPCError) {
    try await core.loop.run { () async throws(RPCError) in
      let timer = self.deadline.map { deadline in
        self.core.loop.schedule(after: ContinuousClock.now.duration(to: deadline)) {
          var error = RPCError.deadlineExceeded
          if let why = self.core.trouble { error.message += "; before that: \(why)" }
          self.waiter.fail(error)
        }
      }
      defer {
        timer?.cancel()
        self.core.stopWaiting(self)
      }
      self.pickAgain()
      try await self.waiter.wait()
    }
  }

  func pickAgain() {
    switch core.pick() {
    case .use: waiter.succeed(())
    case .wait: core.wait(self)
    case .fail(let error): if isPatient { core.wait(self) } else { waiter.fail(error) }
    case .refuse(let error): waiter.fail(error)
    }
  }
}
