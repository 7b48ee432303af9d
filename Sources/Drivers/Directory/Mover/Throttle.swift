import Glibc
import MigrationCore

/// What holds the workers of a pass up.
package struct Throttle: Sendable {
  package let gate: any BandwidthGate
  /// Lets a thread wait; tests wait by a clock of their own.
  package let sleep: @Sendable (Duration) -> Void

  package init(
    _ gate: any BandwidthGate,
    sleep: @escaping @Sendable (Duration) -> Void = { usleep(UInt32($0 / .microseconds(1))) }
  ) {
    self.gate = gate
    self.sleep = sleep
  }

  /// Nothing holds them up.
  package static let open = Throttle(OpenGate())
}
