import Foundation

/// A directory that goes with its owner.
final class TemporaryDirectory: Sendable {
  let root: String

  init() throws {
    root = FileManager.default.temporaryDirectory.appending(path: "galleon-\(UUID())").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: root)
  }

  func path(_ name: String) -> String { root + "/" + name }
}
