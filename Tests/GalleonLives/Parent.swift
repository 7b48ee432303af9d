import Foundation

/// Starts workers, each with its share of the seeds. Their hashing is not random, so that a seed repeats in any process.
struct Parent {
  let options: Options

  init(_ options: Options) {
    self.options = options
  }

  func run() -> Int32 {
    let begun = Date()
    let workers = max(1, min(options.workers, Int(options.lives)))
    let each = options.lives / UInt64(workers)
    let notes = FileManager.default.temporaryDirectory
    var running: [(Process, String)] = []
    for index in 0..<workers {
      let first = options.seed + UInt64(index) * each
      let count = index == workers - 1 ? options.lives - UInt64(index) * each : each
      let note = notes.appending(path: "galleon-lives-\(getpid())-\(index)").path
      let process = Process()
      process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments =
        [
          "--seed", "\(first)", "--lives", "\(count)", "--broken", "\(options.broken)",
          "--note", note,
        ] + (options.traces ? ["--trace"] : [])
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["SWIFT_DETERMINISTIC_HASHING": "1", "SWIFT_BACKTRACE": "enable=no"]) { $1 }
      do { try process.run() } catch {
        print("no worker can be started: \(error)")
        return 70
      }
      running.append((process, note))
    }
    var isGood = true
    for (process, note) in running {
      process.waitUntilExit()
      isGood = process.terminationStatus == 0 && isGood
      if process.terminationReason == .uncaughtSignal {
        isGood = false
        let text = (try? String(contentsOfFile: note, encoding: .utf8)) ?? "?"
        let seed = text.split(separator: "\n").first.map(String.init) ?? "?"
        print("life \(seed) ends in a trap; replay it with: \(Worker.replay(seed))")
      }
      try? FileManager.default.removeItem(atPath: note)
    }
    let time = Date().timeIntervalSince(begun)
    if isGood && !options.traces {
      let rate = Int(Double(options.lives) / max(time, 0.001))
      print("\(options.lives) lives from seed \(options.seed), none broken; \(rate) a second")
    }
    return isGood ? 0 : 1
  }
}
