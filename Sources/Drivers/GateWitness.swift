import MigrationCore
import Synchronization

/// A gate that remembers whether it ever held anybody up.
final class GateWitness: BandwidthGate {
  private let gate: any BandwidthGate
  private let witnessed = Atomic<Bool>(false)

  init(_ gate: any BandwidthGate) {
    self.gate = gate
  }

  var heldUp: Bool { witnessed.load(ordering: .relaxed) }

  func reserve(_ bytes: Int64) -> Duration {
    let wait = gate.reserve(bytes)
    if wait > .zero { witnessed.store(true, ordering: .relaxed) }
    return wait
  }
}
