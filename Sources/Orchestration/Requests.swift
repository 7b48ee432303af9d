import Foundation
import MigrationCore

/// Under which an accepted call is remembered, so that its repetition answers as it did. Only accepted calls are: a refused
/// one changed nothing and is judged afresh.
package struct RequestKey: Sendable, Hashable {
  package let id: Identifier
  /// `/galleon.v1.ShareService/CreateShare`
  package let method: String
  /// What the request asked for, without its id.
  package let fingerprint: String

  package init(id: Identifier, method: String, fingerprint: String) {
    self.id = id
    self.method = method
    self.fingerprint = fingerprint
  }

  /// The answer of an earlier call under this key; nil when there was none.
  ///
  /// - Throws: a refusal when the id was used for something else.
  func replay<Answer: Codable>(_ type: Answer.Type, in tx: any LedgerReading) throws(Refusal)
    -> Answer?
  {
    guard let earlier = try tx.request(id) else { return nil }
    guard earlier.method == method, earlier.fingerprint == fingerprint else {
      var refusal = Refusal.invalid([
        .init("request_id", "\(id) was used for another request; a new request needs a new id")
      ])
      refusal.reason = .requestIDReused
      throw refusal
    }
    guard let response = earlier.response,
      let answer = try? JSONDecoder().decode(type, from: Data(response))
    else {
      throw Refusal(
        .aborted, .requestPending, "the first call with request id \(id) has not ended yet")
    }
    return answer
  }

  /// Keeps the answer, in the transaction that makes it true.
  func remember(
    _ answer: some Codable, _ resource: Identifier, in tx: any LedgerWriting, at now: Timestamp
  ) throws(Refusal) {
    let response: [UInt8]
    do {
      response = Array(try JSONEncoder().encode(answer))
    } catch {
      preconditionFailure("a record cannot be written as JSON: \(error)")
    }
    try tx.remember(
      RequestRecord(
        id: id, method: method, fingerprint: fingerprint, resourceID: resource,
        response: response, at: now))
  }
}
