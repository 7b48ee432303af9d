import Glibc
import Logging
import Synchronization

/// Where the service dies on purpose, by SIGKILL from itself, for tests of what the next start makes of it. Without one the
/// service has no wrapper around anything, so that none of this costs anything.
///
/// `name[:pass]` in the environment variable GALLEON_FAIL_POINT chooses the place and the pass, 1 being the first; `trace`
/// dies nowhere. Each pass is logged.
final class FailPoint: Sendable {
  static let variable = "GALLEON_FAIL_POINT"
  static let trace = "trace"

  private let place: FailPlace?
  private let pass: Int
  private let passes = Mutex<[FailPlace: Int]>([:])
  private let logger = Logger(label: "galleon.fail-points")

  /// - Throws: a sentence when `text` names no place or no pass.
  init(_ text: String) throws(StartError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    if text == Self.trace {
      (place, pass) = (nil, 0)
      return
    }
    guard let place = FailPlace.all.first(where: { $0.description == name }) else {
      throw StartError(
        "\(Self.variable): there is no fail-point “\(name)”; galleond --list-fail-points lists them"
      )
    }
    guard parts.count <= 2, let pass = parts.count == 1 ? 1 : Int(parts[1]), pass > 0 else {
      throw StartError("\(Self.variable): what follows “\(name):” must be a number from 1 on")
    }
    (self.place, self.pass) = (place, pass)
  }

  /// Nil when the environment does not ask for one.
  static func ofEnvironment() throws(StartError) -> FailPoint? {
    guard let text = getenv(variable) else { return nil }
    return try FailPoint(String(cString: text))
  }

  /// The service came to `place`.
  func reached(_ place: FailPlace) {
    let count = passes.withLock { passes in
      passes[place, default: 0] += 1
      return passes[place, default: 0]
    }
    logger.info("fail-point \(place):\(count)")
    // The thread that signals its own process is dead before kill(2) returns.
    if place == self.place && count == pass { kill(getpid(), SIGKILL) }
  }
}
