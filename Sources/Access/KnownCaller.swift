import GRPC

/// A caller and its role, as the gate compares it.
final class KnownCaller: Sendable {
  let caller: Caller
  let role: Role

  init(_ caller: Caller, _ role: Role) {
    self.caller = caller
    self.role = role
  }
}
