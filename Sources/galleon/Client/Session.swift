import GRPC
import GalleonAPI

/// A command's connection to the server.
struct Session: Sendable {
  let channel: ClientChannel
  /// The address as the user gave it.
  let server: String
  /// For each call with all its attempts.
  let timeout: Duration
  /// Whether calls wait for a server that cannot be reached, up to the timeout.
  let waitsForReady: Bool
  /// What goes with every call; nil for none.
  let bearer: BearerToken?

  /// Connects.
  static func open(_ options: GlobalOptions) async throws(CommandFailure) -> Session {
    let servers = try ServerAddress.servers(options.server)
    var configuration = ClientChannel.Configuration()
    configuration.tls = try options.secure.client()
    let bearer = options.token.bearer
    if bearer != nil, configuration.tls == nil, !servers.isLocal {
      throw CommandFailure(
        lines: [
          "A token to \(options.server) without TLS can be read by everybody in between.",
          "Hint: --tls or --ca-file make the connection secure.",
        ], exitCode: .usage)
    }
    configuration.userAgent = "galleon/\(ProductVersion.text)"
    configuration.serviceConfig = PublishedServiceConfig.parsed
    // Calls and watches space their attempts themselves; a channel's own pauses, made for services,
    // grow to minutes.
    configuration.backoff = Backoff(initial: .milliseconds(50), longest: .seconds(1))
    // A watch whose server is gone is noticed within 70 s: up to twice the time until the PING, then the timeout.
    configuration.keepalive = Keepalive(time: .seconds(30), timeout: .seconds(10))
    do throws(RPCError) {
      let channel = try ClientChannel(to: servers, configuration: configuration)
      try await channel.ready(
        deadline: .now.advanced(by: options.timeout.duration), isPatient: options.waitForReady)
      return Session(
        channel: channel, server: options.server, timeout: options.timeout.duration,
        waitsForReady: options.waitForReady, bearer: bearer)
    } catch {
      var refusal = Refusal(error)
      // However the attempt failed, there is no server to talk to.
      if !refusal.isUnreachable { refusal.code = "UNAVAILABLE" }
      throw CommandFailure(refusal, server: options.server)
    }
  }

  /// What a call is made with.
  func options(timeout: Duration? = nil) throws(RPCError) -> CallOptions {
    CallOptions(
      timeout: timeout, metadata: try bearer?.metadata() ?? Metadata(),
      // A watch without an end must not wait without an end either: it has its own patience.
      waitForReady: timeout == nil ? nil : waitsForReady)
  }

  /// How often a call is sent again while its first sending still runs over there.
  private static let retries = 3

  /// Calls. What a lost connection failed is sent again below, as the published service config says; this waits for a
  /// call that was lost and still runs. A call that changes something must carry the same request_id each time: then
  /// it happens once.
  func call<Response>(
    _ body: (CallOptions) async throws(RPCError) -> Response
  ) async throws(CommandFailure) -> Response {
    var attempt = 0
    while true {
      let refusal: Refusal
      do throws(RPCError) {
        return try await body(try self.options(timeout: timeout))
      } catch {
        refusal = Refusal(error)
      }
      guard refusal.isStillRunning, attempt < Self.retries else {
        throw CommandFailure(refusal, server: server)
      }
      attempt += 1
      let delay = refusal.retryDelay ?? .milliseconds(200 << attempt)
      do {
        try await Task.sleep(for: min(delay, .seconds(5)))
      } catch {
        throw CommandFailure(refusal, server: server)
      }
    }
  }

  /// Everything of a list, page after page.
  func pages<Element>(
    _ page: (String, CallOptions) async throws(RPCError) -> ([Element], next: String)
  ) async throws(CommandFailure) -> [Element] {
    var elements: [Element] = []
    var token = ""
    repeat {
      let current = token
      let (more, next) = try await call { (options) throws(RPCError) in
        try await page(current, options)
      }
      elements += more
      token = next
    } while !token.isEmpty
    return elements
  }

  /// Asks until `isDone` says so, ten times a second at most, for `patience` at most.
  func wait<Value>(
    upTo patience: Duration, for what: String,
    _ ask: () async throws(CommandFailure) -> Value, isDone: (Value) -> Bool
  ) async throws(CommandFailure) -> Value {
    let clock = ContinuousClock()
    let end = clock.now + patience
    var pause = Duration.milliseconds(20)
    while true {
      let value = try await ask()
      if isDone(value) { return value }
      guard clock.now < end else {
        throw CommandFailure(
          lines: ["Waited \(Quantity.duration(patience)) for \(what); it has not happened yet."],
          exitCode: .refused)
      }
      do {
        try await Task.sleep(for: pause)
      } catch {
        return value
      }
      pause = min(pause * 2, .milliseconds(500))
    }
  }
}
