import Foundation

/// A file system of its own, small enough to be filled.
final class SmallDisk: Sendable {
  struct Failed: Error {
    let what: String
  }

  private let place: TemporaryDirectory

  /// Root may mount, where the kernel lets it.
  static let isPossible: Bool = {
    guard geteuid() == 0, let disk = try? SmallDisk(mebibytes: 1) else { return false }
    return FileManager.default.fileExists(atPath: disk.path("."))
  }()

  init(mebibytes: Int) throws {
    place = try TemporaryDirectory()
    try Self.run("/usr/bin/mount", "-t", "tmpfs", "-o", "size=\(mebibytes)m", "none", place.root)
  }

  deinit {
    try? Self.run("/usr/bin/umount", "--lazy", place.root)
  }

  func path(_ name: String) -> String { place.path(name) }

  /// Takes all the room there is left.
  func fill(_ file: String) throws {
    _ = FileManager.default.createFile(atPath: file, contents: nil)
    let handle = try FileHandle(forWritingTo: URL(filePath: file))
    for size in [1 << 16, 1 << 12] {
      while (try? handle.write(contentsOf: Data(count: size))) != nil {}
    }
    try handle.close()
  }

  private static func run(_ program: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(what: "\(program) \(arguments.joined(separator: " "))")
    }
  }
}
