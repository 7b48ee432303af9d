import CLinux
import Glibc

/// The names in one directory, as bytes, without `.` and `..`.
struct DirectoryListing: Sendable {
  /// The names one after the other, each ended by a NUL.
  private(set) var names: [UInt8] = []
  private(set) var entries: [Entry] = []
  /// The directory was removed after it was opened; it has no names any more.
  private(set) var isGone = false

  struct Entry: Sendable {
    let inode: UInt64
    let offset: Int
    /// DT_DIR and its like; DT_UNKNOWN where the file system does not say.
    let type: UInt8
  }

  /// The same names, as yet without entries.
  init(names: [UInt8] = []) {
    self.names = names
  }

  mutating func append(_ entry: Entry) {
    entries.append(entry)
  }

  /// Reads the directory from its start; the negated errno if that fails.
  static func read(_ directory: Int32) -> Result<DirectoryListing, ErrorNumber> {
    var listing = DirectoryListing()
    let started = galleon_rewind(directory)
    guard started >= 0 else { return .failure(ErrorNumber(Int32(-started))) }
    let capacity = 1 << 16
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    defer { buffer.deallocate() }
    while true {
      let count = Int(galleon_list(directory, buffer, capacity))
      if count == -Int(ErrorNumber.missing) {
        listing = DirectoryListing()
        listing.isGone = true
        break
      }
      if count < 0 { return .failure(ErrorNumber(Int32(-count))) }
      if count == 0 { break }
      listing.append(UnsafeRawBufferPointer(start: buffer, count: count))
    }
    // Inode order is, on most file systems, the order on the disk.
    listing.entries.sort { $0.inode < $1.inode }
    return .success(listing)
  }

  /// `struct linux_dirent64`: inode, offset, length of the record (u16 at 16), type (at 18), name (from 19).
  private mutating func append(_ records: UnsafeRawBufferPointer) {
    var position = 0
    while position < records.count {
      let length = Int(records.load(fromByteOffset: position + 16, as: UInt16.self))
      let name = records[(position + 19)..<(position + length)].prefix { $0 != 0 }
      let isDots =
        name.first == UInt8(ascii: ".")
        && (name.count == 1 || (name.count == 2 && name.last == UInt8(ascii: ".")))
      if !isDots {
        entries.append(
          Entry(
            inode: records.load(fromByteOffset: position, as: UInt64.self), offset: names.count,
            type: records[position + 18]))
        names.append(contentsOf: name)
        names.append(0)
      }
      position += length
    }
  }

  func name(of entry: Entry) -> [UInt8] {
    var end = entry.offset
    while names[end] != 0 { end += 1 }
    return Array(names[entry.offset...end])
  }

  /// All names as NUL-terminated strings.
  var nameSet: Set<[UInt8]> { Set(entries.map(name(of:))) }
}

/// An errno, always positive.
struct ErrorNumber: Error, Hashable {
  let code: Int32

  init(_ code: Int32) {
    self.code = code
  }

  static let missing = ENOENT

  /// The file is not there, or no longer what it was when it was listed.
  var meansVanished: Bool { [ENOENT, ENOTDIR, ELOOP, ENXIO, ESTALE, EISDIR].contains(code) }
}
