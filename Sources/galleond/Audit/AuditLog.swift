import Access
import GRPC
import Glibc
import HTTP2

/// A line for each call that changes something, accepted or refused: who, what, when, and how it ended.
final class AuditLog: CallInterceptor {
  private let file: AuditFile
  /// By the index of a route.
  private let changes: [Bool]

  init(_ file: AuditFile, _ router: Router) {
    self.file = file
    changes = router.methods.map { MethodRules.rule($0.path).changes }
  }

  func callStarted(_ call: CallInfo) {}

  func callEnded(_ call: CallInfo, error: RPCError?, duration: () -> Duration) {
    guard let route = call.route, changes[route.index] else { return }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    file.write(Self.line(call, error, duration(), time))
  }

  /// One JSON object; a member that is not known is left out. Nothing of a request is in it but its resource and its id.
  private static func line(
    _ call: CallInfo, _ error: RPCError?, _ duration: Duration, _ time: timespec
  ) -> String {
    let own = call.peerCertificate?.identity
    let caller = call.caller
    let note = call.note ?? CallNote()
    let members: [(String, String)] = [
      ("time", LogLine.rfc3339(time)), ("method", call.path),
      ("code", (error?.code ?? .ok).name), ("identity", caller?.identity ?? own ?? ""),
      ("identified_by", caller?.evidence ?? (own == nil ? "" : "certificate")),
      ("role", caller?.role ?? ""), ("project", caller?.project ?? note.project),
      ("peer", call.peer), ("resource", note.resource), ("request_id", note.requestID),
      ("error", error?.message ?? ""),
    ]
    let texts = members.filter { !$0.1.isEmpty }.map {
      "\(LogLine.jsonString($0.0)):\(LogLine.jsonString($0.1))"
    }
    let milliseconds = Double(Int64(duration / .microseconds(1))) / 1000
    return "{\(texts.joined(separator: ",")),\"duration_ms\":\(milliseconds)}"
  }
}
