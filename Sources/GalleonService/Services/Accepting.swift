import GRPC
import GalleonAPI
import MigrationCore
import Orchestration
import Protobuf

/// A request that changes something: it may carry an id, under which its answer is remembered.
protocol MutatingRequest: ProtobufMessage {
  var requestId: String { get set }
  /// Which of its fields names what the call is about, in order; the first that is not empty counts.
  var subjects: [String] { get }
}

extension MutatingRequest {
  /// The key under which the call is remembered; nil when the caller gave no id. The rest of the request goes with it, so
  /// that the same id with another request is noticed.
  func key(_ context: ServerContext) throws(Refusal) -> RequestKey? {
    var fields = RequestFields()
    let key = try key(context, &fields)
    try fields.check()
    return key
  }

  /// The same for a call that tells all its wrong fields together.
  func key(_ context: ServerContext, _ fields: inout RequestFields) throws(Refusal)
    -> RequestKey?
  {
    guard let id = fields.optionalID("request_id", requestId) else { return nil }
    var rest = self
    rest.requestId = ""
    // Nobody is given the answer to a caller of another project.
    let scope = context.project.map { "\(Array($0.utf8))" } ?? ""
    return RequestKey(
      id: id, method: context.path, fingerprint: try rest.hexadecimal() + scope)
  }

  private func hexadecimal() throws(Refusal) -> String {
    do throws(ProtobufError) {
      let digits = Array("0123456789abcdef".utf8)
      let text = try encode(reserving: 0).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
      return String(decoding: text, as: UTF8.self)
    } catch {
      throw Refusal.invalid([.init("request_id", "the request cannot be encoded: \(error)")])
    }
  }
}
