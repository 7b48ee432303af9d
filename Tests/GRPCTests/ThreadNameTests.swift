import Foundation
import Testing

@testable import GRPC

@Suite("The names of threads")
struct ThreadNameTests {
  private func names() throws -> Set<String> {
    let tasks = "/proc/self/task"
    var names: Set<String> = []
    for task in try FileManager.default.contentsOfDirectory(atPath: tasks) {
      // A thread may end before it is read.
      guard let name = try? String(contentsOfFile: "\(tasks)/\(task)/comm", encoding: .utf8) else {
        continue
      }
      names.insert(name.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    return names
  }

  @Test("tell an operator which thread of top(1) serves connections, and which calls others")
  func loops() async throws {
    var configuration = GRPCServer.Configuration()
    configuration.loopCount = 2
    try await TestServer.run(configuration: configuration) { _, _ in
      try await eventually {
        (try? names())?.isSuperset(of: ["galleon-loop-0", "galleon-loop-1", "galleon-client"])
          ?? false
      }
    }
  }
}
