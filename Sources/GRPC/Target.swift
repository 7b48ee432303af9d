import HTTP2

/// Where a server listens or a client connects.
package typealias Target = Endpoint

extension Endpoint {
  /// What a client sends as `:authority`; a Unix socket has none of its own.
  var authority: String {
    switch self {
    case .tcp: description
    case .unix: "localhost"
    }
  }
}

package typealias StreamCounts = HTTP2.StreamCounts
package typealias ConnectionStatus = HTTP2.ConnectionStatus
package typealias ListenerStatus = HTTP2.ListenerStatus
