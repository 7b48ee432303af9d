import GalleonAPI
import Protobuf
import Testing

/// A message with every field of every type survives a round trip.
@Suite struct EverythingTests {
  @Test func everyFieldComesBack() throws {
    var message = Everything()
    message.int32Field = -1
    message.int64Field = .min
    message.uint32Field = .max
    message.uint64Field = .max
    message.sint32Field = .min
    message.sint64Field = .min
    message.fixed32Field = 7
    message.fixed64Field = 8
    message.sfixed32Field = -9
    message.sfixed64Field = -10
    message.floatField = 1.5
    message.doubleField = -2.25
    message.boolField = true
    message.stringField = "é\0evil"
    message.bytesField = [0, 255]
    message.colorField = .infrared
    message.innerField = Everything.Inner(name: "a", numbers: [1, 2], pick: .inner(.init()))
    message.timeField = GoogleProtobufTimestamp(seconds: 1, nanos: 2)
    message.everythingField = Everything(stringField: "deep")
    message.int32List = [0, -1]
    message.boolList = [true, false]
    message.stringList = ["", "a\0b"]
    message.bytesList = [[], [0]]
    message.colorList = [.red, .infrared, Color(rawValue: 77)]
    message.innerList = [.init(), .init(name: "x")]
    message.everythingList = [Everything()]
    message.unpackedList = [3, 4]
    message.textByText = ["": "", "b": "c", "\0": "\0"]
    message.innerByInt32 = [0: .init(), -5: .init(name: "y")]
    message.textByBool = [false: "f", true: "t"]
    message.everythingByText = ["k": Everything(boolField: true)]
    message.choice = .stringChoice("")
    message.int32Optional = 0
    message.stringOptional = ""
    message.innerOptional = .init()
    message.self_ = "s"
    message.farText = "far"
    message.farthest = 5
    let bytes = try message.encode()
    #expect(try Everything.decode(bytes) == message)
    #expect(try Everything.decode(bytes).encode() == bytes)
    #expect(try message.encode(reserving: 5) == [0, 0, 0, 0, 0] + bytes)
    var taken: [UInt8] = []
    try message.encode(reserving: 5) { taken = Array($0) }
    #expect(taken == [0, 0, 0, 0, 0] + bytes)
  }
}
