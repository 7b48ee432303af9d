import Foundation
import Testing

/// The lives are played by a program of their own, whose hashing is not random: a seed means the same there in any process.
@Suite("Simulated lives")
struct SimulationTests {
  @Test("the lives of the fixed seeds break no law of the contract")
  func fixed() throws {
    let result = try Self.play("--seed", "1", "--lives", "200")
    #expect(result.status == 0, "\(result.output)")
  }

  @Test("nor do lives that were never played before")
  func fresh() throws {
    let result = try Self.play("--fresh", "--lives", "100")
    #expect(result.status == 0, "\(result.output)")
  }

  @Test("lives that were broken once are not again", arguments: [66_085, 68_405, 69_651, 75_341])
  func mended(seed: Int) throws {
    let result = try Self.play("--seed", "\(seed)", "--lives", "1")
    #expect(result.status == 0, "\(result.output)")
  }

  @Test("a broken life can be replayed: a seed gives the same trace, byte by byte")
  func replays() throws {
    for seed in ["7", "171", "2687"] {
      let first = try Self.play("--seed", seed, "--trace")
      let second = try Self.play("--seed", seed, "--trace")
      #expect(first.output.count > 1000)
      #expect(first.output == second.output)
    }
  }

  @Test("another seed gives another life")
  func differs() throws {
    let first = try Self.play("--seed", "7", "--trace")
    let second = try Self.play("--seed", "8", "--trace")
    #expect(first.output != second.output)
  }

  private static func play(_ arguments: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    // Programs are built beside the bundle of the tests.
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "galleon-lives")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
