import Testing

@testable import GRPC

@Suite("Metadata")
struct MetadataTests {
  private func received(_ fields: [(String, String)]) -> Metadata {
    var metadata = Metadata()
    for (name, value) in fields {
      Array(name.utf8).withUnsafeBytes { name in
        Array(value.utf8).withUnsafeBytes { metadata.appendReceived(name: name, value: $0) }
      }
    }
    return metadata
  }

  @Test("Names are the same in any case")
  func lowerCase() throws {
    var metadata = Metadata()
    try metadata.append("X-Request-ID", "7")
    #expect(metadata.text("x-request-id") == "7")
    #expect(metadata.entries.map(\.name) == ["x-request-id"])
  }

  @Test(
    "A name that belongs to HTTP/2 or gRPC cannot be set by mistake",
    arguments: [
      ":path", "grpc-status", "grpc-timeout", "grpc-anything", "content-type", "te", "connection",
      "", "with space", "ümlaut", "a:b",
    ])
  func refused(name: String) {
    var metadata = Metadata()
    #expect(throws: RPCError.self) { try metadata.append(name, "x") }
    #expect(metadata.isEmpty)
  }

  @Test("Text and bytes cannot be confused")
  func suffix() throws {
    var metadata = Metadata()
    #expect(throws: RPCError.self) { try metadata.append("trace-bin", "text") }
    #expect(throws: RPCError.self) { try metadata.append("trace", binary: [1]) }
    #expect(throws: RPCError.self) { try metadata.append("name", "ümlaut") }
    #expect(throws: RPCError.self) { try metadata.append("name", "line\nbreak") }
    try metadata.append("trace-bin", binary: [0, 255])
    #expect(metadata.binary("trace-bin") == [[0, 255]])
    #expect(metadata.text("trace-bin") == nil)
  }

  @Test("Bytes that a proxy joined with commas come apart again")
  func joined() {
    let metadata = received([("k-bin", "AQ==,Ag,,/w"), ("k-bin", "Aw=")])
    #expect(metadata.binary("k-bin") == [[1], [2], [], [255]])
  }

  @Test("Values of one name keep their order and read as one")
  func repeated() {
    let metadata = received([("a", "1"), ("b", "x"), ("a", "2")])
    #expect(metadata.text("a") == "1,2")
    #expect(metadata.text("c") == nil)
  }

  @Test("Fields of the protocol are not metadata, but the user agent is shown")
  func protocolFields() {
    let metadata = received([
      (":path", "/a/b"), ("content-type", "application/grpc"), ("te", "trailers"),
      ("grpc-timeout", "1S"), ("user-agent", "grpc-test/1"), ("grpc-previous-rpc-attempts", "2"),
    ])
    #expect(metadata.entries.map(\.name) == ["user-agent", "grpc-previous-rpc-attempts"])
  }

  @Test("Everything that arrives can be sent on")
  func echo() throws {
    let metadata = received([("a", "  spaces  "), ("b", "caf\u{e9}"), ("c", "")])
    #expect(metadata.entries.map(\.name) == ["a", "c"])
    var copy = Metadata()
    for entry in metadata.entries {
      if case .text(let text) = entry.value { try copy.append(entry.name, text) }
    }
    #expect(copy == metadata)
  }
}
