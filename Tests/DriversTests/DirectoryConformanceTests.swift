import ConformanceKit
import Drivers
import Foundation
import MigrationCore
import Testing

@Suite("The directory driver among all drivers")
struct DirectoryConformanceTests {
  @Test("does what every driver must do", arguments: DriverConformance.checks.indices)
  func conformance(index: Int) async throws {
    let scratch = try Scratch()
    let world = Self.world(in: scratch)
    try await DriverConformance.checks[index].run(DriverConformance(world))
  }

  private static func world(in scratch: Scratch) -> DriverWorld {
    let (from, to) = (scratch.path + "/from", scratch.path + "/to")
    @Sendable func driver(_ root: String) -> DirectoryDriver {
      DirectoryDriver(
        DirectoryOptions(root: root, settleDelay: .milliseconds(1), settleAttempts: 3))
    }
    @Sendable func directory(_ root: String, _ server: ServerView) -> String {
      "\(root)/\(server.server.id)"
    }
    // The space of a real disk is not to be used up by a test of every machine; mounts have a test of their own.
    return DriverWorld(
      source: driver(from), destination: driver(to), reopen: { driver(to) },
      write: { bytes, share, server in
        let path = "\(directory(from, server))/\(share)/data"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
      },
      read: { piece, server in
        let path =
          switch piece {
          case .share(let id): "\(directory(to, server))/\(id)/data"
          case .snapshot(let id): "\(directory(to, server))/.snapshots/\(id)/data"
          }
        return FileManager.default.contents(atPath: path).map { Array($0) }
      },
      rules: { share, server in
        try rules(
          at: "\(directory(to, server))/.galleon/exports.d/\(share).exports",
          of: "\(directory(to, server))/\(share)")
      },
      holdings: {
        // How fast the backend is says nothing of what it holds.
        Set((try? FileManager.default.subpathsOfDirectory(atPath: to)) ?? [])
          .filter { !$0.hasPrefix(".galleon") }
      })
  }

  /// The clients of one line of exports(5).
  private static func rules(at file: String, of path: String) throws -> [String: AccessLevel] {
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    var rules: [String: AccessLevel] = [:]
    guard let line = lines.first(where: { $0.hasPrefix("\"\(path)\"") }) else { return rules }
    // To exports(5) a path without clients is everybody's.
    #expect(line.contains("("))
    for client in line.split(separator: " ").dropFirst() {
      let parts = client.dropLast().split(separator: "(").map { String($0) }
      rules[parts[0]] = AccessLevel(rawValue: parts[1])
    }
    return rules
  }
}
