import HTTP2
import Synchronization

/// Keeps a channel's connection: makes it when a call needs one, and not too often when the server
/// cannot be reached.
final class ChannelConnector: Sendable {
  private enum State {
    /// No connection; the next attempt is not made before this time.
    case idle(notBefore: ContinuousClock.Instant)
    case connecting([Waiter<HTTP2Client>])
    case ready(HTTP2Client)
    case closed
  }

  private struct Contents {
    var state = State.idle(notBefore: .now)
    var backoff: Backoff
    /// Counts attempts, so that the end of an old connection is not taken for that of the new one.
    var attempt = 0
    /// The latest attempt whose connection has ended.
    var lost = 0
  }

  private enum Plan {
    case use(HTTP2Client)
    case wait
    case connect(attempt: Int, notBefore: ContinuousClock.Instant)
    case refuse
  }

  private let target: Target
  private let tls: TLSClient?
  private let loop: EventLoop
  private let timeout: Duration
  private let contents: Mutex<Contents>

  /// - Parameter timeout: for one attempt to connect.
  init(
    target: Target, tls: TLSClient?, backoff: Backoff, timeout: Duration, loop: EventLoop
  ) {
    self.target = target
    self.tls = tls
    self.loop = loop
    self.timeout = timeout
    contents = Mutex(Contents(backoff: backoff))
  }

  /// The connection, made if need be.
  ///
  /// - Throws: `UNAVAILABLE` if the attempt this call waited for failed, `DEADLINE_EXCEEDED`,
  ///   `CANCELLED`.
  func connection(
    deadline: ContinuousClock.Instant?
  ) async throws(RPCError) -> HTTP2Client {
    let waiter = Waiter<HTTP2Client>()
    switch plan(for: waiter) {
    case .use(let connection):
      return connection
    case .refuse:
      throw closedError
    case .connect(let attempt, let notBefore):
      Task { await self.connect(attempt, notBefore: notBefore) }
    case .wait:
      break
    }
    let alarm = deadline.map { deadline in
      Task {
        try await Task.sleep(until: deadline, clock: .continuous)
        waiter.fail(.deadlineExceeded)
      }
    }
    defer { alarm?.cancel() }
    return try await waiter.wait()
  }

  func close() async {
    let before = contents.withLock { contents in
      defer { contents.state = .closed }
      return contents.state
    }
    switch before {
    case .ready(let connection): await connection.close()
    case .connecting(let waiters): for waiter in waiters { waiter.fail(closedError) }
    case .idle, .closed: break
    }
  }

  private var closedError: RPCError {
    RPCError(code: .unavailable, message: "the channel to \(target) is closed")
  }

  private func plan(for waiter: Waiter<HTTP2Client>) -> Plan {
    contents.withLock { contents in
      switch contents.state {
      case .ready(let connection):
        return .use(connection)
      case .idle(let notBefore):
        contents.state = .connecting([waiter])
        contents.attempt += 1
        return .connect(attempt: contents.attempt, notBefore: notBefore)
      case .connecting(let waiters):
        contents.state = .connecting(waiters + [waiter])
        return .wait
      case .closed:
        return .refuse
      }
    }
  }

  private func connect(_ attempt: Int, notBefore: ContinuousClock.Instant) async {
    // Nobody cancels this task; a sleep that ended early would only mean an earlier attempt.
    try? await Task.sleep(until: notBefore, clock: .continuous)
    do throws(HTTP2Error) {
      let connection = try await HTTP2Client.connect(
        to: target, tls: tls, loop: loop, timeout: timeout
      ) {
        [weak self] _ in self?.lost(attempt)
      }
      if let waiters = connected(connection, attempt) {
        for waiter in waiters { waiter.succeed(connection) }
      } else {
        await connection.close()
      }
    } catch {
      let error = RPCError(error, doing: "cannot reach \(target)")
      for waiter in failed() { waiter.fail(error) }
    }
  }

  /// `nil`: the channel was closed meanwhile.
  private func connected(_ connection: HTTP2Client, _ attempt: Int) -> [Waiter<HTTP2Client>]? {
    contents.withLock { contents in
      guard case .connecting(let waiters) = contents.state else { return nil }
      contents.state = contents.lost == attempt ? .idle(notBefore: .now) : .ready(connection)
      contents.backoff.succeeded()
      return waiters
    }
  }

  private func failed() -> [Waiter<HTTP2Client>] {
    contents.withLock { contents in
      guard case .connecting(let waiters) = contents.state else { return [] }
      var random = SystemRandomNumberGenerator()
      let delay = contents.backoff.failed(using: &random)
      contents.state = .idle(notBefore: .now.advanced(by: delay))
      return waiters
    }
  }

  /// The server said GOAWAY, or the connection is gone: the next call makes another one.
  private func lost(_ attempt: Int) {
    contents.withLock { contents in
      contents.lost = attempt
      guard case .ready = contents.state, contents.attempt == attempt else { return }
      contents.state = .idle(notBefore: .now)
    }
  }
}
