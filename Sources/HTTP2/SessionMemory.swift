import CNghttp2
import Glibc

/// nghttp2's memory for one session. nghttp2 allocates about a dozen small blocks for each stream, many streams at a time and
/// frees them together, which is more than malloc(3) caches; here a freed block goes to a list of its size and back.
///
/// Blocks of up to 1 KiB are rounded up to multiples of 16 bytes, because each stream keeps two as long as it lives; larger
/// ones are malloc's. A block has 8 bytes in front that say which list it belongs to: nothing of nghttp2's needs to lie at
/// more than a multiple of 8.
struct SessionMemory: ~Copyable {
  private struct Lists {
    var first: InlineArray<64, UnsafeMutableRawPointer?> = .init(repeating: nil)
    var keptBytes = 0
  }

  private let lists: UnsafeMutablePointer<Lists>
  private static let step = 16
  private static let listCount = 64
  private static let front = 8
  private static let large = listCount
  /// What the lists may hold: the streams of a busy connection.
  private static let keptBytesMax = 262_144

  init() {
    lists = .allocate(capacity: 1)
    lists.initialize(to: Lists())
  }

  /// Frees what the lists hold.
  func trim() {
    for list in 0..<Self.listCount {
      while let block = lists.pointee.first[list] {
        lists.pointee.first[list] = block.load(as: UnsafeMutableRawPointer?.self)
        Glibc.free(block - Self.front)
      }
    }
    lists.pointee.keptBytes = 0
  }

  deinit {
    trim()
    lists.deinitialize(count: 1)
    lists.deallocate()
  }

  /// The functions for nghttp2; valid as long as this lives.
  var functions: nghttp2_mem {
    nghttp2_mem(
      mem_user_data: UnsafeMutableRawPointer(lists),
      malloc: { size, lists in SessionMemory.allocate(size, SessionMemory.lists(lists)) },
      free: { block, lists in SessionMemory.free(block, SessionMemory.lists(lists)) },
      calloc: { count, size, lists in
        let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: size)
        guard !isTooMuch, let block = SessionMemory.allocate(bytes, SessionMemory.lists(lists))
        else { return nil }
        memset(block, 0, bytes)
        return block
      },
      realloc: { block, size, lists in
        SessionMemory.reallocate(block, size, SessionMemory.lists(lists))
      })
  }

  private static func lists(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Lists> {
    guard let data else { preconditionFailure("nghttp2 lost the memory of its session") }
    return data.assumingMemoryBound(to: Lists.self)
  }

  private static func allocate(_ size: Int, _ lists: UnsafeMutablePointer<Lists>)
    -> UnsafeMutableRawPointer?
  {
    let list = max(0, size - 1) / step
    if list < listCount, let block = lists.pointee.first[list] {
      lists.pointee.first[list] = block.load(as: UnsafeMutableRawPointer?.self)
      lists.pointee.keptBytes -= (list + 1) * step
      return block
    }
    let capacity = list < listCount ? (list + 1) * step : size
    guard let base = malloc(front + capacity) else { return nil }
    base.storeBytes(of: min(list, large), as: Int.self)
    return base + front
  }

  private static func free(
    _ block: UnsafeMutableRawPointer?, _ lists: UnsafeMutablePointer<Lists>
  ) {
    guard let block else { return }
    let list = (block - front).load(as: Int.self)
    guard list < listCount, lists.pointee.keptBytes < keptBytesMax else {
      return Glibc.free(block - front)
    }
    block.storeBytes(of: lists.pointee.first[list], as: UnsafeMutableRawPointer?.self)
    lists.pointee.first[list] = block
    lists.pointee.keptBytes += (list + 1) * step
  }

  private static func reallocate(
    _ block: UnsafeMutableRawPointer?, _ size: Int, _ lists: UnsafeMutablePointer<Lists>
  ) -> UnsafeMutableRawPointer? {
    guard let block else { return allocate(size, lists) }
    let list = (block - front).load(as: Int.self)
    if list == large {
      return realloc(block - front, front + size).map { $0 + front }
    }
    let capacity = (list + 1) * step
    if size <= capacity { return block }
    guard let larger = allocate(size, lists) else { return nil }
    memcpy(larger, block, capacity)
    free(block, lists)
    return larger
  }
}
