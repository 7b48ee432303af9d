/// That a file arrived whole: the source inode as it was when it was copied, and the inode it became. One of a copy that
/// has only `begun` names the two inodes and matches no state of the source.
struct JournalRecord: Hashable, Sendable {
  let source: FileKey
  let changeSeconds: Int64
  let changeNanoseconds: UInt32
  let destinationInode: UInt64

  init(source: FileStat, destinationInode: UInt64) {
    self.source = source.key
    changeSeconds = source.ctime_sec
    changeNanoseconds = source.ctime_nsec
    self.destinationInode = destinationInode
  }

  /// That a copy was begun. No file changed at this time.
  init(begun source: FileStat, destinationInode: UInt64) {
    self.source = source.key
    changeSeconds = .min
    changeNanoseconds = 0
    self.destinationInode = destinationInode
  }

  func matches(_ source: FileStat, destinationInode: UInt64) -> Bool {
    isOf(source) && self.destinationInode == destinationInode
  }

  /// Whether the source file is as it was when it was copied, whatever became of the copy.
  func isOf(_ source: FileStat) -> Bool {
    source.ctime_sec == changeSeconds && source.ctime_nsec == changeNanoseconds
  }

  static let size = 48

  init?(_ words: UnsafeRawBufferPointer) {
    func word(_ index: Int) -> UInt64 {
      UInt64(littleEndian: words.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
    }
    guard words.count == Self.size, word(5) == Self.checksum((0..<5).map(word)) else { return nil }
    source = FileKey(device: word(0), inode: word(1))
    changeSeconds = Int64(bitPattern: word(2))
    changeNanoseconds = UInt32(truncatingIfNeeded: word(3))
    destinationInode = word(4)
  }

  func append(to bytes: inout [UInt8]) {
    let words = [
      source.device, source.inode, UInt64(bitPattern: changeSeconds), UInt64(changeNanoseconds),
      destinationInode,
    ]
    for word in words + [Self.checksum(words)] {
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
  }

  /// A mark rather than a file: `inode` 0 is no file's.
  static func mark(_ kind: UInt64, boot: UInt64) -> JournalRecord {
    JournalRecord(mark: kind, boot: boot)
  }

  private init(mark: UInt64, boot: UInt64) {
    source = FileKey(device: mark, inode: 0)
    changeSeconds = 0
    changeNanoseconds = 0
    destinationInode = boot
  }

  /// FNV-1a over the words; tells a torn record from a whole one.
  private static func checksum(_ words: [UInt64]) -> UInt64 {
    words.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01B3 }
  }
}
