import HTTP2

/// What zlib takes long for happens beside the loop: others wait for that.
extension ServerCall {
  /// Starts the handler with the one request of the call.
  func startWithHeld() {
    guard let message = receiving?.held.take() else {
      preconditionFailure("a call started without its one request")
    }
    isRequestCompressed = message.isCompressed
    do throws(RPCError) {
      if let bytes = try message.payloadOnLoop(limit: limits.messageBytes) {
        return bytes.withUnsafeBytes { route?.handler.start(self, $0) }
      }
    } catch {
      return fail(error)
    }
    // It waits its turn, and counts until then.
    stream.keeps(message.bytes.count)
    task = Task(executorPreference: loop) {
      do throws(RPCError) {
        let bytes = try await message.payload(limit: self.limits.messageBytes, on: self.loop)
        guard !self.machine.isClosed else { return }
        self.stream.keeps(0)
        bytes.withUnsafeBytes { self.route?.handler.start(self, $0) }
      } catch {
        self.fail(error)
      }
    }
  }

  /// Compresses a long message beside the loop, if it will go out so.
  func pack(_ message: EncodedMessage, _ asked: Compression?) async {
    guard message.isSlowToPack, !machine.isClosed else { return }
    // Before the headers it is not agreed yet.
    let agreed = streams?.compression ?? .off
    guard asked != .off, agreed != .off || agreedCompression != .off else { return }
    _ = await loop.aside { message.compressed() }
  }

  /// Compresses a long unary answer beside the loop, if it will go out so.
  func packAnswer(_ message: EncodedMessage) async {
    guard willPack(message) else { return }
    _ = await loop.aside { message.compressed() }
  }

  /// Whether a unary answer has yet to be compressed, which takes long.
  func willPack(_ message: EncodedMessage) -> Bool {
    guard message.isSlowToPack, !machine.isClosed else { return false }
    let asked = extrasNow?.compression
    return asked != .off && acceptsGzip(asked)
  }

  func acceptsGzip(_ asked: Compression?) -> Bool {
    guard asked ?? table.configuration.compression != .off, let head else { return false }
    return MessageEncoding.isGzipAccepted(by: head)
  }
}
