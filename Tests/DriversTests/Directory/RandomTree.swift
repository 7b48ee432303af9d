import CLinux
import Foundation
import Glibc

/// Does random things to a tree, through the C library alone. Things that cannot be done are left.
struct RandomTree {
  let root: String
  var generator: SeededGenerator
  private let names = ["a", "b", "c", "d", "new\nline", "sp ace"]

  init(_ root: String, seed: UInt64) {
    self.root = root
    generator = SeededGenerator(seed: seed)
  }

  mutating func mutate(_ times: Int) {
    for _ in 0..<times { step() }
  }

  /// At most three levels of six names each, so that steps often meet.
  private mutating func path() -> String {
    var path = root
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      path += "/" + names[Int.random(in: 0..<names.count, using: &generator)]
    }
    return path
  }

  private mutating func step() {
    let path = path()
    switch Int.random(in: 0..<20, using: &generator) {
    case 0...2: mkdir(path, 0o755)
    case 3...6: write(path)
    case 7: rewriteQuietly(path)
    case 8: truncate(path, Int.random(in: 0...300_000, using: &generator))
    case 9:
      chmod(path, [0o600, 0o644, 0o4755, 0o1777, 0][Int.random(in: 0..<5, using: &generator)])
    case 10: rename(path, self.path())
    case 11: try? FileManager.default.removeItem(atPath: path)
    case 12: link(path, self.path())
    case 13: symlink(names[Int.random(in: 0..<names.count, using: &generator)], path)
    case 14: mkfifo(path, 0o640)
    case 15: unlink(path)
    case 16: touch(path)
    case 17: attribute(path)
    case 18: hole(path)
    default: exchange(path, self.path())
    }
  }

  private mutating func bytes(_ count: Int) -> [UInt8] {
    let seed = UInt8.random(in: 0...255, using: &generator)
    return (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) ^ seed }
  }

  private mutating func write(_ path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o644)
    guard file >= 0 else { return }
    let data = bytes(Int.random(in: 0...200_000, using: &generator))
    pwrite(file, data, data.count, Int.random(in: 0...200_000, using: &generator))
    close(file)
  }

  /// New contents of the same size and with the same modification time.
  private mutating func rewriteQuietly(_ path: String) {
    var stat = stat()
    guard lstat(path, &stat) == 0, stat.st_mode & S_IFMT == S_IFREG, stat.st_size > 0 else {
      return
    }
    let file = open(path, O_WRONLY | O_NOFOLLOW)
    guard file >= 0 else { return }
    let data = bytes(min(Int(stat.st_size), 5000))
    pwrite(file, data, data.count, 0)
    futimens(file, [stat.st_atim, stat.st_mtim])
    close(file)
  }

  private mutating func touch(_ path: String) {
    let time = timespec(
      tv_sec: Int.random(in: 0...2_000_000_000, using: &generator),
      tv_nsec: Int.random(in: 0...999_999_999, using: &generator))
    utimensat(AT_FDCWD, path, [time, time], AT_SYMLINK_NOFOLLOW)
  }

  private mutating func attribute(_ path: String) {
    let name = "user." + names[Int.random(in: 0..<3, using: &generator)]
    let value = bytes(Int.random(in: 0...40, using: &generator))
    if Bool.random(using: &generator) {
      _ = galleon_set_xattr(-1, path, name, value, value.count)
    } else {
      _ = galleon_remove_xattr(-1, path, name)
    }
  }

  private mutating func hole(_ path: String) {
    let file = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return }
    let offset = Int.random(in: 0...20, using: &generator) * 4096
    let code = Bool.random(using: &generator) ? galleon_punch : galleon_preallocate
    _ = code(file, Int64(offset), 40960)
    close(file)
  }

  /// Two names change places, whatever they are.
  private func exchange(_ first: String, _ second: String) {
    let aside = root + "/aside"
    guard rename(first, aside) == 0 else { return }
    rename(second, first)
    rename(aside, second)
    try? FileManager.default.removeItem(atPath: aside)
  }
}
