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
      let simulation = Simulation(seed: seed, traces: options.traces)
      simulation.play()
      for line in simulation.trace { print(line) }
      guard !simulation.violations.isEmpty else { continue }
      broken += 1
      print("life \(seed) is broken; replay it with: \(Self.replay(seed))")
      for violation in simulation.violations.prefix(5) { print("  \(violation)") }
      if broken >= options.broken { break }
    }
    return broken == 0
  }

  static func replay(_ seed: some CustomStringConvertible) -> String {
    "swift run -c release galleon-lives --seed \(seed) --trace"
  }
}
