/// The Swift code for one value of a field's type.
struct FieldCode {
  let names: SwiftName
  let field: Field

  /// The Swift type of one value.
  func swiftType(_ type: FieldType) -> String {
    switch type {
    case .int32: "Int32"
    case .int64: "Int64"
    case .uint32: "UInt32"
    case .uint64: "UInt64"
    case .float: "Float"
    case .double: "Double"
    case .bool: "Bool"
    case .text: "String"
    case .bytes: "[UInt8]"
    case .enumeration(let name), .message(let name): names.type(name)
    }
  }

  /// The value of an absent field.
  func initialValue(_ type: FieldType) -> String {
    switch type {
    case .int32, .int64, .uint32, .uint64, .float, .double: "0"
    case .bool: "false"
    case .text: "\"\""
    case .bytes: "[]"
    case .enumeration(let name), .message(let name): names.type(name) + "()"
    }
  }

  /// The type of the field as a whole.
  var declaredType: String {
    let one = swiftType(field.type)
    switch field.cardinality {
    case .singular: return isMessage ? one + "?" : one
    case .optional, .member: return one + "?"
    case .repeated: return "[\(one)]"
    case .map(_, let key): return "[\(swiftType(key)): \(one)]"
    }
  }

  /// What the field as a whole is when nothing is set.
  var declaredInitialValue: String {
    switch field.cardinality {
    case .singular: isMessage ? "nil" : initialValue(field.type)
    case .optional, .member: "nil"
    case .repeated: "[]"
    case .map: "[:]"
    }
  }

  var isMessage: Bool { if case .message = field.type { true } else { false } }

  /// The C expression `value` as a Swift value. A message must be there.
  func read(_ value: String, _ type: FieldType) -> String {
    switch type {
    case .int32, .int64, .uint32, .uint64: value
    case .float: "Float(bitPattern: \(value))"
    case .double: "Double(bitPattern: \(value))"
    case .bool: "\(value) != 0"
    case .text: "try \(value).text(\"\(field.fullName)\")"
    case .bytes: "\(value).bytes"
    case .enumeration(let name):
      "\(names.type(name))(rawValue: .init(truncatingIfNeeded: \(value).rawValue))"
    case .message(let name): "try \(names.type(name)).copy(orDefault: \(value))"
    }
  }

  /// The Swift expression `value` as a C value.
  func write(_ value: String, _ type: FieldType) -> String {
    switch type {
    case .int32, .int64, .uint32, .uint64: value
    case .float, .double: "\(value).bitPattern"
    case .bool: "\(value) ? 1 : 0"
    case .text: "arena.text(\(value))"
    case .bytes: "arena.bytes(\(value))"
    case .enumeration: ".init(rawValue: .init(truncatingIfNeeded: \(value).rawValue))"
    case .message: "try arena.message(\(value))"
    }
  }
}
