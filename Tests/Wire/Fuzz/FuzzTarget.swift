/// What is fuzzed. Each entry is a free function, so that it inherits no actor.
enum FuzzTarget: String, CaseIterable {
  case session, framing, headers, codec

  var entry: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt {
    switch self {
    case .session: { SessionTarget.run(UnsafeRawBufferPointer(start: $0, count: $1)) }
    case .framing: { FramingTarget.run(UnsafeRawBufferPointer(start: $0, count: $1)) }
    case .headers: { HeadersTarget.run(UnsafeRawBufferPointer(start: $0, count: $1)) }
    case .codec: { CodecTarget.run(UnsafeRawBufferPointer(start: $0, count: $1)) }
    }
  }
}
