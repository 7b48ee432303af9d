import HTTP2
import Protobuf

/// What the handler of a call with streams reads and writes.
extension ServerCall {
  func nextRequest() async throws(RPCError) -> [UInt8]? {
    try await loop.run { () async throws(RPCError) in
      while true {
        guard let streams = self.streams else {
          preconditionFailure("a request stream belongs to a call with streams")
        }
        if let ending = streams.ending { throw ending }
        if let item = streams.requests.next() {
          self.stream.consume(item.held)
          self.stream.keeps(
            (self.receiving?.deframer.pending ?? 0) + streams.requests.overheadBytes)
          self.isRequestCompressed = item.message.isCompressed
          do throws(RPCError) {
            return try await item.message.payload(
              limit: self.limits.messageBytes, on: self.loop)
          } catch {
            self.fail(error)
            throw error
          }
        }
        if streams.requests.isEnded { return nil }
        let waiter = Waiter<Void>()
        streams.reader = waiter
        try await waiter.wait()
      }
    }
  }

  /// Nearly every message is written on the loop and finds room. Then nothing is awaited: one async function more would cost
  /// a tenth of the message, and one that looks its executor up as much as all of it.
  ///
  /// - Parameter compression: of this message; nil as of the call.
  @inline(__always)
  nonisolated(nonsending)
    func write(_ message: EncodedMessage, _ compression: Compression?) async throws(RPCError)
  {
    guard loop.isCurrent, !message.isSlowToPack else {
      return try await writeSlowly(message, compression)
    }
    if try !send(message, compression) { try await room() }
  }

  private func writeSlowly(
    _ message: EncodedMessage, _ compression: Compression?
  ) async throws(RPCError) {
    try await loop.run { () async throws(RPCError) in
      if message.isSlowToPack { await self.pack(message, compression) }
      if try !self.send(message, compression) { try await self.room() }
    }
  }

  /// Encodes a message of a stream without compression to where it is sent from, once the headers are on their way.
  ///
  /// - Returns: whether the next message finds room; nil when this one is to be sent as others are.
  func sendAsItIs(_ message: some ProtobufMessage) throws(RPCError) -> Bool? {
    guard loop.isCurrent, machine.hasSentHeaders, streams?.compression == .off else { return nil }
    var hasRoom = true
    do throws(ProtobufError) {
      try message.encode(reserving: MessagePrefix.length) { framed in
        MessagePrefix.write(into: framed)
        hasRoom = stream.send(copying: UnsafeRawBufferPointer(framed))
      }
    } catch {
      throw RPCError(unencodable: error)
    }
    stream.messagesSent += 1
    return hasRoom
  }

  /// Waits until there is room.
  func room() async throws(RPCError) {
    let waiter = Waiter<Void>()
    streams?.writer = waiter
    try await waiter.wait()
  }

  /// - Returns: whether the next message finds room.
  private func send(_ message: EncodedMessage, _ compression: Compression?) throws(RPCError)
    -> Bool
  {
    switch machine.messageWritten() {
    case .sendHeadersAndMessage: sendHead()
    case .sendMessage: break
    case .refuse: throw streams?.ending ?? .cancelled
    }
    stream.messagesSent += 1
    return stream.send(framed(message, compression))
  }

  func accept() async throws(RPCError) {
    try await loop.run { () async throws(RPCError) in
      switch self.machine.streamAccepted() {
      case .sendHeaders: self.sendHead()
      case .nothing: break
      case .refuse: throw self.streams?.ending ?? .cancelled
      }
    }
  }
}
