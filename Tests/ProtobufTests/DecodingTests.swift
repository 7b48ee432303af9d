import GalleonAPI
import Protobuf
import Testing

/// What comes from the network is read by the specification, or refused with the reason.
@Suite struct DecodingTests {
  // MARK: Text

  @Test func aNulInAStringStays() throws {
    let bytes = Wire.field(14, "ab\0evil")
    let message = try Everything.decode(bytes)
    #expect(message.stringField == "ab\0evil")
    #expect(try message.encode() == bytes)
  }

  @Test(
    arguments: [
      [0xC3, 0x28], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xE2, 0x82],
    ] as [[UInt8]])
  func textThatIsNotUTF8IsRefused(_ text: [UInt8]) {
    let expected = ProtobufError.invalidUTF8(field: "galleon.test.v1.Everything.string_field")
    #expect(throws: expected) { try Everything.decode(Wire.field(14, text)) }
    // Also where a later value replaces it, so that it would never be looked at.
    #expect(throws: expected) {
      try Everything.decode(Wire.field(14, text) + Wire.field(14, "fine"))
    }
    #expect(throws: ProtobufError.invalidUTF8(field: "galleon.test.v1.Everything.string_choice")) {
      try Everything.decode(Wire.field(63, text) + Wire.field(61, varint: 1))
    }
    #expect(throws: ProtobufError.invalidUTF8(field: "galleon.test.v1.Everything.string_list")) {
      try Everything.decode(Wire.field(34, "fine") + Wire.field(34, text))
    }
    #expect(throws: ProtobufError.invalidUTF8(field: "galleon.test.v1.Everything.text_by_text")) {
      try Everything.decode(Wire.field(41, Wire.field(1, text)))
    }
    #expect(throws: Never.self) { try Everything.decode(Wire.field(15, text)) }
  }

  // MARK: Depth and size

  private func nested(_ levels: Int) -> [UInt8] {
    (0..<levels).reduce([]) { bytes, _ in Wire.field(19, bytes) }
  }

  @Test func aHundredLevelsAreReadAndWritten() throws {
    let message = try Everything.decode(nested(100))
    #expect(try message.encode() == nested(100))
  }

  @Test(arguments: [101, 530, 8_711, 100_000])
  func moreLevelsAreRefused(_ levels: Int) {
    // 8,711 levels, 29 KB, crash protobuf-c on a stack of 8 MiB.
    let error = ProtobufError.nestingTooDeep(limit: 100)
    #expect(throws: error) { try Everything.decode(nested(levels)) }
    let groups =
      [UInt8](repeating: 0x0B, count: levels) + [UInt8](repeating: 0x0C, count: levels)
    #expect(throws: error) { try Everything.decode(groups) }
  }

  @Test func whatNobodyWouldReadIsNotWritten() {
    var message = Everything()
    for _ in 0..<101 { message = Everything(everythingField: message) }
    #expect(throws: ProtobufError.nestingTooDeep(limit: 100)) { try message.encode() }
  }

  @Test func unknownBytesAreNotTakenForMessages() throws {
    // The bytes of an unknown field look like a message that is too deep; nobody said it is one.
    let bytes = Wire.field(900, nested(200))
    #expect(try Everything.decode(bytes).encode() == bytes)
  }

  @Test func moreBytesThanAllowedAreRefused() {
    let bytes = Wire.field(15, [UInt8](repeating: 0, count: 100))
    #expect(throws: ProtobufError.messageTooLarge(bytes: bytes.count, limit: 101)) {
      try Everything.decode(bytes, limits: DecodingLimits(messageBytes: 101))
    }
    #expect(throws: Never.self) {
      try Everything.decode(bytes, limits: DecodingLimits(messageBytes: bytes.count))
    }
  }

  @Test func fewBytesThatTakeMuchMemoryAreRefused() {
    // Each two or three bytes are a message whose struct takes a kilobyte.
    let bytes = [[UInt8]](repeating: Wire.field(38, []), count: 10_000).flatMap { $0 }
    #expect(throws: ProtobufError.tooMuchMemory(limit: 1 << 20)) {
      try Everything.decode(bytes, limits: DecodingLimits(workingBytes: 1 << 20))
    }
    #expect(throws: Never.self) { try Everything.decode(bytes) }
  }

  // MARK: Malformed

  @Test func bytesThatEndEarlyAreRefusedOrAShorterMessage() throws {
    var message = Everything(stringField: "text", innerField: .init(name: "a", numbers: [1, 300]))
    message.textByText = ["key": "value"]
    message.choice = .durationChoice(GoogleProtobufDuration(seconds: 1 << 40))
    message.doubleField = 1
    let bytes = try message.encode()
    for count in bytes.indices {
      do throws(ProtobufError) {
        // Cut between two fields: what is left is a message, and stays what it is.
        let shorter = try Everything.decode(Array(bytes[..<count]))
        #expect(try shorter.encode() == Array(bytes[..<count]))
      } catch {
        guard case .malformed = error else {
          Issue.record("\(error)")
          continue
        }
      }
    }
  }

  @Test(
    arguments: [
      ([0x00, 0x00], "a field has the number 0"),
      ([0x0E], "field 1 has wire type 6, which does not exist"),
      ([0x0C], "group 1 ends without a start"),
      ([0x0B, 0x14], "group 1 ends as group 2"),
      ([0x0B], "the bytes end within group 1"),
      ([0x08], "the bytes end within a number"),
      ([0x08, 0x80], "the bytes end within a number"),
      ([0x3D, 0, 0, 0], "the bytes end within a number"),
      ([0x72], "the bytes end within a length"),
      ([0x72, 0x02, 0x61], "the bytes end within a field"),
      ([0x72, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], "a length has more than 31 bits"),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0x10], "a field's tag has more than 32 bits"),
      ([0x88, 0x80], "the bytes end within a field's tag"),
      (
        [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
        "a number has more than 64 bits"
      ),
      (
        [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02],
        "a number has more than 64 bits"
      ),
      ([0xDA, 0x01, 0x03, 0, 0, 0], "field 27 is packed and not a multiple of 4 bytes long"),
      ([0xAA, 0x01, 0x02, 0x01, 0x80], "the bytes end within a number"),
    ] as [([UInt8], String)])
  func theReasonIsNamed(_ bytes: [UInt8], _ sentence: String) {
    #expect(throws: ProtobufError.malformed(sentence)) { try Everything.decode(bytes) }
    // The same inside of a message.
    #expect(throws: ProtobufError.malformed(sentence)) {
      try Everything.decode(Wire.field(19, bytes))
    }
  }

  // MARK: What protobuf-c alone would not do

  @Test func anUnknownEnumValueIsKept() throws {
    let bytes = Wire.field(16, varint: 77)
    let message = try Everything.decode(bytes)
    #expect(message.colorField == Color(rawValue: 77))
    #expect(message.colorField.name == nil)
    #expect("\(message.colorField)" == "77")
    #expect("\(Color.infrared)" == "COLOR_INFRARED")
    #expect(try message.encode() == bytes)
  }

  @Test func ofTwoEntriesWithOneKeyTheLastCounts() throws {
    let entry = { (value: String) in Wire.field(41, Wire.field(1, "k") + Wire.field(2, value)) }
    #expect(try Everything.decode(entry("a") + entry("b")).textByText == ["k": "b"])
    #expect(try Everything.decode(Wire.field(41, [])).textByText == ["": ""])
    #expect(try Everything.decode(Wire.field(42, [])).innerByInt32 == [0: .init()])
  }

  @Test func aMessageThatComesTwiceIsMerged() throws {
    let first = Wire.field(
      17, Wire.field(1, "name") + Wire.field(2, varint: 1) + Wire.field(4, [1]))
    let second = Wire.field(17, Wire.field(2, varint: 2) + Wire.field(4, [2]))
    let merged = try Everything.decode(first + second)
    #expect(merged.innerField == .init(name: "name", number: 2, numbers: [1, 2]))
  }

  @Test func ofAOneofTheLastMemberCounts() throws {
    let inner = { (field: UInt64) in Wire.field(66, Wire.field(field, varint: field)) }
    let number = Wire.field(61, varint: 5)
    #expect(try Everything.decode(inner(2) + number).choice == .int32Choice(5))
    #expect(try Everything.decode(number + inner(2)).choice == .innerChoice(.init(number: 2)))
    // One member, twice: merged. With another in between: begun anew.
    #expect(
      try Everything.decode(inner(2) + inner(3)).choice
        == .innerChoice(.init(number: 2, kind: .init(rawValue: 3))))
    #expect(
      try Everything.decode(inner(2) + number + inner(3)).choice
        == .innerChoice(.init(kind: .init(rawValue: 3))))
    #expect(try Everything.decode(Wire.field(63, "")).choice == .stringChoice(""))
  }

  @Test func unknownFieldsAndGroupsAreKept() throws {
    let unknown: [UInt8] =
      Wire.field(900, varint: 1) + Wire.field(901, "x") + [0xA3, 0x38, 0x08, 0x01, 0xA4, 0x38]
      + Wire.varint(19000 << 3) + [7] + Wire.field(19000, [0xFF])
      + [0x0A, 0x01, 0x00]  // field 1 is a number in the schema
    for bytes in [unknown, Wire.field(19, unknown), Wire.field(38, unknown)] {
      #expect(try Everything.decode(bytes).encode() == bytes)
    }
    #expect(try Everything.decode(unknown).unknownFields == unknown)
    #expect(try Everything.decode(unknown) != Everything())
  }

  @Test func packedAndUnpackedNumbersMix() throws {
    let bytes =
      Wire.field(21, varint: 1) + Wire.field(21, [2, 3]) + Wire.field(39, [4]) + [0xB8, 0x02, 0x05]
    let message = try Everything.decode(bytes)
    #expect(message.int32List == [1, 2, 3])
    #expect(message.unpackedList == [4, 5])
  }

  @Test func presenceIsKept() throws {
    let bytes = Wire.field(71, varint: 0) + Wire.field(72, "") + Wire.field(75, [])
    let message = try Everything.decode(bytes)
    #expect(message.int32Optional == 0)
    #expect(message.stringOptional == "")
    #expect(message.innerOptional == .init())
    #expect(message.boolOptional == nil)
    #expect(try message.encode() == bytes)
  }

  @Test func equalMessagesGiveEqualBytes() throws {
    let keys = (0..<50).map { "key \($0)" }
    let first = Everything(textByText: Dictionary(uniqueKeysWithValues: keys.map { ($0, $0) }))
    var second = Everything()
    for key in keys.reversed() { second.textByText[key] = key }
    #expect(try first.encode() == second.encode())
    #expect(try Everything(doubleField: -0.0).encode().isEmpty == false)
  }
}
