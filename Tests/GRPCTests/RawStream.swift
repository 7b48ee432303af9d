import HTTP2

@testable import GRPC

/// A request written frame by frame, for what no honest client sends, and the answer as it came.
///
/// `@unchecked` because it is touched on the connection's loop only, and read after `end`.
final class RawStream: StreamHandler, @unchecked Sendable {
  struct Answer: Sendable {
    var blocks: [[String: String]] = []
    var body: [UInt8] = []
    var end: StreamEnd?
  }

  private var answer = Answer()
  private let end = Waiter<Answer>()

  func headersReceived(_ block: HeaderBlock, ended: Bool) { add(block) }

  func trailersReceived(_ block: HeaderBlock) { add(block) }

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) { answer.body += bytes }

  func writable() {}

  func closed(_ reason: StreamEnd) {
    answer.end = reason
    end.succeed(answer)
  }

  private func add(_ block: HeaderBlock) {
    var fields: [String: String] = [:]
    block.forEach { name, value in
      fields[String(decoding: name, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
    }
    answer.blocks.append(fields)
  }

  /// Sends headers over those of a good call, then each piece in a DATA frame of its own, and waits
  /// for the end of the stream.
  static func send(
    to target: Target, path: String = "/interop.Test/Echo", headers: [String: String] = [:],
    pieces: [[UInt8]], endStream: Bool = true
  ) async throws -> Answer {
    let loop = try ClientLoop.shared.get()
    let client = try await HTTP2Client.connect(
      to: target, loop: loop, timeout: .seconds(300), onClose: { _ in })
    let raw = RawStream()
    var fields = [
      ":method": "POST", ":scheme": "http", ":path": path, ":authority": "test",
      "content-type": "application/grpc", "te": "trailers",
    ]
    fields.merge(headers) { $1 }
    let list = fields.sorted { $0.key < $1.key }
      .map { HeaderField($0.key, Array($0.value.utf8)) }
    let refusal = await loop.ask { () -> HTTP2Error? in
      do throws(HTTP2Error) {
        let stream = try client.open(list, raw)
        for piece in pieces { stream.send(piece) }
        if endStream { stream.send([], endStream: true) }
        return nil
      } catch {
        return error
      }
    }
    if let refusal { throw refusal }
    let answer = try await raw.end.wait()
    await client.close()
    return answer
  }
}
