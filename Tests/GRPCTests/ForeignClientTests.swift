import Foundation
import Testing

@testable import GRPC

@Suite("A foreign client: grpcio against this server")
struct ForeignClientTests {
  @Test(
    arguments: [
      "unary", "too_large", "server_streaming", "slow_reader", "client_streaming",
      "bidirectional", "metadata", "failure", "failure_late", "unknown", "deadline", "cancel",
      "disconnect", "concurrent", "concurrent_streams", "compressed", "other_compression",
      "garbage", "cardinality",
      "drain",
    ])
  func grpcio(name: String) async throws {
    let server = try await TestServer()
    do {
      try await PythonPeer.client(port: server.port, case: name)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  @Test("A browser or curl learns that this is not a web page, by an HTTP status")
  func contentType() async throws {
    let server = try await TestServer()
    let url = "http://127.0.0.1:\(server.port)/interop.Test/Echo"
    let json = try await curl(["-H", "content-type: application/json", "-d", "{}", url])
    let get = try await curl(["-H", "content-type: application/grpc", url])
    await server.stop()
    #expect(json == "415")
    #expect(get == "405")
  }

  private func curl(_ arguments: [String]) async throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    process.arguments =
      ["-s", "-o", "/dev/null", "-w", "%{http_code}", "--http2-prior-knowledge", "-m", "300"]
      + arguments
    return try await PythonPeer.run(process).output
  }
}
