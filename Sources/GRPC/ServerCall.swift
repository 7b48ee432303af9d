import Protobuf

final class ServerCall: Sendable {
  let info: CallInfo
  let deadline: ContinuousClock.Instant?
  init(info: CallInfo) {
    self.info = info
    deadline = nil
  }
  var requestMetadata: Metadata { Metadata() }
  var isCancelled: Bool { false }
  func decode<M: ProtobufMessage>(_ type: M.Type, _ bytes: UnsafeRawBufferPointer) -> M? { nil }
  func run(_ body: @escaping @Sendable () async throws(RPCError) -> [UInt8]?) {}
  func write(_ framed: [UInt8]) async throws(RPCError) {}
  func accept() async throws(RPCError) {}
  func nextRequest() async throws(RPCError) -> [UInt8]? { nil }
  func setInitialMetadata(_ metadata: Metadata) {}
  func setTrailingMetadata(_ metadata: Metadata) {}
}
