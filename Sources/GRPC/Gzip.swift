import CZlib

/// gzip (RFC 1952) through zlib: the one compression that every gRPC implementation speaks.
enum Gzip {
  /// zlib's fastest. Repetitive messages, which are worth it, shrink nearly as much.
  private static let level: Int32 = 1

  enum Failure: Error, Hashable {
    /// It would give more bytes than the limit; what is beyond was not unpacked.
    case overLimit
    /// It is not gzip, is cut short, or its check value is wrong.
    case corrupt(String)
  }

  /// `bytes` compressed, behind `prefix` bytes of zero; nil if that is no shorter than they are.
  static func compress(_ bytes: UnsafeRawBufferPointer, reserving prefix: Int) -> [UInt8]? {
    var stream = z_stream()
    guard galleon_deflate_init_gzip(&stream, level) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    stream.next_in = pointer(bytes)
    stream.avail_in = UInt32(clamping: bytes.count)
    var isWhole = false
    // Room for what is shorter and no more: zlib stops where it stops to be a gain.
    let packed = [UInt8](unsafeUninitializedCapacity: prefix + bytes.count) { room, count in
      for index in 0..<prefix { room[index] = 0 }
      stream.next_out = room.baseAddress.map { $0 + prefix }
      stream.avail_out = UInt32(clamping: bytes.count)
      isWhole = CZlib.deflate(&stream, Z_FINISH) == Z_STREAM_END
      count = prefix + Int(stream.total_out)
    }
    return isWhole && packed.count < prefix + bytes.count ? packed : nil
  }

  /// Unpacks until the end, or until `limit` bytes are exceeded: a bomb costs the limit at most.
  static func decompress(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard galleon_inflate_init_gzip(&stream) == Z_OK else {
      throw .corrupt("zlib has no memory")
    }
    defer { inflateEnd(&stream) }
    stream.next_in = pointer(bytes)
    stream.avail_in = UInt32(clamping: bytes.count)
    var output: [UInt8] = []
    output.reserveCapacity(min(saidLength(bytes), limit))
    var status = Z_OK
    repeat {
      // Members may follow each other (RFC 1952, section 2.2).
      if status == Z_STREAM_END { inflateReset(&stream) }
      status = step(&stream, &output)
      guard output.count <= limit else { throw .overLimit }
      guard status == Z_OK || status == Z_STREAM_END else {
        throw .corrupt(stream.msg.map { String(cString: $0) } ?? "it is cut short")
      }
    } while status != Z_STREAM_END || stream.avail_in > 0
    return output
  }

  private static func step(_ stream: inout z_stream, _ output: inout [UInt8]) -> Int32 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16_384) { piece in
      stream.next_out = piece.baseAddress
      stream.avail_out = UInt32(piece.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      output.append(contentsOf: piece[..<(piece.count - Int(stream.avail_out))])
      return status
    }
  }

  /// What the last four bytes say about the length, believed as far as deflate can shrink anything (1032 : 1).
  static func saidLength(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard bytes.count >= 4 else { return 0 }
    let said = bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
    return min(Int(UInt32(littleEndian: said)), bytes.count * 1032)
  }

  /// zlib does not write to its input; its header does not say so.
  private static func pointer(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutablePointer<UInt8>? {
    UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
  }
}
