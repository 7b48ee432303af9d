import CLinux
import Glibc

/// Finds out how fast a file system takes data before anything was ever copied to it. All files are without names
/// (O_TMPFILE, open(2)): nothing of them is seen, or left after a crash.
enum Calibration {
  private static let files = 200
  private static let smallSize = 4096
  private static let largeSizes = [16 << 20, 64 << 20, 256 << 20]

  /// Seconds for a file and for a byte; nil where there are no files without names, or no room.
  static func run(in root: String) -> LinearCost.Rates? {
    let piece = 1 << 20
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: piece, alignment: 4096)
    defer { buffer.deallocate() }
    // Not zeros, which some file systems do not store.
    buffer.initializeMemory(as: UInt8.self, repeating: 0xA5, count: piece)
    var perByte = 0.0
    let room = space(in: root)
    // Nobody else shall run out of room for this.
    for size in largeSizes where size < room / 20 {
      let time = seconds {
        withFile(in: root) { file in
          for position in stride(from: 0, to: size, by: piece) {
            guard galleon_write(file, buffer, piece, Int64(position)) == piece else { return false }
          }
          return galleon_sync_data(file) >= 0
        }
      }
      guard let time else { break }
      perByte = time / Double(size)
      // What is over sooner says more of the disk's answer to a flush than of its speed.
      if time > 0.1 { break }
    }
    guard perByte > 0,
      let perFile = seconds({
        for _ in 0..<files {
          let isWritten = withFile(in: root) { galleon_write($0, buffer, smallSize, 0) > 0 }
          if !isWritten { return false }
        }
        return true
      })
    else { return nil }
    return LinearCost.Rates(first: perFile / Double(files), second: perByte)
  }

  private static func space(in root: String) -> Int {
    let directory = root.withCString { galleon_open(AT_FDCWD, $0, O_RDONLY | O_DIRECTORY, 0) }
    guard directory >= 0 else { return 0 }
    defer { _ = galleon_close(directory) }
    var (total, available, type): (UInt64, UInt64, UInt64) = (0, 0, 0)
    return galleon_space(directory, &total, &available, &type) < 0 ? 0 : Int(clamping: available)
  }

  private static func withFile(in root: String, _ body: (Int32) -> Bool) -> Bool {
    // O_TMPFILE is a macro of several flags that Swift does not import.
    let unnamed: Int32 = 0o20000000 | O_DIRECTORY
    // A root may be a symbolic link.
    let file = (root + "/.").withCString { galleon_open(AT_FDCWD, $0, unnamed | O_RDWR, 0o600) }
    guard file >= 0 else { return false }
    defer { _ = galleon_close(file) }
    return body(file)
  }

  /// How long it took; nil when it failed.
  private static func seconds(_ body: () -> Bool) -> Double? {
    let began = ContinuousClock.now
    guard body() else { return nil }
    return max(1e-9, (ContinuousClock.now - began) / .seconds(1))
  }
}
