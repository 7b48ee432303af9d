import CProtobufC

extension Arena {
  /// Checks bytes and has protobuf-c read them; gives the C struct.
  @usableFromInline func read(
    _ bytes: UnsafeRawBufferPointer, _ plan: MessagePlan, _ limits: DecodingLimits
  ) throws(ProtobufError) -> UnsafeRawPointer {
    guard bytes.count <= limits.messageBytes else {
      throw .messageTooLarge(bytes: bytes.count, limit: limits.messageBytes)
    }
    let bytes = bytes.assumingMemoryBound(to: UInt8.self)
    var scan = WireScan(limits: limits)
    try scan.check(bytes, plan.table)
    if scan.isPlain { return try unpack(bytes, plan) }
    let normal = try WireNormalizer.normalize(bytes, plan.table)
    return try normal.span.withUnsafeBufferPointer { (bytes) throws(ProtobufError) in
      try unpack(bytes, plan)
    }
  }

  private func unpack(
    _ bytes: UnsafeBufferPointer<UInt8>, _ plan: MessagePlan
  ) throws(ProtobufError) -> UnsafeRawPointer {
    var allocator = ProtobufCAllocator(
      alloc: { state, size in
        state.unsafelyUnwrapped.assumingMemoryBound(to: ArenaState.self).pointee.allocate(size)
      },
      free: { _, _ in },
      allocator_data: state)
    let message = protobuf_c_message_unpack(
      plan.table.pointee.descriptor, &allocator, bytes.count, bytes.baseAddress)
    if let message { return UnsafeRawPointer(message) }
    if state.pointee.isExhausted { throw .tooMuchMemory(limit: state.pointee.limit) }
    throw .malformed("the bytes are not a \(plan.name)")
  }
}
