import GRPC
import Logging

/// A line for each call: at debug when it succeeded or was refused, at warning when the service is at fault.
final class CallLog: CallInterceptor {
  let logger: Logger
  /// What is written; asked for each call, so it must be quick to look up.
  let level: LogLevel

  init(logger: Logger, level: LogLevel) {
    self.logger = logger
    self.level = level
  }

  func callStarted(_ call: CallInfo) {}

  func callEnded(_ call: CallInfo, error: RPCError?, duration: () -> Duration) {
    let own: Logger.Level =
      switch error?.code {
      case .internal, .unknown, .dataLoss: .warning
      default: .debug
      }
    guard own >= level.value else { return }
    logger.log(
      level: own, "\(call.path)",
      metadata: [
        "grpc.code": "\((error?.code ?? .ok).name)", "duration": "\(duration())",
        "peer": "\(call.peer)", "error": "\(error?.message ?? "")",
      ])
  }
}
