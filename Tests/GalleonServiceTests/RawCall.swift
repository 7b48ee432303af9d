import Foundation
import GRPC
import GalleonAPI
import HTTP2
import Protobuf

/// One call written frame by frame, and its answer as it came: what proxies see.
///
/// `@unchecked` because it is touched on the connection's loop only, and read after its end.
final class RawCall: StreamHandler, @unchecked Sendable {
  struct Answer: Sendable {
    /// Each header block in the order it came.
    var blocks: [[String: String]] = []
    var bodySize = 0

    /// Whether the status came in the first and only frame, so that proxies may retry.
    var isTrailersOnly: Bool { blocks.count == 1 && bodySize == 0 }
    var code: StatusCode? {
      blocks.last?["grpc-status"].flatMap { UInt8($0) }.flatMap { StatusCode(rawValue: $0) }
    }

    var details: RichStatus? {
      guard var text = blocks.last?["grpc-status-details-bin"] else { return nil }
      text += String(repeating: "=", count: (4 - text.count % 4) % 4)
      return Data(base64Encoded: text).flatMap { try? RichStatus(bytes: Array($0)) }
    }
  }

  private var answer = Answer()
  private let end: CheckedContinuation<Answer, Never>

  private init(_ end: CheckedContinuation<Answer, Never>) { self.end = end }

  func headersReceived(_ block: HeaderBlock, ended: Bool) { add(block) }
  func trailersReceived(_ block: HeaderBlock) { add(block) }
  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) { answer.bodySize += bytes.count }
  func writable() {}
  func closed(_ reason: StreamEnd) { end.resume(returning: answer) }

  private func add(_ block: HeaderBlock) {
    var fields: [String: String] = [:]
    block.forEach { name, value in
      fields[String(decoding: name, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
    }
    answer.blocks.append(fields)
  }

  private static let loop = Result { try EventLoop() }

  /// Connects and makes one call after the other.
  static func each(_ requests: [Request], to target: Target) async throws -> [Answer] {
    let loop = try loop.get()
    let client = try await HTTP2Client.connect(
      to: target, loop: loop, timeout: .seconds(5), onClose: { _ in })
    var answers: [Answer] = []
    for request in requests { answers.append(await make(request, client, loop)) }
    await client.close()
    return answers
  }

  private static func make(_ request: Request, _ client: HTTP2Client, _ loop: EventLoop) async
    -> Answer
  {
    let fields = [
      (":method", "POST"), (":scheme", "http"), (":path", request.path), (":authority", "test"),
      ("content-type", "application/grpc"), ("te", "trailers"),
    ].map { HeaderField($0.0, Array($0.1.utf8)) }
    let size = UInt32(request.body.count)
    let prefix = [0] + stride(from: 24, through: 0, by: -8).map { UInt8(size >> $0 & 0xFF) }
    return await withCheckedContinuation { end in
      loop.execute {
        let stream = try? client.open(fields, RawCall(end))
        precondition(stream != nil, "an open connection takes a stream")
        stream?.send(prefix + request.body, endStream: true)
      }
    }
  }
}

/// A request's path and bytes.
struct Request: Sendable {
  let path: String
  let body: [UInt8]

  init(_ service: String, _ method: String, _ message: some ProtobufMessage) {
    path = "/galleon.v1.\(service)/\(method)"
    guard let body = try? message.encode() else {
      preconditionFailure("a request of this test cannot be encoded")
    }
    self.body = body
  }
}
