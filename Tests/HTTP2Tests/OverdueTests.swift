import CNghttp2
import Testing

@testable import HTTP2

@Suite("Peers that are late with what they have begun")
struct OverdueTests {
  private let start = ContinuousClock.Instant.now

  private func session() throws(HTTP2Error) -> Session {
    var limits = Limits()
    limits.headerTime = .seconds(10)
    return try Session(role: .server, limits: limits)
  }

  /// Whether the peer is overdue when it is looked at in these seconds after the start, at the last of them.
  private func isOverdue(_ session: Session, at seconds: [Int]) -> Bool {
    seconds.map { session.isOverdue(at: start + .seconds($0)) }.last ?? false
  }

  private func feed(_ session: Session, _ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try session.receive($0) }
  }

  @Test("who never says that it speaks HTTP/2 is late, however it dribbles")
  func noPreface() throws {
    let session = try session()
    #expect(!isOverdue(session, at: [0, 5]))
    try feed(session, Array(RawPeer.preface.prefix(24)))
    #expect(!isOverdue(session, at: [10]))
    #expect(isOverdue(session, at: [11]))
  }

  @Test("who begins a header block and does not end it is late, counted from when that was seen")
  func slowHeaders() throws {
    let session = try session()
    try feed(session, RawPeer.preface)
    #expect(!isOverdue(session, at: [0, 1000]))
    // HEADERS without END_HEADERS, then CONTINUATION without it.
    try feed(session, RawPeer.frame(type: 1, flags: 0, stream: 1, [0x83, 0x86]))
    #expect(!isOverdue(session, at: [1001, 1006]))
    try feed(session, RawPeer.frame(type: 9, flags: 0, stream: 1, [0x84]))
    #expect(!isOverdue(session, at: [1011]))
    #expect(isOverdue(session, at: [1012]))
  }

  @Test("who is silent but owes nothing is never late, nor who ends each block in time")
  func honest() throws {
    let session = try session()
    try feed(session, RawPeer.preface)
    for index in UInt32(0)..<10 {
      let seconds = Int(index) * 100
      let request = RawPeer.request(2 * index + 1)
      try feed(session, Array(request.prefix(12)))
      #expect(!isOverdue(session, at: [seconds, seconds + 9]))
      try feed(session, Array(request.dropFirst(12)))
      #expect(!isOverdue(session, at: [seconds + 10, seconds + 99]))
    }
  }

  @Test("a block that is refused half way leaves nothing owed")
  func refused() throws {
    let session = try session()
    try feed(session, RawPeer.preface)
    let field: [UInt8] = [0, 1] + Array("a".utf8) + [1] + Array("b".utf8)
    let tooMany =
      [0x83, 0x86, 0x84, 0x01, 1, 0x61] + Array(repeatElement(field, count: 300).joined())
    try feed(session, RawPeer.frame(type: 1, flags: 5, stream: 1, tooMany))
    session.flushForTest()
    #expect(!isOverdue(session, at: [0, 1000, 2000]))
  }
}

extension Session {
  /// Has nghttp2 make all frames that it wants to send.
  fileprivate func flushForTest() {
    var bytes: UnsafePointer<UInt8>?
    while nghttp2_session_mem_send(handle, &bytes) > 0 {}
  }
}
