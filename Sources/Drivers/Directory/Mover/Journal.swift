import CLinux
import Foundation
import Glibc
import Synchronization

/// What earlier passes of a migration copied, in memory and in a file, so that a resumed pass need not read those files
/// again and so that a change which left size and modification time alone is seen by its change time.
///
/// Records survive a killed process as they are written. They survive a crash of the machine only when the
/// destination's file system was flushed after them: `seal` does that and says so in the file. Records after the last
/// seal that another boot wrote are dropped.
final class Journal: Sendable {
  private static let sessionMark: UInt64 = 1
  private static let sealMark: UInt64 = 2

  private let path: String
  private let boot: UInt64
  private let state: Mutex<State>

  private struct State {
    var descriptor: Int32
    var known: [FileKey: JournalRecord]
    var added: [JournalRecord] = []
  }

  /// Opens or creates the file and reads it; a torn end is cut off.
  init(path: String) throws(MoverError) {
    self.path = path
    boot = Self.bootNumber()
    let descriptor = path.withCString { name in
      galleon_open(AT_FDCWD, name, O_RDWR | O_CREAT | O_APPEND, 0o600)
    }
    guard descriptor >= 0 else { throw MoverError(.journal(path: path, code: -descriptor)) }
    state = Mutex(State(descriptor: descriptor, known: [:]))
    let (known, end) = try Self.load(descriptor, path, boot)
    let cut = galleon_truncate(descriptor, end)
    guard cut >= 0 else { throw MoverError(.journal(path: path, code: -cut)) }
    state.withLock { $0.known = known }
    try write([.mark(Self.sessionMark, boot: boot)])
  }

  /// What the file knows, without writing to it; nothing when there is none.
  static func known(at path: String) throws(MoverError) -> [FileKey: JournalRecord] {
    let descriptor = path.withCString { galleon_open(AT_FDCWD, $0, O_RDONLY, 0) }
    if descriptor == -ENOENT { return [:] }
    guard descriptor >= 0 else { throw MoverError(.journal(path: path, code: -descriptor)) }
    defer { _ = galleon_close(descriptor) }
    return try load(descriptor, path, bootNumber()).0
  }

  deinit {
    state.withLock { _ = galleon_close($0.descriptor) }
  }

  /// What is known from before the present pass.
  var known: [FileKey: JournalRecord] { state.withLock { $0.known } }

  func append(_ records: [JournalRecord]) throws(MoverError) {
    try write(records)
    state.withLock { $0.added += records }
  }

  /// To be called after the destination's file system was flushed: what is written so far can be trusted for ever.
  func seal() throws(MoverError) {
    try write([.mark(Self.sealMark, boot: boot)])
    let code = state.withLock { state in
      for record in state.added { state.known[record.source] = record }
      state.added = []
      return galleon_sync_data(state.descriptor)
    }
    guard code >= 0 else { throw MoverError(.journal(path: path, code: -code)) }
  }

  private func write(_ records: [JournalRecord]) throws(MoverError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(records.count * JournalRecord.size)
    for record in records { record.append(to: &bytes) }
    let code = state.withLock { state -> Int32 in
      bytes.withUnsafeBytes { bytes in
        // One write for all: the file is opened for appending, a torn end is cut off by the next life.
        let count = Glibc.write(state.descriptor, bytes.baseAddress, bytes.count)
        if count < 0 { return errno }
        return count == bytes.count ? 0 : ENOSPC
      }
    }
    guard code == 0 else { throw MoverError(.journal(path: path, code: code)) }
  }

  private static func load(
    _ descriptor: Int32, _ path: String, _ boot: UInt64
  ) throws(MoverError) -> ([FileKey: JournalRecord], Int64) {
    var known: [FileKey: JournalRecord] = [:]
    var unsealed: [FileKey: JournalRecord] = [:]
    var writer: UInt64?
    var position: Int64 = 0
    let capacity = JournalRecord.size * 4096
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    defer { buffer.deallocate() }
    reading: while true {
      let count = Int(galleon_read(descriptor, buffer, capacity, position))
      guard count >= 0 else { throw MoverError(.journal(path: path, code: Int32(-count))) }
      for start in stride(from: 0, to: count, by: JournalRecord.size) {
        let slice = UnsafeRawBufferPointer(
          start: buffer + start, count: min(JournalRecord.size, count - start))
        guard let record = JournalRecord(slice) else { break reading }
        position += Int64(JournalRecord.size)
        if record.source.inode != 0 {
          unsealed[record.source] = record
          continue
        }
        if record.source.device == sessionMark {
          if writer != record.destinationInode { unsealed = [:] }
          writer = record.destinationInode
        } else {
          known.merge(unsealed) { $1 }
          unsealed = [:]
        }
      }
      if count < capacity { break }
    }
    if writer == boot { known.merge(unsealed) { $1 } }
    return (known, position)
  }

  /// Differs from boot to boot.
  private static func bootNumber() -> UInt64 {
    let text =
      (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    return UInt64(text.filter(\.isHexDigit).prefix(16), radix: 16) ?? 0
  }
}
