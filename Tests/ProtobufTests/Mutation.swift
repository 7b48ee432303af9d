/// Bytes that are nearly a message.
enum Mutation {
  /// Things that a reader may stumble over: tags, groups, lengths, varints, text.
  private static let morsels: [[UInt8]] = [
    [0x00], [0x08, 0x96, 0x01], [0x0B, 0x0C], [0x0B, 0x0B, 0x0C, 0x0C], [0x0B], [0x0C],
    [0x13, 0x14],
    [0x0A, 0x00], [0x0A, 0x02, 0xC3, 0x28], [0x0A, 0x01, 0x00], [0x12, 0x00],
    [0x12, 0x02, 0x08, 0x01],
    [0x0F], [0x0E], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xC2, 0xA3, 0x09, 0x01, 0x08],
    [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x80, 0x00],
    [0x88, 0x80, 0x00, 0x05],
    [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07],
    [0x8A, 0x01, 0x00, 0x8A, 0x01, 0x02, 0x10, 0x05], [0xCA, 0x02, 0x00],
    [0xD2, 0x02, 0x02, 0x08, 0x01],
  ]

  static func of(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0...Int.random(in: 0..<3, using: &generator) { mutate(&bytes, &generator) }
    return bytes
  }

  private static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    let place = Int.random(in: 0...bytes.count, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 0...12, using: &generator))
    switch Int.random(in: 0..<7, using: &generator) {
    case 0 where place < bytes.count:
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &generator)
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    case 4: bytes.removeLast(bytes.count - place)
    case 5: bytes += bytes.prefix(place)
    default:
      let morsel = morsels.randomElement(using: &generator) ?? []
      bytes.insert(contentsOf: morsel, at: Bool.random(using: &generator) ? place : bytes.count)
    }
  }
}
