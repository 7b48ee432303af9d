import Synchronization

/// Something that happened once, and what went wrong with it.
final class Flag: Sendable {
  private let state = Mutex<(isRaised: Bool, failure: String?)>((false, nil))

  var isRaised: Bool { state.withLock { $0.isRaised } }
  var failure: String? { state.withLock { $0.failure } }

  func raise() { state.withLock { $0.isRaised = true } }
  func fail(_ words: String) { state.withLock { $0.failure = words } }
}
