import Synchronization

@testable import GRPC

/// An interceptor that keeps what it hears.
final class CallLog: CallInterceptor {
  private struct State {
    var lines: [String] = []
    var peers: [String] = []
  }

  private let state = Mutex(State())

  var lines: [String] { state.withLock(\.lines) }
  var peers: [String] { state.withLock(\.peers) }

  func callStarted(_ call: CallInfo) {
    state.withLock { state in
      state.lines.append("start \(call.path)")
      state.peers.append(call.peer)
    }
  }

  func callEnded(_ call: CallInfo, error: RPCError?, duration: () -> Duration) {
    state.withLock { $0.lines.append("end \(call.path) \(error?.code.name ?? "OK")") }
  }
}
