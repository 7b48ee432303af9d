import Foundation
import Simulation

/// Plays a range of seeds, one after the other.
struct Worker {
  let options: Options

  init(_ options: Options) {
    self.options = options
  }

  /// False when a life broke a law.
  func run() -> Bool {
    let note = options.note.flatMap { path in
      FileManager.default.createFile(atPath: path, contents: nil)
        ? FileHandle(forWritingAtPath: path) : nil
    }
    var broken = 0
    for seed in options.seed..<options.seed + options.lives {
      if let note {
        note.seek(toFileOffset: 0)
        note.write(Data("\(seed)\n".utf8))
      }
      let violations = play(seed)
      guard !violations.isEmpty else { continue }
      broken += 1
      print("life \(seed) is broken; replay it with: \(Self.replay(seed))")
      for violation in violations.prefix(5) { print("  \(violation)") }
      if broken >= options.broken { break }
    }
    return broken == 0
  }

  /// What should not have happened.
  private func play(_ seed: UInt64) -> [String] {
    let before = Simulation.inMemory
    let violations = told(seed)
    let isLeft = Simulation.inMemory > before
    return violations + (isLeft ? ["something of the life is never released"] : [])
  }

  private func told(_ seed: UInt64) -> [String] {
    let simulation = Simulation(seed: seed, traces: options.traces)
    simulation.play()
    for line in simulation.trace { print(line) }
    return simulation.violations
  }

  static func replay(_ seed: some CustomStringConvertible) -> String {
    "swift run -c release galleon-lives --seed \(seed) --trace"
  }
}
