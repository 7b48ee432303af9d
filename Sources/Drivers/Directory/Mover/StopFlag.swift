import Synchronization

/// Tells a running pass to stop; looked at between files and between pieces of large ones.
package final class StopFlag: Sendable {
  private let raised = Atomic<Bool>(false)

  package init() {}

  package func raise() {
    raised.store(true, ordering: .relaxed)
  }

  package var isRaised: Bool { raised.load(ordering: .relaxed) }
}
