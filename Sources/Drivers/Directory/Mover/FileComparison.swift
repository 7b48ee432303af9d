import CLinux
import Glibc

/// Compares two open files in what takes reading them.
struct FileComparison {
  private static let pieceSize = 1 << 17

  /// Size, contents, holes, reservations and space, where they differ.
  func differences(
    _ stats: (FileStat, FileStat), _ first: Int32, _ second: Int32
  ) -> [(TreeDifference.Aspect, String)] {
    let (a, b) = stats
    guard a.size == b.size else { return [(.size, "\(a.size) and \(b.size)")] }
    var found: [(TreeDifference.Aspect, String)] = []
    if let position = firstDifference(first, second, Int64(a.size)) {
      found.append((.content, "from byte \(position)"))
    }
    for file in [first, second] where (unwritten(file) ?? 0) > 0 {
      // Zeros that were read from a reservation, and are still in memory, would pass for data.
      _ = galleon_sync_data(file)
      posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
    }
    if let position = filledHole(first, second, Int64(a.size)) {
      found.append((.holes, "lost at byte \(position)"))
    }
    let reserved = (reservation(of: first), reservation(of: second))
    if let one = reserved.0, let other = reserved.1, one != other {
      found.append((.reservation, "\(one) bytes and \(other) bytes"))
    }
    // A block for attributes, one for the map of extents, and more of these where the disk is fragmented.
    if b.blocks > a.blocks + 16 + a.blocks / 256 {
      found.append((.allocation, "\(a.blocks * 512) bytes and \(b.blocks * 512) bytes"))
    }
    return found
  }

  /// Attributes by name, ACLs and capabilities among them.
  func attributes(of file: FileReference) -> [String: [UInt8]] {
    let capacity = 1 << 16
    let list = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let size = buffer.withMemoryRebound(to: CChar.self) {
        galleon_list_xattr(file.descriptor, file.path, $0.baseAddress, capacity)
      }
      count = max(0, Int(size))
    }
    var attributes: [String: [UInt8]] = [:]
    for name in list.withUnsafeBytes({ AttributeName.split($0) }) {
      attributes[name.text] = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        let size = name.bytes.withCString {
          galleon_get_xattr(file.descriptor, file.path, $0, buffer.baseAddress, capacity)
        }
        count = max(0, Int(size))
      }
    }
    return attributes
  }

  private func firstDifference(_ first: Int32, _ second: Int32, _ size: Int64) -> Int64? {
    withUnsafeTemporaryAllocation(byteCount: 2 * Self.pieceSize, alignment: 4096) { buffer in
      guard let one = buffer.baseAddress else { return nil }
      let other = one + Self.pieceSize
      var position: Int64 = 0
      while position < size {
        // Where both have a hole there is nothing to read.
        let data = min(
          next(galleon_next_data(first, position), size),
          next(galleon_next_data(second, position), size))
        if data >= size { return nil }
        position = max(position, data)
        let count = galleon_read(first, one, Self.pieceSize, position)
        guard count > 0, galleon_read(second, other, Int(count), position) == count,
          memcmp(one, other, Int(count)) == 0
        else { return position }
        position += count
      }
      return nil
    }
  }

  private func next(_ position: Int64, _ size: Int64) -> Int64 {
    position == -Int64(ENXIO) ? size : max(0, position)
  }

  /// Where the second has data in a hole of the first.
  private func filledHole(_ first: Int32, _ second: Int32, _ size: Int64) -> Int64? {
    var position: Int64 = 0
    while position < size {
      let hole = galleon_next_hole(first, position)
      guard hole >= 0, hole < size else { return nil }
      let end = next(galleon_next_data(first, hole), size)
      let data = galleon_next_data(second, hole)
      if data >= 0, data < end { return data }
      position = end
    }
    return nil
  }

  /// Bytes reserved and not written; nil where the file system does not tell.
  private func reservation(of file: Int32) -> UInt64? {
    guard let sum = unwritten(file) else { return nil }
    if sum == 0 { return 0 }
    // What is written into a reservation counts as unwritten until it is on the disk.
    _ = galleon_sync_data(file)
    return unwritten(file)
  }

  private func unwritten(_ file: Int32) -> UInt64? {
    withUnsafeTemporaryAllocation(of: galleon_range.self, capacity: 256) { ranges in
      var sum: UInt64 = 0
      var offset: UInt64 = 0
      repeat {
        var next: UInt64 = 0
        let count = galleon_unwritten(file, offset, ranges.baseAddress, 256, &next)
        guard count >= 0 else { return nil }
        sum += ranges.prefix(Int(count)).reduce(0) { $0 + $1.length }
        offset = next
      } while offset != 0
      return sum
    }
  }
}
