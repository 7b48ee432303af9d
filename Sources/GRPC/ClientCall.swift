final class ClientCall: Sendable {
  func cancel() {}
  func send(_ framed: [UInt8]) async throws(RPCError) {}
  func endRequests() async {}
  func nextMessage() async throws(RPCError) -> [UInt8]? { nil }
  func initialMetadata() async throws(RPCError) -> Metadata { Metadata() }
  var trailingMetadata: Metadata { Metadata() }
}
