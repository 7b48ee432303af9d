import Drivers
import Foundation
import Testing

/// A directory for one test, with a source and a destination in it; gone with the test.
final class Scratch: Sendable {
  let path: String
  var source: String { path + "/source" }
  var destination: String { path + "/destination" }
  var journal: String { path + "/journal" }

  init() throws {
    path = NSTemporaryDirectory() + "galleon-mover-" + UUID().uuidString
    for directory in [path, path + "/source", path + "/destination"] {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
    }
  }

  deinit {
    try? TreeRemover.remove(path: path)
  }

  func copy(workers: Int = 4, journaled: Bool = true) throws -> TreeCopy {
    try TreeCopy(
      from: source, to: destination, journal: journaled ? journal : nil,
      options: MoverOptions(workers: workers))
  }

  @discardableResult
  func pass(workers: Int = 4, journaled: Bool = true) throws -> PassStatistics {
    try copy(workers: workers, journaled: journaled).passBlocking(stop: StopFlag())
  }

  var differences: [TreeDifference] {
    get throws { try TreeChecker.differences(between: source, and: destination) }
  }

  /// Both judges find both trees equal.
  func expectEqual(_ comment: Comment? = nil) throws {
    let found = try differences
    #expect(found == [], "\(comment?.rawValue ?? ""): \(found)")
    #expect(try Shell.rsyncDifferences(source, destination) == "", comment)
  }
}
