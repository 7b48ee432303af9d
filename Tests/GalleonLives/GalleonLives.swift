import Foundation
import Simulation

/// Plays lives of the simulation: `galleon-lives [--seed N] [--lives N] [--workers N] [--trace]`.
@main
enum GalleonLives {
  static func main() {
    let options = Options(CommandLine.arguments)
    if ProcessInfo.processInfo.environment["SWIFT_DETERMINISTIC_HASHING"] == nil {
      exit(Parent(options).run())
    }
    exit(Worker(options).run() ? 0 : 1)
  }
}
