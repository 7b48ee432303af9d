import HTTP2
import Synchronization
import Testing

@testable import GRPC

@Suite("ORCA load in trailers")
struct LoadReportTests {
  /// The doubles of a report by their field numbers.
  private func read(_ text: String?) throws -> [Int: Double] {
    let bytes = try #require(text.flatMap { Base64.decode(Array($0.utf8)) })
    var fields: [Int: Double] = [:]
    for start in stride(from: 0, to: bytes.count, by: 9) {
      #expect(bytes[start] & 7 == 1, "a double has wire type 1")
      let bits = bytes[(start + 1)..<(start + 9)].reversed().reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      }
      fields[Int(bytes[start] >> 3)] = Double(bitPattern: bits)
    }
    return fields
  }

  @Test("One report a second says how much of the machine and how many calls the second took")
  func everySecond() throws {
    let used = Mutex(10.0)
    let start = ContinuousClock.now
    let report = LoadReport(now: start, processors: 4) { used.withLock { $0 } }
    for call in 1..<50 {
      let trailers = report.trailers(now: start.advanced(by: .milliseconds(call * 20)))
      #expect(trailers.count == 1, "nothing is known in the first second")
    }
    used.withLock { $0 += 2 }
    let second = report.trailers(now: start.advanced(by: .seconds(1)))
    #expect(second.count == 2)
    #expect(
      LoadReport.encode(utilization: 0.5, rate: 50)
        == [9, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f, 49, 0, 0, 0, 0, 0, 0, 0x49, 0x40]
        + [73, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f])
  }

  @Test(
    "Only a server that was told to reports its load, on unary answers, and not before it knows it")
  func onTheWire() async throws {
    let hello: [UInt8] = [0, 0, 0, 0, 5] + Array("hello".utf8)
    for reports in [false, true] {
      var configuration = GRPCServer.Configuration()
      configuration.reportsLoad = reports
      let server = try await TestServer(configuration: configuration)
      var found: String?
      let end = ContinuousClock.now.advanced(by: reports ? .seconds(60) : .milliseconds(1500))
      while found == nil, .now < end {
        let answer = try await RawStream.send(to: server.target, pieces: [hello])
        #expect(answer.body == hello && answer.blocks.last?["grpc-status"] == "0")
        found = answer.blocks.last?["endpoint-load-metrics-bin"]
      }
      #expect((found != nil) == reports)
      if reports {
        let fields = try read(found)
        #expect(Set(fields.keys) == [1, 6, 9])
        #expect(fields[6] ?? 0 > 0)
        #expect((0...1.5).contains(fields[1] ?? -1))
        let stream = try await RawStream.send(
          to: server.target, path: "/interop.Test/Chat", pieces: [hello])
        #expect(stream.blocks.last?["endpoint-load-metrics-bin"] == nil)
      }
      await server.stop()
    }
  }
}
