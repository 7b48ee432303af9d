/// Which sides of a call are streams.
package enum CallKind: Sendable, Hashable, CaseIterable {
  case unary
  case serverStreaming
  case clientStreaming
  case bidirectional

  var requestIsStream: Bool {
    switch self {
    case .unary, .serverStreaming: false
    case .clientStreaming, .bidirectional: true
    }
  }

  var responseIsStream: Bool {
    switch self {
    case .unary, .clientStreaming: false
    case .serverStreaming, .bidirectional: true
    }
  }
}
