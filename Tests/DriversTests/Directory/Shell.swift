import Foundation
import Glibc
import Testing

/// Runs what the system has: the tests' trees and their judge come from tools that know nothing of the mover.
enum Shell {
  static let isRoot = geteuid() == 0

  /// Output and error together, and the exit status.
  @discardableResult
  static func run(_ script: String, in directory: String = "/") throws -> (
    output: String, status: Int32
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "cd \"$0\" && { " + script + "\n}", directory]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }

  /// Runs what must succeed.
  @discardableResult
  static func must(_ script: String, in directory: String = "/") throws -> String {
    let (output, status) = try run("set -e\n" + script, in: directory)
    try #require(status == 0, "\(script)\n\(output)")
    return output
  }

  /// What rsync, as judge, would still have to do.
  static func rsyncDifferences(_ source: String, _ destination: String) throws -> String {
    try must(
      "rsync -aHAXS --numeric-ids --checksum --delete -n -i '\(source)/' '\(destination)/'")
  }

  /// The mover as a program of its own, for tests that kill it or take rights from it.
  static var bench: String {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("MoverBench").path
  }
}
