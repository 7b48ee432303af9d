import CLinux
import Glibc
import Synchronization

extension CopyWorker {
  /// All data of a file into one that is empty.
  func copyWhole(_ file: LargeFile) throws(MoverError) {
    let size = Int64(file.stat.size)
    let isShared = file.stat.size > 1 << 16 && clone(file)
    let hasHole = try preallocate(file)
    if isShared { return }
    // Most files are small and without holes: the fewer calls for them the better.
    if hasHole { try copyData(of: file, in: 0..<size) } else { try copyExtent(0..<size, of: file) }
  }

  /// Shares the blocks of the source where the file system can.
  func clone(_ file: LargeFile) -> Bool {
    guard pass.canClone.load(ordering: .relaxed) else { return false }
    let code = galleon_clone(file.source, file.destination)
    if [-EXDEV, -EOPNOTSUPP, -ENOTTY, -ENOSYS].contains(code) {
      pass.canClone.store(false, ordering: .relaxed)
    }
    guard code >= 0 else { return false }
    count(written: file.stat.dataBytes)
    return true
  }

  /// Reserves at the destination what is reserved and not yet written at the source, also beyond the end. Answers
  /// with whether the source has a part, before its end, that holds no data.
  @discardableResult
  func preallocate(_ file: LargeFile) throws(MoverError) -> Bool {
    let stat = file.stat
    let block = UInt64(max(stat.block_size, 4096))
    let whole = (stat.size + block - 1) / block * (block / 512)
    // Attributes and the map of extents may take a block; what is more may be a reservation.
    let reachesBeyond = stat.blocks > whole + 8
    let hasHole = hasHole(file)
    guard stat.blocks > 0, reachesBeyond || hasHole else { return hasHole }
    var offset: UInt64 = 0
    let capacity = 256
    return try withUnsafeTemporaryAllocation(of: galleon_range.self, capacity: capacity) {
      ranges throws(MoverError) -> Bool in
      repeat {
        var next: UInt64 = 0
        let count = galleon_unwritten(
          file.source, offset, ranges.baseAddress, UInt32(capacity), &next)
        // Not every file system tells; then there is nothing to reserve.
        guard count > 0 else { return hasHole }
        for range in ranges.prefix(Int(count)) {
          let code = galleon_preallocate(
            file.destination, Int64(range.start), Int64(range.length))
          if code == -EOPNOTSUPP { return hasHole }
          guard code >= 0 else {
            throw failure("reserve space for", .destination, file.node, file.name, code)
          }
        }
        offset = next
      } while offset != 0
      return hasHole
    }
  }

  /// Whether a part of the file, before its end, holds no data.
  private func hasHole(_ file: LargeFile) -> Bool {
    guard file.stat.size > 0 else { return false }
    let hole = galleon_next_hole(file.source, 0)
    return hole >= 0 && hole < Int64(file.stat.size)
  }

  /// The data in a range; holes stay holes.
  func copyData(of file: LargeFile, in range: Range<Int64>) throws(MoverError) {
    try forEachExtent(of: file, in: range) { extent throws(MoverError) in
      try copyExtent(extent, of: file)
    } hole: { _ throws(MoverError) in
    }
  }

  private func copyExtent(_ extent: Range<Int64>, of file: LargeFile) throws(MoverError) {
    var position = extent.lowerBound
    while position < extent.upperBound {
      try checkStop()
      let wanted = Int(min(extent.upperBound - position, 8 << 20))
      var moved = 0
      if wanted > Self.bufferSize, pass.canCopyRange.load(ordering: .relaxed) {
        moved = Int(galleon_copy_range(file.source, file.destination, position, wanted))
        if [-Int(EXDEV), -Int(EOPNOTSUPP), -Int(EINVAL), -Int(ENOSYS)].contains(moved) {
          pass.canCopyRange.store(false, ordering: .relaxed)
          moved = 0
        } else if moved < 0 {
          throw failure("copy data of", .destination, file.node, file.name, moved)
        }
        if moved > 0 { count(written: Int64(moved)) }
      }
      if moved == 0 {
        let size = min(wanted, Self.bufferSize)
        moved = try read(file, into: buffer, size, at: position)
        // The file became shorter; the look at it afterwards tells.
        if moved == 0 { return }
        try write(file, from: buffer, moved, at: position)
      }
      position += Int64(moved)
    }
  }

  /// Makes the data of a file that exists equal; answers with how many bytes had to be written.
  func synchroniseData(of file: LargeFile, _ found: FileStat) throws(MoverError) -> Int64 {
    let size = Int64(file.stat.size)
    var written: Int64 = 0
    if found.size > file.stat.size { try truncate(file, to: size) }
    try forEachExtent(of: file, in: 0..<size) { extent throws(MoverError) in
      written += try synchroniseExtent(extent, of: file)
    } hole: { hole throws(MoverError) in
      written += try synchroniseHole(hole, of: file, mustFree: found.blocks > file.stat.blocks)
    }
    // Truncation to the size a file has frees what is reserved beyond it.
    if found.size < file.stat.size || found.blocks > file.stat.blocks {
      try truncate(file, to: size)
    }
    if found.blocks != file.stat.blocks || written > 0 { try preallocate(file) }
    return written
  }

  private func synchroniseExtent(
    _ extent: Range<Int64>, of file: LargeFile
  ) throws(MoverError) -> Int64 {
    var written: Int64 = 0
    var position = extent.lowerBound
    while position < extent.upperBound {
      try checkStop()
      let wanted = Int(min(extent.upperBound - position, Int64(Self.bufferSize)))
      let size = try read(file, into: buffer, wanted, at: position)
      if size == 0 { return written }
      let present = Int(galleon_read(file.destination, otherBuffer, size, position))
      guard present >= 0 else {
        throw failure("read", .destination, file.node, file.name, present)
      }
      if present == size, memcmp(buffer, otherBuffer, size) == 0, present == wanted {
        statistics.bytesCompared += Int64(size)
      } else {
        try write(file, from: buffer, size, at: position)
        written += Int64(size)
      }
      position += Int64(size)
    }
    return written
  }

  /// Frees what the destination has where the source has a hole.
  private func synchroniseHole(
    _ hole: Range<Int64>, of file: LargeFile, mustFree: Bool
  ) throws(MoverError) -> Int64 {
    let data = galleon_next_data(file.destination, hole.lowerBound)
    let hasData = data >= 0 && data < hole.upperBound
    guard hasData || mustFree else { return 0 }
    let length = hole.upperBound - hole.lowerBound
    let code = galleon_punch(file.destination, hole.lowerBound, length)
    if code == -EOPNOTSUPP {
      // The file system cannot free a part of a file: zeros read the same.
      return try synchroniseExtent(hole, of: file)
    }
    guard code >= 0 else {
      throw failure("make a hole in", .destination, file.node, file.name, code)
    }
    return hasData ? length : 0
  }

  /// Walks the extents of the source with data and the holes between them, in order.
  private func forEachExtent(
    of file: LargeFile, in range: Range<Int64>,
    data: (Range<Int64>) throws(MoverError) -> Void,
    hole: (Range<Int64>) throws(MoverError) -> Void
  ) throws(MoverError) {
    var position = range.lowerBound
    while position < range.upperBound {
      var start = galleon_next_data(file.source, position)
      if start == -Int64(ENXIO) { start = range.upperBound }
      guard start >= 0 else { return try data(position..<range.upperBound) }
      start = min(start, range.upperBound)
      if start > position { try hole(position..<start) }
      if start == range.upperBound { return }
      var end = galleon_next_hole(file.source, start)
      if end <= start { end = range.upperBound }
      end = min(end, range.upperBound)
      try data(start..<end)
      position = end
    }
  }

  // MARK: Reading and writing

  private func read(
    _ file: LargeFile, into buffer: UnsafeMutableRawPointer, _ size: Int, at position: Int64
  ) throws(MoverError) -> Int {
    let count = Int(galleon_read(file.source, buffer, size, position))
    guard count >= 0 else { throw failure("read", .source, file.node, file.name, count) }
    return count
  }

  private func write(
    _ file: LargeFile, from buffer: UnsafeMutableRawPointer, _ size: Int, at position: Int64
  ) throws(MoverError) {
    var done = 0
    while done < size {
      let count = Int(
        galleon_write(file.destination, buffer + done, size - done, position + Int64(done)))
      guard count > 0 else {
        throw failure(
          "write", .destination, file.node, file.name, count < 0 ? count : -Int(ENOSPC))
      }
      done += count
    }
    count(written: Int64(size))
  }

  private func truncate(_ file: LargeFile, to size: Int64) throws(MoverError) {
    let code = galleon_truncate(file.destination, size)
    guard code >= 0 else {
      throw failure("set the size of", .destination, file.node, file.name, code)
    }
  }

  private func count(written bytes: Int64) {
    statistics.bytesCopied += bytes
    bytesShown += bytes
    pass.bytesCopied.add(bytes, ordering: .relaxed)
    pass.bytesDone.add(bytes, ordering: .relaxed)
  }
}
