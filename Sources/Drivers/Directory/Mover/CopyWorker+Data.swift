import CLinux
import Glibc
import Synchronization

extension CopyWorker {
  /// All data of a file into one that is empty.
  func copyWhole(_ file: FileCopy) throws(MoverError) {
    let size = Int64(file.stat.size)
    let isShared = file.stat.size > 1 << 16 && clone(file)
    if !isShared, try copyDense(file) { return }
    try reserve(file)
    if isShared { return }
    if file.hasReserved || hasHole(file) {
      try copyData(of: file, in: 0..<size)
    } else {
      try copyExtent(0..<size, of: file)
    }
  }

  /// Copies a file that fits into the buffer, unless it has holes or space reserved; whether it had neither. Most files
  /// are such: the fewer calls for them the better. The file takes no more blocks than its size needs, and none of
  /// them is all zeros: so each is written, and there is nothing that FIEMAP or SEEK_HOLE could add.
  private func copyDense(_ file: FileCopy) throws(MoverError) -> Bool {
    guard file.stat.size <= Self.bufferSize, file.stat.usesOnlyBlocksOfItsSize else { return false }
    let size = try read(file, into: buffer, Int(file.stat.size), at: 0)
    let block = Int(file.stat.block_size)
    for start in stride(from: 0, to: size, by: block) {
      let bytes = UnsafeRawBufferPointer(start: buffer + start, count: min(block, size - start))
      if bytes.allSatisfy({ $0 == 0 }) { return false }
    }
    try awaitTurn(toMove: size)
    try write(file, from: buffer, size, at: 0)
    return true
  }

  /// Shares the blocks of the source where the file system can.
  func clone(_ file: FileCopy) -> Bool {
    guard pass.canClone.load(ordering: .relaxed) else { return false }
    let code = galleon_clone(file.source, file.destination)
    if [-EXDEV, -EOPNOTSUPP, -ENOTTY, -ENOSYS].contains(code) {
      pass.canClone.store(false, ordering: .relaxed)
    }
    guard code >= 0 else { return false }
    count(written: file.stat.dataBytes)
    return true
  }

  /// Reserves at the destination what is reserved and not yet written at the source, also beyond the end.
  func reserve(_ file: FileCopy) throws(MoverError) {
    for range in findReserved(file) {
      let code = galleon_preallocate(
        file.destination, range.lowerBound, range.upperBound - range.lowerBound)
      if code == -EOPNOTSUPP { return }
      guard code >= 0 else {
        throw failure("reserve space for", .destination, file.node, file.name, code)
      }
    }
  }

  /// What is reserved at the source; nothing where the file system does not tell.
  private func findReserved(_ file: FileCopy) -> [Range<Int64>] {
    guard file.stat.blocks > 0 else { return [] }
    var found: [Range<Int64>] = []
    var offset: UInt64 = 0
    let capacity = 64
    withUnsafeTemporaryAllocation(of: galleon_range.self, capacity: capacity) { ranges in
      repeat {
        var next: UInt64 = 0
        let count = galleon_unwritten(
          file.source, offset, ranges.baseAddress, UInt32(capacity), &next)
        guard count > 0 else { return }
        found += ranges.prefix(Int(count)).map {
          Int64($0.start)..<Int64($0.start + $0.length)
        }
        offset = next
      } while offset != 0
    }
    if !found.isEmpty { file.reserved.withLock { $0 = found } }
    return found
  }

  /// Whether something is reserved and not written.
  private func hasReservation(_ descriptor: Int32) -> Bool {
    var range = galleon_range()
    var next: UInt64 = 0
    return galleon_unwritten(descriptor, 0, &range, 1, &next) > 0
  }

  /// Whether a part of the file, before its end, holds no data.
  private func hasHole(_ file: FileCopy) -> Bool {
    guard file.stat.size > 0 else { return false }
    let hole = galleon_next_hole(file.source, 0)
    return hole >= 0 && hole < Int64(file.stat.size)
  }

  /// The data in a range; holes stay holes.
  func copyData(of file: FileCopy, in range: Range<Int64>) throws(MoverError) {
    try forEachExtent(of: file, in: range) { extent throws(MoverError) in
      try copyExtent(extent, of: file)
    } hole: { _ throws(MoverError) in
    }
  }

  private func copyExtent(_ extent: Range<Int64>, of file: FileCopy) throws(MoverError) {
    var position = extent.lowerBound
    while position < extent.upperBound {
      try checkStop()
      let rest = extent.upperBound - position
      let offloads = rest > Self.bufferSize && pass.canCopyRange.load(ordering: .relaxed)
      let wanted = Int(min(rest, offloads ? 1 << 20 : Int64(Self.bufferSize)))
      try awaitTurn(toMove: wanted)
      var moved = 0
      if offloads {
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
  func synchroniseData(of file: FileCopy, _ found: FileStat) throws(MoverError) -> Int64 {
    let size = Int64(file.stat.size)
    var written: Int64 = 0
    _ = findReserved(file)
    let mustFree = found.blocks > file.stat.blocks || hasReservation(file.destination)
    if found.size > file.stat.size { try truncate(file, to: size) }
    try forEachExtent(of: file, in: 0..<size) { extent throws(MoverError) in
      written += try synchroniseExtent(extent, of: file)
    } hole: { hole throws(MoverError) in
      written += try synchroniseHole(hole, of: file, mustFree: mustFree)
    }
    // Truncation to the size a file has frees what is reserved beyond it.
    if found.size < file.stat.size || mustFree { try truncate(file, to: size) }
    try reserve(file)
    return written
  }

  private func synchroniseExtent(
    _ extent: Range<Int64>, of file: FileCopy
  ) throws(MoverError) -> Int64 {
    var written: Int64 = 0
    var position = extent.lowerBound
    while position < extent.upperBound {
      try checkStop()
      let wanted = Int(min(extent.upperBound - position, Int64(Self.bufferSize)))
      try awaitTurn(toMove: wanted)
      let size = try read(file, into: buffer, wanted, at: position)
      if size == 0 { return written }
      let present = Int(galleon_read(file.destination, otherBuffer, size, position))
      guard present >= 0 else {
        throw failure("read", .destination, file.node, file.name, present)
      }
      if present == size, memcmp(buffer, otherBuffer, size) == 0, present == wanted {
        statistics.bytesCompared += Int64(size)
        count(seen: Int64(size))
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
    _ hole: Range<Int64>, of file: FileCopy, mustFree: Bool
  ) throws(MoverError) -> Int64 {
    let data = galleon_next_data(file.destination, hole.lowerBound)
    let hasData = data >= 0 && data < hole.upperBound
    guard hasData || mustFree else { return 0 }
    let wasZero =
      !hasData || isZeroAtDestination(file, max(data, hole.lowerBound)..<hole.upperBound)
    // The last block is freed only as a whole.
    let isLast = hole.upperBound == Int64(file.stat.size)
    let length = hole.upperBound - hole.lowerBound + (isLast ? 1 << 16 : 0)
    let code = galleon_punch(file.destination, hole.lowerBound, length)
    if code == -EOPNOTSUPP {
      // The file system cannot free a part of a file: zeros read the same.
      return try synchroniseExtent(hole, of: file)
    }
    guard code >= 0 else {
      throw failure("make a hole in", .destination, file.node, file.name, code)
    }
    return wasZero ? 0 : hole.upperBound - hole.lowerBound
  }

  /// Walks the extents of the source with data and the holes between them, in order.
  private func forEachExtent(
    of file: FileCopy, in range: Range<Int64>,
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
      try forEachRun(of: file, in: start..<end, data: data, hole: hole)
      position = end
    }
  }

  /// What is reserved and not written, but was read, passes for data as long as its zeros are in the page cache; what was
  /// written there a moment ago still counts as not written. Only looking tells one from the other.
  private func forEachRun(
    of file: FileCopy, in extent: Range<Int64>,
    data: (Range<Int64>) throws(MoverError) -> Void,
    hole: (Range<Int64>) throws(MoverError) -> Void
  ) throws(MoverError) {
    var position = extent.lowerBound
    if file.hasReserved {
      for reserved in file.reserved.withLock({ $0 }) where reserved.overlaps(extent) {
        let doubtful = reserved.clamped(to: extent)
        if position < doubtful.lowerBound { try data(position..<doubtful.lowerBound) }
        position = doubtful.lowerBound
        while position < doubtful.upperBound {
          try checkStop()
          let block = position..<min((position / 4096 + 1) * 4096, doubtful.upperBound)
          if try isZero(file, block) { try hole(block) } else { try data(block) }
          position = block.upperBound
        }
      }
    }
    if position < extent.upperBound { try data(position..<extent.upperBound) }
  }

  private func isZeroAtDestination(_ file: FileCopy, _ range: Range<Int64>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      let wanted = Int(min(range.upperBound - position, Int64(Self.bufferSize)))
      let size = Int(galleon_read(file.destination, otherBuffer, wanted, position))
      if size == 0 { return true }
      let bytes = UnsafeRawBufferPointer(start: otherBuffer, count: max(size, 0))
      guard size > 0, bytes.allSatisfy({ $0 == 0 }) else { return false }
      position += Int64(size)
    }
    return true
  }

  private func isZero(_ file: FileCopy, _ block: Range<Int64>) throws(MoverError) -> Bool {
    let size = try read(file, into: buffer, block.count, at: block.lowerBound)
    return UnsafeRawBufferPointer(start: buffer, count: size).allSatisfy { $0 == 0 }
  }

  // MARK: Reading and writing

  private func read(
    _ file: FileCopy, into buffer: UnsafeMutableRawPointer, _ size: Int, at position: Int64
  ) throws(MoverError) -> Int {
    let count = Int(galleon_read(file.source, buffer, size, position))
    guard count >= 0 else { throw failure("read", .source, file.node, file.name, count) }
    return count
  }

  private func write(
    _ file: FileCopy, from buffer: UnsafeMutableRawPointer, _ size: Int, at position: Int64
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

  private func truncate(_ file: FileCopy, to size: Int64) throws(MoverError) {
    let code = galleon_truncate(file.destination, size)
    guard code >= 0 else {
      throw failure("set the size of", .destination, file.node, file.name, code)
    }
  }

  private func count(written bytes: Int64) {
    statistics.bytesCopied += bytes
    pass.bytesCopied.add(bytes, ordering: .relaxed)
    count(seen: bytes)
  }

  /// Progress in the midst of a large file, so that nobody takes its copy for stalled.
  private func count(seen bytes: Int64) {
    bytesShown += bytes
    pass.bytesDone.add(bytes, ordering: .relaxed)
  }
}
