import GalleonAPI
import Testing

@testable import Protobuf

/// Memory for a message is set aside before protobuf-c writes it. If it were too little, what lies behind would be overwritten.
@Suite struct PackedSizeTests {
  @Test(arguments: messages.indices)
  func noMessageIsLongerThanThoughtBeforehand(_ index: Int) throws {
    try check(Self.messages[index])
  }

  /// Here no field leaves room to another.
  @Test func norIsOneThatHasNothingButNumbers() throws {
    try check(GoogleProtobufTimestamp(seconds: -1, nanos: -1))
    try check(GoogleProtobufInt64Value(value: -1))
    try check(GoogleProtobufUInt64Value(value: .max))
    try check(GoogleProtobufInt32Value(value: -1))
    try check(GoogleProtobufUInt32Value(value: .max))
    try check(GoogleProtobufDoubleValue(value: 1))
    try check(GoogleProtobufFloatValue(value: 1))
    try check(GoogleProtobufBoolValue(value: true))
  }

  private func check<Message: BridgedMessage>(_ message: Message) throws {
    let atMost = try Arena.withArena(limit: Arena.encodingLimit) { (arena) throws(ProtobufError) in
      _ = try arena.message(message)
      return arena.state.pointee.packedBytes
    }
    let count = try message.encode().count
    #expect(count > 0 && count <= atMost)
  }

  /// Most fields that are one number at their longest, and one more kind of field each.
  static let messages = [
    message { $0.int32Field = -1 }, message { $0.int64Field = -1 },
    message { $0.uint64Field = .max }, message { $0.colorField = .infrared },
    message { $0.farthest = -1 }, message { $0.farText = text },
    message { $0.stringField = text }, message { $0.bytesField = bytes },
    message { $0.int32List = [Int32](repeating: -1, count: 2000) },
    message { $0.unpackedList = [Int32](repeating: -1, count: 2000) },
    message { $0.doubleList = [Double](repeating: 1, count: 2000) },
    message { $0.stringList = [String](repeating: text, count: 100) },
    message { $0.bytesList = [[UInt8]](repeating: [], count: 2000) },
    message { $0.innerList = [Everything.Inner](repeating: .init(number: -1), count: 2000) },
    message { $0.everythingField = message { $0.int64Field = -1 } },
    message { $0.int64ByFixed64 = Dictionary(uniqueKeysWithValues: (0..<1000).map { ($0, -1) }) },
    message {
      $0.bytesByUint32 = Dictionary(uniqueKeysWithValues: (0..<100).map { (.max - $0, bytes) })
    },
    message {
      $0.innerByInt32 = Dictionary(
        uniqueKeysWithValues: (1...100).map { (-$0, .init(name: text, number: -1)) })
    },
    message { $0.choice = .bytesChoice(bytes) }, message { $0.innerOptional = .init(number: -1) },
    message { $0.unknownFields = [0xF0, 0xFF, 0xFF, 0xFF, 0x0F, 0x01] },
  ]

  private static let text = String(repeating: "é", count: 10_000)
  private static let bytes = [UInt8](repeating: 0, count: 20_000)

  private static func message(_ change: (inout Everything) -> Void) -> Everything {
    // A field that is not set leaves its room to the others.
    var message = Everything()
    (message.int32Field, message.int64Field, message.uint32Field) = (-1, -1, .max)
    (message.uint64Field, message.sint32Field, message.sint64Field) = (.max, .min, .min)
    (message.fixed32Field, message.fixed64Field, message.boolField) = (1, 1, true)
    (message.sfixed32Field, message.sfixed64Field) = (-1, -1)
    (message.floatField, message.doubleField, message.colorField) = (-1, -1, .infrared)
    (message.innerField, message.timeField) = (.init(), .init(seconds: -1, nanos: -1))
    (message.int32Optional, message.colorOptional, message.boolOptional) = (-1, .infrared, false)
    (message.default, message.farInner, message.farthest) = (-1, .init(number: -1), -1)
    change(&message)
    return message
  }
}
