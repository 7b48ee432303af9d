import HTTP2
import Synchronization

/// How many handlers of one server are alive.
final class AliveCount: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .acquiring) }

  func add(_ difference: Int) { count.add(difference, ordering: .acquiringAndReleasing) }
}

/// Answers each request with its own body, then trailers; `/held` is never answered nor read, `/parting` when its connection closes.
final class EchoHandler: StreamHandler {
  private let stream: HTTP2.Stream
  private let alive: AliveCount
  private var isHeld = false
  private var isParting = false
  private var heard: [String] = []

  init(_ stream: HTTP2.Stream, _ alive: AliveCount) {
    self.stream = stream
    self.alive = alive
    alive.add(1)
  }

  deinit { alive.add(-1) }

  func headersReceived(_ block: HeaderBlock, ended: Bool) {
    let path = block.text(":path") ?? ""
    if path == "/held" { return isHeld = true }
    if path == "/parting" { return isParting = true }
    if path == "/who" { return sayWho() }
    stream.sendHeaders([HeaderField(":status", "200"), HeaderField("x-path", Array(path.utf8))])
    if path == "/large" { stream.send([UInt8](repeating: 7, count: 3_000_000)) }
    if ended { stream.finish(trailers: [HeaderField("x-end", "yes")]) }
  }

  /// The names of the client's certificate.
  private func sayWho() {
    let peer = stream.peerCertificate
    let names = (peer?.uris ?? []) + (peer?.dnsNames ?? []) + [peer?.commonName ?? "nobody"]
    stream.respond(
      headers: [HeaderField(":status", "200")], body: Array(names.joined(separator: " ").utf8),
      trailers: [HeaderField("x-end", "yes")])
  }

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) {
    if isHeld { return }
    stream.send(Array(bytes))
    stream.consume(bytes.count)
    if ended { stream.finish(trailers: [HeaderField("x-end", "yes")]) }
  }

  func trailersReceived(_ block: HeaderBlock) {
    stream.finish(trailers: [HeaderField("x-end", "yes")])
  }

  func connectionDrains() { heard.append("drained") }

  func connectionCloses() {
    guard isParting else { return }
    heard.append("closed")
    stream.respond(
      headers: [HeaderField(":status", "200")], body: [],
      trailers: [HeaderField("x-end", Array(heard.joined(separator: ", ").utf8))])
  }

  func writable() {}
  func closed(_ end: StreamEnd) {}
}
