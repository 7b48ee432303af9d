// Made by protoc-gen-galleon from galleon/test/v1/everything.proto; see scripts/generate-swift.sh.

import CTestProto
import GalleonAPI
import Protobuf

/// An enum with a negative value and an alias.
package struct Color: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let unspecified = Color(rawValue: 0)

  package static let red = Color(rawValue: 1)

  package static let crimson = Color(rawValue: 1)

  package static let infrared = Color(rawValue: -1)

  package static let color2 = Color(rawValue: 2)

  /// The values that the schema names, in its order.
  package static let allValues: [Color] = [.unspecified, .red, .infrared, .color2]

  package var name: String? {
    switch rawValue {
    case 0: "COLOR_UNSPECIFIED"
    case 1: "COLOR_RED"
    case -1: "COLOR_INFRARED"
    case 2: "COLOR_2"
    default: nil
    }
  }
}

/// A field of every type, in every cardinality.
package struct Everything: BridgedMessage {
  package static let fullName = "galleon.test.v1.Everything"
  package static let plan = MessagePlan.of(galleon__test__v1__everything__init)
  package static let defaults = Defaults(Everything())

  package var int32Field: Int32 = 0

  package var int64Field: Int64 = 0

  package var uint32Field: UInt32 = 0

  package var uint64Field: UInt64 = 0

  package var sint32Field: Int32 = 0

  package var sint64Field: Int64 = 0

  package var fixed32Field: UInt32 = 0

  package var fixed64Field: UInt64 = 0

  package var sfixed32Field: Int32 = 0

  package var sfixed64Field: Int64 = 0

  package var floatField: Float = 0

  package var doubleField: Double = 0

  package var boolField: Bool = false

  package var stringField: String = ""

  package var bytesField: [UInt8] = []

  package var colorField: Color = Color()

  package var innerField: Everything.Inner?

  package var timeField: GoogleProtobufTimestamp?

  /// Contains itself.
  package var everythingField: Everything? {
    get { boxedEverythingField?.value }
    set { boxedEverythingField = newValue.map { Box($0) } }
  }
  private var boxedEverythingField: Box<Everything>?

  package var int32List: [Int32] = []

  package var int64List: [Int64] = []

  package var uint32List: [UInt32] = []

  package var uint64List: [UInt64] = []

  package var sint32List: [Int32] = []

  package var sint64List: [Int64] = []

  package var fixed32List: [UInt32] = []

  package var fixed64List: [UInt64] = []

  package var sfixed32List: [Int32] = []

  package var sfixed64List: [Int64] = []

  package var floatList: [Float] = []

  package var doubleList: [Double] = []

  package var boolList: [Bool] = []

  package var stringList: [String] = []

  package var bytesList: [[UInt8]] = []

  package var colorList: [Color] = []

  package var innerList: [Everything.Inner] = []

  package var everythingList: [Everything] = []

  package var unpackedList: [Int32] = []

  package var textByText: [String: String] = [:]

  package var innerByInt32: [Int32: Everything.Inner] = [:]

  package var doubleByInt64: [Int64: Double] = [:]

  package var bytesByUint32: [UInt32: [UInt8]] = [:]

  package var boolByUint64: [UInt64: Bool] = [:]

  package var colorBySint32: [Int32: Color] = [:]

  package var floatBySint64: [Int64: Float] = [:]

  package var int32ByFixed32: [UInt32: Int32] = [:]

  package var int64ByFixed64: [UInt64: Int64] = [:]

  package var uint32BySfixed32: [Int32: UInt32] = [:]

  package var uint64BySfixed64: [Int64: UInt64] = [:]

  package var textByBool: [Bool: String] = [:]

  package var everythingByText: [String: Everything] = [:]

  /// One of many.
  package var choice: Choice?

  /// With presence.
  package var int32Optional: Int32?

  package var stringOptional: String?

  package var boolOptional: Bool?

  package var colorOptional: Color?

  package var innerOptional: Everything.Inner?

  package var bytesOptional: [UInt8]?

  package var doubleOptional: Double?

  /// Names that are words of Swift or of C.
  package var self_: String = ""

  package var `class`: String = ""

  package var `default`: Int32 = 0

  package var `in`: Bool = false

  package var init_: String = ""

  package var plan_: String = ""

  package var camelCase: String = ""

  package var `protocol`: [String] = []

  package var `switch`: Switch?

  /// Numbers beyond the dense table and the largest one.
  package var farText: String = ""

  package var farInner: Everything.Inner?

  package var farthest: Int32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    int32Field: Int32 = 0, int64Field: Int64 = 0, uint32Field: UInt32 = 0, uint64Field: UInt64 = 0,
    sint32Field: Int32 = 0, sint64Field: Int64 = 0, fixed32Field: UInt32 = 0,
    fixed64Field: UInt64 = 0, sfixed32Field: Int32 = 0, sfixed64Field: Int64 = 0,
    floatField: Float = 0, doubleField: Double = 0, boolField: Bool = false,
    stringField: String = "", bytesField: [UInt8] = [], colorField: Color = Color(),
    innerField: Everything.Inner? = nil, timeField: GoogleProtobufTimestamp? = nil,
    everythingField: Everything? = nil, int32List: [Int32] = [], int64List: [Int64] = [],
    uint32List: [UInt32] = [], uint64List: [UInt64] = [], sint32List: [Int32] = [],
    sint64List: [Int64] = [], fixed32List: [UInt32] = [], fixed64List: [UInt64] = [],
    sfixed32List: [Int32] = [], sfixed64List: [Int64] = [], floatList: [Float] = [],
    doubleList: [Double] = [], boolList: [Bool] = [], stringList: [String] = [],
    bytesList: [[UInt8]] = [], colorList: [Color] = [], innerList: [Everything.Inner] = [],
    everythingList: [Everything] = [], unpackedList: [Int32] = [],
    textByText: [String: String] = [:], innerByInt32: [Int32: Everything.Inner] = [:],
    doubleByInt64: [Int64: Double] = [:], bytesByUint32: [UInt32: [UInt8]] = [:],
    boolByUint64: [UInt64: Bool] = [:], colorBySint32: [Int32: Color] = [:],
    floatBySint64: [Int64: Float] = [:], int32ByFixed32: [UInt32: Int32] = [:],
    int64ByFixed64: [UInt64: Int64] = [:], uint32BySfixed32: [Int32: UInt32] = [:],
    uint64BySfixed64: [Int64: UInt64] = [:], textByBool: [Bool: String] = [:],
    everythingByText: [String: Everything] = [:], choice: Choice? = nil,
    int32Optional: Int32? = nil, stringOptional: String? = nil, boolOptional: Bool? = nil,
    colorOptional: Color? = nil, innerOptional: Everything.Inner? = nil,
    bytesOptional: [UInt8]? = nil, doubleOptional: Double? = nil, self_: String = "",
    `class`: String = "", `default`: Int32 = 0, `in`: Bool = false, init_: String = "",
    plan_: String = "", camelCase: String = "", `protocol`: [String] = [], `switch`: Switch? = nil,
    farText: String = "", farInner: Everything.Inner? = nil, farthest: Int32 = 0
  ) {
    self.int32Field = int32Field
    self.int64Field = int64Field
    self.uint32Field = uint32Field
    self.uint64Field = uint64Field
    self.sint32Field = sint32Field
    self.sint64Field = sint64Field
    self.fixed32Field = fixed32Field
    self.fixed64Field = fixed64Field
    self.sfixed32Field = sfixed32Field
    self.sfixed64Field = sfixed64Field
    self.floatField = floatField
    self.doubleField = doubleField
    self.boolField = boolField
    self.stringField = stringField
    self.bytesField = bytesField
    self.colorField = colorField
    self.innerField = innerField
    self.timeField = timeField
    self.everythingField = everythingField
    self.int32List = int32List
    self.int64List = int64List
    self.uint32List = uint32List
    self.uint64List = uint64List
    self.sint32List = sint32List
    self.sint64List = sint64List
    self.fixed32List = fixed32List
    self.fixed64List = fixed64List
    self.sfixed32List = sfixed32List
    self.sfixed64List = sfixed64List
    self.floatList = floatList
    self.doubleList = doubleList
    self.boolList = boolList
    self.stringList = stringList
    self.bytesList = bytesList
    self.colorList = colorList
    self.innerList = innerList
    self.everythingList = everythingList
    self.unpackedList = unpackedList
    self.textByText = textByText
    self.innerByInt32 = innerByInt32
    self.doubleByInt64 = doubleByInt64
    self.bytesByUint32 = bytesByUint32
    self.boolByUint64 = boolByUint64
    self.colorBySint32 = colorBySint32
    self.floatBySint64 = floatBySint64
    self.int32ByFixed32 = int32ByFixed32
    self.int64ByFixed64 = int64ByFixed64
    self.uint32BySfixed32 = uint32BySfixed32
    self.uint64BySfixed64 = uint64BySfixed64
    self.textByBool = textByBool
    self.everythingByText = everythingByText
    self.choice = choice
    self.int32Optional = int32Optional
    self.stringOptional = stringOptional
    self.boolOptional = boolOptional
    self.colorOptional = colorOptional
    self.innerOptional = innerOptional
    self.bytesOptional = bytesOptional
    self.doubleOptional = doubleOptional
    self.self_ = self_
    self.class = `class`
    self.default = `default`
    self.in = `in`
    self.init_ = init_
    self.plan_ = plan_
    self.camelCase = camelCase
    self.protocol = `protocol`
    self.switch = `switch`
    self.farText = farText
    self.farInner = farInner
    self.farthest = farthest
  }

  /// One of many.
  package enum Choice: Sendable, Hashable {
    case int32Choice(Int32)
    case boolChoice(Bool)
    case stringChoice(String)
    case bytesChoice([UInt8])
    case colorChoice(Color)
    case innerChoice(Everything.Inner)
    indirect case everythingChoice(Everything)
    case doubleChoice(Double)
    case durationChoice(GoogleProtobufDuration)
  }

  /// What `switch` is.
  package enum Switch: Sendable, Hashable {
    case `case`(String)
    case register(String)
  }

  /// Nested in the message.
  package struct Inner: BridgedMessage {
    package static let fullName = "galleon.test.v1.Everything.Inner"
    package static let plan = MessagePlan.of(galleon__test__v1__everything__inner__init)
    package static let defaults = Defaults(Everything.Inner())

    package var name: String = ""

    package var number: Int64 = 0

    package var kind: Everything.Inner.Kind = Everything.Inner.Kind()

    package var numbers: [Int32] = []

    package var pick: Pick?

    /// Fields that the schema does not know, as they were on the wire.
    package var unknownFields: [UInt8] = []

    package init() {}

    package init(
      name: String = "", number: Int64 = 0, kind: Everything.Inner.Kind = Everything.Inner.Kind(),
      numbers: [Int32] = [], pick: Pick? = nil
    ) {
      self.name = name
      self.number = number
      self.kind = kind
      self.numbers = numbers
      self.pick = pick
    }

    /// What `pick` is.
    package enum Pick: Sendable, Hashable {
      case text(String)
      indirect case inner(Everything.Inner)
    }

    /// Nested deeper.
    package struct Kind: ProtobufEnum {
      package let rawValue: Int32

      package init(rawValue: Int32) { self.rawValue = rawValue }

      package static let unspecified = Everything.Inner.Kind(rawValue: 0)

      package static let small = Everything.Inner.Kind(rawValue: 1)

      /// The values that the schema names, in its order.
      package static let allValues: [Everything.Inner.Kind] = [.unspecified, .small]

      package var name: String? {
        switch rawValue {
        case 0: "KIND_UNSPECIFIED"
        case 1: "KIND_SMALL"
        default: nil
        }
      }
    }
  }
}

extension Everything {
  package mutating func read(from source: UnsafePointer<Galleon__Test__V1__Everything>)
    throws(ProtobufError)
  {
    self.int32Field = source.pointee.int32_field
    self.int64Field = source.pointee.int64_field
    self.uint32Field = source.pointee.uint32_field
    self.uint64Field = source.pointee.uint64_field
    self.sint32Field = source.pointee.sint32_field
    self.sint64Field = source.pointee.sint64_field
    self.fixed32Field = source.pointee.fixed32_field
    self.fixed64Field = source.pointee.fixed64_field
    self.sfixed32Field = source.pointee.sfixed32_field
    self.sfixed64Field = source.pointee.sfixed64_field
    self.floatField = Float(bitPattern: source.pointee.float_field)
    self.doubleField = Double(bitPattern: source.pointee.double_field)
    self.boolField = source.pointee.bool_field != 0
    try source.pointee.string_field.read(
      into: &self.stringField, "galleon.test.v1.Everything.string_field")
    self.bytesField = source.pointee.bytes_field.bytes
    self.colorField = Color(
      rawValue: .init(truncatingIfNeeded: source.pointee.color_field.rawValue))
    try self.innerField.read(from: source.pointee.inner_field)
    try self.timeField.read(from: source.pointee.time_field)
    try self.everythingField.read(from: source.pointee.everything_field)
    if source.pointee.n_int32_list != 0 {
      self.int32List = [Int32](source.pointee.int32_list, source.pointee.n_int32_list)
    }
    if source.pointee.n_int64_list != 0 {
      self.int64List = [Int64](source.pointee.int64_list, source.pointee.n_int64_list)
    }
    if source.pointee.n_uint32_list != 0 {
      self.uint32List = [UInt32](source.pointee.uint32_list, source.pointee.n_uint32_list)
    }
    if source.pointee.n_uint64_list != 0 {
      self.uint64List = [UInt64](source.pointee.uint64_list, source.pointee.n_uint64_list)
    }
    if source.pointee.n_sint32_list != 0 {
      self.sint32List = [Int32](source.pointee.sint32_list, source.pointee.n_sint32_list)
    }
    if source.pointee.n_sint64_list != 0 {
      self.sint64List = [Int64](source.pointee.sint64_list, source.pointee.n_sint64_list)
    }
    if source.pointee.n_fixed32_list != 0 {
      self.fixed32List = [UInt32](source.pointee.fixed32_list, source.pointee.n_fixed32_list)
    }
    if source.pointee.n_fixed64_list != 0 {
      self.fixed64List = [UInt64](source.pointee.fixed64_list, source.pointee.n_fixed64_list)
    }
    if source.pointee.n_sfixed32_list != 0 {
      self.sfixed32List = [Int32](source.pointee.sfixed32_list, source.pointee.n_sfixed32_list)
    }
    if source.pointee.n_sfixed64_list != 0 {
      self.sfixed64List = [Int64](source.pointee.sfixed64_list, source.pointee.n_sfixed64_list)
    }
    if source.pointee.n_float_list != 0 {
      self.floatList = try [Float](source.pointee.float_list, source.pointee.n_float_list) {
        Float(bitPattern: $0)
      }
    }
    if source.pointee.n_double_list != 0 {
      self.doubleList = try [Double](source.pointee.double_list, source.pointee.n_double_list) {
        Double(bitPattern: $0)
      }
    }
    if source.pointee.n_bool_list != 0 {
      self.boolList = try [Bool](source.pointee.bool_list, source.pointee.n_bool_list) { $0 != 0 }
    }
    if source.pointee.n_string_list != 0 {
      self.stringList = try [String](source.pointee.string_list, source.pointee.n_string_list) {
        (data) throws(ProtobufError) in try data.text("galleon.test.v1.Everything.string_list")
      }
    }
    if source.pointee.n_bytes_list != 0 {
      self.bytesList = try [[UInt8]](source.pointee.bytes_list, source.pointee.n_bytes_list) {
        $0.bytes
      }
    }
    if source.pointee.n_color_list != 0 {
      self.colorList = try [Color](source.pointee.color_list, source.pointee.n_color_list) {
        Color(rawValue: .init(truncatingIfNeeded: $0.rawValue))
      }
    }
    if source.pointee.n_inner_list != 0 {
      self.innerList = try [Everything.Inner](
        source.pointee.inner_list, source.pointee.n_inner_list)
    }
    if source.pointee.n_everything_list != 0 {
      self.everythingList = try [Everything](
        source.pointee.everything_list, source.pointee.n_everything_list)
    }
    if source.pointee.n_unpacked_list != 0 {
      self.unpackedList = [Int32](source.pointee.unpacked_list, source.pointee.n_unpacked_list)
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.text_by_text, count: source.pointee.n_text_by_text)
    {
      let key = try entry.pointee.key.text("galleon.test.v1.Everything.text_by_text")
      self.textByText[key] = try entry.pointee.value.text("galleon.test.v1.Everything.text_by_text")
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.inner_by_int32, count: source.pointee.n_inner_by_int32)
    {
      let key = entry.pointee.key
      self.innerByInt32[key] = try Everything.Inner.copy(orDefault: entry.pointee.value)
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.double_by_int64, count: source.pointee.n_double_by_int64)
    {
      let key = entry.pointee.key
      self.doubleByInt64[key] = Double(bitPattern: entry.pointee.value)
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.bytes_by_uint32, count: source.pointee.n_bytes_by_uint32)
    {
      let key = entry.pointee.key
      self.bytesByUint32[key] = entry.pointee.value.bytes
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.bool_by_uint64, count: source.pointee.n_bool_by_uint64)
    {
      let key = entry.pointee.key
      self.boolByUint64[key] = entry.pointee.value != 0
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.color_by_sint32, count: source.pointee.n_color_by_sint32)
    {
      let key = entry.pointee.key
      self.colorBySint32[key] = Color(
        rawValue: .init(truncatingIfNeeded: entry.pointee.value.rawValue))
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.float_by_sint64, count: source.pointee.n_float_by_sint64)
    {
      let key = entry.pointee.key
      self.floatBySint64[key] = Float(bitPattern: entry.pointee.value)
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.int32_by_fixed32, count: source.pointee.n_int32_by_fixed32)
    {
      let key = entry.pointee.key
      self.int32ByFixed32[key] = entry.pointee.value
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.int64_by_fixed64, count: source.pointee.n_int64_by_fixed64)
    {
      let key = entry.pointee.key
      self.int64ByFixed64[key] = entry.pointee.value
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.uint32_by_sfixed32, count: source.pointee.n_uint32_by_sfixed32)
    {
      let key = entry.pointee.key
      self.uint32BySfixed32[key] = entry.pointee.value
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.uint64_by_sfixed64, count: source.pointee.n_uint64_by_sfixed64)
    {
      let key = entry.pointee.key
      self.uint64BySfixed64[key] = entry.pointee.value
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.text_by_bool, count: source.pointee.n_text_by_bool)
    {
      let key = entry.pointee.key != 0
      self.textByBool[key] = try entry.pointee.value.text("galleon.test.v1.Everything.text_by_bool")
    }
    for case let entry? in UnsafeBufferPointer(
      start: source.pointee.everything_by_text, count: source.pointee.n_everything_by_text)
    {
      let key = try entry.pointee.key.text("galleon.test.v1.Everything.everything_by_text")
      self.everythingByText[key] = try Everything.copy(orDefault: entry.pointee.value)
    }
    if source.pointee._int32_optional_case.rawValue == 71 {
      self.int32Optional = source.pointee.int32_optional
    }
    if source.pointee._string_optional_case.rawValue == 72 {
      self.stringOptional = try source.pointee.string_optional.text(
        "galleon.test.v1.Everything.string_optional")
    }
    if source.pointee._bool_optional_case.rawValue == 73 {
      self.boolOptional = source.pointee.bool_optional != 0
    }
    if source.pointee._color_optional_case.rawValue == 74 {
      self.colorOptional = Color(
        rawValue: .init(truncatingIfNeeded: source.pointee.color_optional.rawValue))
    }
    if source.pointee._inner_optional_case.rawValue == 75 {
      self.innerOptional = try Everything.Inner.copy(orDefault: source.pointee.inner_optional)
    }
    if source.pointee._bytes_optional_case.rawValue == 76 {
      self.bytesOptional = source.pointee.bytes_optional.bytes
    }
    if source.pointee._double_optional_case.rawValue == 77 {
      self.doubleOptional = Double(bitPattern: source.pointee.double_optional)
    }
    try source.pointee.`self`.read(into: &self.self_, "galleon.test.v1.Everything.self")
    try source.pointee.class_.read(into: &self.class, "galleon.test.v1.Everything.class")
    self.default = source.pointee.default_
    self.in = source.pointee.in != 0
    try source.pointee.`init`.read(into: &self.init_, "galleon.test.v1.Everything.init")
    try source.pointee.plan.read(into: &self.plan_, "galleon.test.v1.Everything.plan")
    try source.pointee.camelcase.read(into: &self.camelCase, "galleon.test.v1.Everything.camelCase")
    if source.pointee.n_protocol != 0 {
      self.protocol = try [String](source.pointee.protocol, source.pointee.n_protocol) {
        (data) throws(ProtobufError) in try data.text("galleon.test.v1.Everything.protocol")
      }
    }
    try source.pointee.far_text.read(into: &self.farText, "galleon.test.v1.Everything.far_text")
    try self.farInner.read(from: source.pointee.far_inner)
    self.farthest = source.pointee.farthest
    switch source.pointee.choice_case.rawValue {
    case 61:
      self.choice = .int32Choice(source.pointee.int32_choice)
    case 62:
      self.choice = .boolChoice(source.pointee.bool_choice != 0)
    case 63:
      self.choice = try .stringChoice(
        source.pointee.string_choice.text("galleon.test.v1.Everything.string_choice"))
    case 64:
      self.choice = .bytesChoice(source.pointee.bytes_choice.bytes)
    case 65:
      self.choice = .colorChoice(
        Color(rawValue: .init(truncatingIfNeeded: source.pointee.color_choice.rawValue)))
    case 66:
      self.choice = try .innerChoice(Everything.Inner.copy(orDefault: source.pointee.inner_choice))
    case 67:
      self.choice = try .everythingChoice(
        Everything.copy(orDefault: source.pointee.everything_choice))
    case 68:
      self.choice = .doubleChoice(Double(bitPattern: source.pointee.double_choice))
    case 69:
      self.choice = try .durationChoice(
        GoogleProtobufDuration.copy(orDefault: source.pointee.duration_choice))
    default: break
    }
    switch source.pointee.switch_case.rawValue {
    case 89:
      self.switch = try .case(source.pointee.case_.text("galleon.test.v1.Everything.case"))
    case 90:
      self.switch = try .register(
        source.pointee.register_.text("galleon.test.v1.Everything.register"))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__Test__V1__Everything>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__test__v1__everything__init(target)
    target.pointee.int32_field = int32Field
    target.pointee.int64_field = int64Field
    target.pointee.uint32_field = uint32Field
    target.pointee.uint64_field = uint64Field
    target.pointee.sint32_field = sint32Field
    target.pointee.sint64_field = sint64Field
    target.pointee.fixed32_field = fixed32Field
    target.pointee.fixed64_field = fixed64Field
    target.pointee.sfixed32_field = sfixed32Field
    target.pointee.sfixed64_field = sfixed64Field
    target.pointee.float_field = floatField.bitPattern
    target.pointee.double_field = doubleField.bitPattern
    target.pointee.bool_field = boolField ? 1 : 0
    target.pointee.string_field = arena.text(stringField)
    target.pointee.bytes_field = arena.bytes(bytesField)
    target.pointee.color_field = .init(rawValue: .init(truncatingIfNeeded: colorField.rawValue))
    target.pointee.inner_field = try self.innerField.structure(in: arena)
    target.pointee.time_field = try self.timeField.structure(in: arena)
    if let everythingField { target.pointee.everything_field = try arena.message(everythingField) }
    target.pointee.n_int32_list = int32List.count
    target.pointee.int32_list = arena.array(int32List)
    target.pointee.n_int64_list = int64List.count
    target.pointee.int64_list = arena.array(int64List)
    target.pointee.n_uint32_list = uint32List.count
    target.pointee.uint32_list = arena.array(uint32List)
    target.pointee.n_uint64_list = uint64List.count
    target.pointee.uint64_list = arena.array(uint64List)
    target.pointee.n_sint32_list = sint32List.count
    target.pointee.sint32_list = arena.array(sint32List)
    target.pointee.n_sint64_list = sint64List.count
    target.pointee.sint64_list = arena.array(sint64List)
    target.pointee.n_fixed32_list = fixed32List.count
    target.pointee.fixed32_list = arena.array(fixed32List)
    target.pointee.n_fixed64_list = fixed64List.count
    target.pointee.fixed64_list = arena.array(fixed64List)
    target.pointee.n_sfixed32_list = sfixed32List.count
    target.pointee.sfixed32_list = arena.array(sfixed32List)
    target.pointee.n_sfixed64_list = sfixed64List.count
    target.pointee.sfixed64_list = arena.array(sfixed64List)
    target.pointee.n_float_list = floatList.count
    target.pointee.float_list = arena.array(floatList) { $0.bitPattern }
    target.pointee.n_double_list = doubleList.count
    target.pointee.double_list = arena.array(doubleList) { $0.bitPattern }
    target.pointee.n_bool_list = boolList.count
    target.pointee.bool_list = arena.array(boolList) { $0 ? 1 : 0 }
    target.pointee.n_string_list = stringList.count
    target.pointee.string_list = arena.array(stringList) { arena.text($0) }
    target.pointee.n_bytes_list = bytesList.count
    target.pointee.bytes_list = arena.array(bytesList) { arena.bytes($0) }
    target.pointee.n_color_list = colorList.count
    target.pointee.color_list = arena.array(colorList) {
      .init(rawValue: .init(truncatingIfNeeded: $0.rawValue))
    }
    target.pointee.n_inner_list = innerList.count
    target.pointee.inner_list = try arena.messages(innerList)
    target.pointee.n_everything_list = everythingList.count
    target.pointee.everything_list = try arena.messages(everythingList)
    target.pointee.n_unpacked_list = unpackedList.count
    target.pointee.unpacked_list = arena.array(unpackedList)
    target.pointee.n_text_by_text = textByText.count
    target.pointee.text_by_text = try arena.entries(textByText, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__TextByTextEntry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__text_by_text_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = arena.text(value)
    }
    target.pointee.n_inner_by_int32 = innerByInt32.count
    target.pointee.inner_by_int32 = try arena.entries(innerByInt32, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__InnerByInt32Entry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__inner_by_int32_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = try arena.message(value)
    }
    target.pointee.n_double_by_int64 = doubleByInt64.count
    target.pointee.double_by_int64 = try arena.entries(doubleByInt64, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__DoubleByInt64Entry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__double_by_int64_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = value.bitPattern
    }
    target.pointee.n_bytes_by_uint32 = bytesByUint32.count
    target.pointee.bytes_by_uint32 = try arena.entries(bytesByUint32, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__BytesByUint32Entry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__bytes_by_uint32_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = arena.bytes(value)
    }
    target.pointee.n_bool_by_uint64 = boolByUint64.count
    target.pointee.bool_by_uint64 = try arena.entries(boolByUint64, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__BoolByUint64Entry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__bool_by_uint64_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = value ? 1 : 0
    }
    target.pointee.n_color_by_sint32 = colorBySint32.count
    target.pointee.color_by_sint32 = try arena.entries(colorBySint32, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__ColorBySint32Entry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__color_by_sint32_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = .init(rawValue: .init(truncatingIfNeeded: value.rawValue))
    }
    target.pointee.n_float_by_sint64 = floatBySint64.count
    target.pointee.float_by_sint64 = try arena.entries(floatBySint64, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__FloatBySint64Entry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__float_by_sint64_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = value.bitPattern
    }
    target.pointee.n_int32_by_fixed32 = int32ByFixed32.count
    target.pointee.int32_by_fixed32 = try arena.entries(int32ByFixed32, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__Int32ByFixed32Entry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__int32_by_fixed32_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = value
    }
    target.pointee.n_int64_by_fixed64 = int64ByFixed64.count
    target.pointee.int64_by_fixed64 = try arena.entries(int64ByFixed64, by: <) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__Int64ByFixed64Entry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__int64_by_fixed64_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = value
    }
    target.pointee.n_uint32_by_sfixed32 = uint32BySfixed32.count
    target.pointee.uint32_by_sfixed32 = try arena.entries(uint32BySfixed32, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__Uint32BySfixed32Entry>
      ) throws(ProtobufError) in
      galleon__test__v1__everything__uint32_by_sfixed32_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = value
    }
    target.pointee.n_uint64_by_sfixed64 = uint64BySfixed64.count
    target.pointee.uint64_by_sfixed64 = try arena.entries(uint64BySfixed64, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__Uint64BySfixed64Entry>
      ) throws(ProtobufError) in
      galleon__test__v1__everything__uint64_by_sfixed64_entry__init(entry)
      entry.pointee.key = key
      entry.pointee.value = value
    }
    target.pointee.n_text_by_bool = textByBool.count
    target.pointee.text_by_bool = try arena.entries(textByBool, by: { !$0 && $1 }) {
      (key, value, entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__TextByBoolEntry>)
        throws(ProtobufError) in
      galleon__test__v1__everything__text_by_bool_entry__init(entry)
      entry.pointee.key = key ? 1 : 0
      entry.pointee.value = arena.text(value)
    }
    target.pointee.n_everything_by_text = everythingByText.count
    target.pointee.everything_by_text = try arena.entries(everythingByText, by: <) {
      (
        key, value,
        entry: UnsafeMutablePointer<Galleon__Test__V1__Everything__EverythingByTextEntry>
      ) throws(ProtobufError) in
      galleon__test__v1__everything__everything_by_text_entry__init(entry)
      entry.pointee.key = arena.text(key)
      entry.pointee.value = try arena.message(value)
    }
    if let int32Optional {
      target.pointee._int32_optional_case = .init(rawValue: 71)
      target.pointee.int32_optional = int32Optional
    }
    if let stringOptional {
      target.pointee._string_optional_case = .init(rawValue: 72)
      target.pointee.string_optional = arena.text(stringOptional)
    }
    if let boolOptional {
      target.pointee._bool_optional_case = .init(rawValue: 73)
      target.pointee.bool_optional = boolOptional ? 1 : 0
    }
    if let colorOptional {
      target.pointee._color_optional_case = .init(rawValue: 74)
      target.pointee.color_optional = .init(
        rawValue: .init(truncatingIfNeeded: colorOptional.rawValue))
    }
    if let innerOptional {
      target.pointee._inner_optional_case = .init(rawValue: 75)
      target.pointee.inner_optional = try arena.message(innerOptional)
    }
    if let bytesOptional {
      target.pointee._bytes_optional_case = .init(rawValue: 76)
      target.pointee.bytes_optional = arena.bytes(bytesOptional)
    }
    if let doubleOptional {
      target.pointee._double_optional_case = .init(rawValue: 77)
      target.pointee.double_optional = doubleOptional.bitPattern
    }
    target.pointee.`self` = arena.text(self_)
    target.pointee.class_ = arena.text(`class`)
    target.pointee.default_ = `default`
    target.pointee.in = `in` ? 1 : 0
    target.pointee.`init` = arena.text(init_)
    target.pointee.plan = arena.text(plan_)
    target.pointee.camelcase = arena.text(camelCase)
    target.pointee.n_protocol = `protocol`.count
    target.pointee.protocol = arena.array(`protocol`) { arena.text($0) }
    target.pointee.far_text = arena.text(farText)
    target.pointee.far_inner = try self.farInner.structure(in: arena)
    target.pointee.farthest = farthest
    switch choice {
    case .int32Choice(let value):
      target.pointee.choice_case = .init(rawValue: 61)
      target.pointee.int32_choice = value
    case .boolChoice(let value):
      target.pointee.choice_case = .init(rawValue: 62)
      target.pointee.bool_choice = value ? 1 : 0
    case .stringChoice(let value):
      target.pointee.choice_case = .init(rawValue: 63)
      target.pointee.string_choice = arena.text(value)
    case .bytesChoice(let value):
      target.pointee.choice_case = .init(rawValue: 64)
      target.pointee.bytes_choice = arena.bytes(value)
    case .colorChoice(let value):
      target.pointee.choice_case = .init(rawValue: 65)
      target.pointee.color_choice = .init(rawValue: .init(truncatingIfNeeded: value.rawValue))
    case .innerChoice(let value):
      target.pointee.choice_case = .init(rawValue: 66)
      target.pointee.inner_choice = try arena.message(value)
    case .everythingChoice(let value):
      target.pointee.choice_case = .init(rawValue: 67)
      target.pointee.everything_choice = try arena.message(value)
    case .doubleChoice(let value):
      target.pointee.choice_case = .init(rawValue: 68)
      target.pointee.double_choice = value.bitPattern
    case .durationChoice(let value):
      target.pointee.choice_case = .init(rawValue: 69)
      target.pointee.duration_choice = try arena.message(value)
    case nil: break
    }
    switch `switch` {
    case .case(let value):
      target.pointee.switch_case = .init(rawValue: 89)
      target.pointee.case_ = arena.text(value)
    case .register(let value):
      target.pointee.switch_case = .init(rawValue: 90)
      target.pointee.register_ = arena.text(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

extension Everything.Inner {
  package mutating func read(from source: UnsafePointer<Galleon__Test__V1__Everything__Inner>)
    throws(ProtobufError)
  {
    try source.pointee.name.read(into: &self.name, "galleon.test.v1.Everything.Inner.name")
    self.number = source.pointee.number
    self.kind = Everything.Inner.Kind(
      rawValue: .init(truncatingIfNeeded: source.pointee.kind.rawValue))
    if source.pointee.n_numbers != 0 {
      self.numbers = [Int32](source.pointee.numbers, source.pointee.n_numbers)
    }
    switch source.pointee.pick_case.rawValue {
    case 5:
      self.pick = try .text(source.pointee.text.text("galleon.test.v1.Everything.Inner.text"))
    case 6:
      self.pick = try .inner(Everything.Inner.copy(orDefault: source.pointee.inner))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__Test__V1__Everything__Inner>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__test__v1__everything__inner__init(target)
    target.pointee.name = arena.text(name)
    target.pointee.number = number
    target.pointee.kind = .init(rawValue: .init(truncatingIfNeeded: kind.rawValue))
    target.pointee.n_numbers = numbers.count
    target.pointee.numbers = arena.array(numbers)
    switch pick {
    case .text(let value):
      target.pointee.pick_case = .init(rawValue: 5)
      target.pointee.text = arena.text(value)
    case .inner(let value):
      target.pointee.pick_case = .init(rawValue: 6)
      target.pointee.inner = try arena.message(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A message without fields.
package struct Empty: BridgedMessage {
  package static let fullName = "galleon.test.v1.Empty"
  package static let plan = MessagePlan.of(galleon__test__v1__empty__init)
  package static let defaults = Defaults(Empty())

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}
}

extension Empty {
  package mutating func read(from source: UnsafePointer<Galleon__Test__V1__Empty>)
    throws(ProtobufError)
  {
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__Test__V1__Empty>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__test__v1__empty__init(target)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
