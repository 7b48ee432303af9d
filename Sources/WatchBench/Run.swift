import Glibc
import HTTP2

/// The streams of one run, all on one loop.
struct Run {
  private static let streamsPerConnection = 500

  let path: String
  let loop: EventLoop
  let sightings = Sightings()

  init(path: String) {
    self.path = path
    do { loop = try EventLoop() } catch { preconditionFailure("no event loop: \(error)") }
  }

  func open(_ count: Int, slow: Bool) async throws(HTTP2Error) {
    var rest = count
    while rest > 0 {
      var limits = Limits()
      if slow { limits.streamWindow = 1024 }
      let client = try await HTTP2Client.connect(
        to: .unix(path: path), loop: loop, limits: limits, timeout: .seconds(20)
      ) { say("connection lost: \($0)") }
      let streams = min(rest, Self.streamsPerConnection)
      rest -= streams
      await onLoop { [sightings] in
        for _ in 0..<streams {
          let reader = Reader(sightings, isSlow: slow)
          do {
            let stream = try client.open(Self.headers, reader)
            reader.stream = stream
            // An empty request: all migrations.
            stream.send([0, 0, 0, 0, 0], endStream: true)
          } catch {
            say("no stream: \(error)")
          }
        }
      }
    }
  }

  private static var headers: [HeaderField] {
    [
      HeaderField(":method", "POST"), HeaderField(":scheme", "http"),
      HeaderField(":path", "/galleon.v1.MigrationService/WatchMigrations"),
      HeaderField(":authority", "localhost"), HeaderField("te", "trailers"),
      HeaderField("content-type", "application/grpc"),
    ]
  }

  func untilComplete(_ count: Int) async {
    while await onLoop({ [sightings] in sightings.complete < count }) {
      try? await Task.sleep(for: .milliseconds(20))
    }
  }

  /// One line for each event: its migration, revision and arrivals; then what else there was, and an empty line.
  func report() async {
    let lines = await onLoop { [sightings] in
      defer { sightings.forget() }
      return sightings.events.map { event in
        "\(event.migration) \(event.revision) "
          + event.arrivals.map(String.init).joined(separator: " ")
      } + [
        "heartbeats \(sightings.heartbeats) other \(sightings.other) ended \(sightings.ended)", "",
      ]
    }
    say(lines.joined(separator: "\n"))
  }

  private func onLoop<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { done in
      loop.execute { done.resume(returning: body()) }
    }
  }
}

/// Writes a line at once: whoever reads it waits for it.
func say(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes {
      write(1, $0.baseAddress?.advanced(by: written), $0.count - written)
    }
    guard count > 0 else { return }
    written += count
  }
}
