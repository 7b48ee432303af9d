import CGalleonProto

/// Reads the descriptors of one message's fields.
struct FieldReader {
  typealias CField = UnsafeMutablePointer<Google__Protobuf__FieldDescriptorProto>

  let schema: SchemaReader
  let message: TypeName
  /// The messages that stand for the message's maps, by name.
  let entries: [String: UnsafeMutablePointer<Google__Protobuf__DescriptorProto>]
  let oneofs: [String]

  func field(_ field: CField, _ comment: String) throws(PluginError) -> Field {
    let name = text(field.pointee.name)
    var type = try fieldType(field)
    var cardinality = Field.Cardinality.singular
    if case .message(let entryName) = type, let entry = mapEntry(entryName) {
      let parts = structs(entry.pointee.field, entry.pointee.n_field)
      guard parts.count == 2 else { throw PluginError("\(entryName.full) is no map entry") }
      cardinality = .map(entry: entryName, key: try fieldType(parts[0]))
      type = try fieldType(parts[1])
    } else if isRepeated(field) {
      cardinality = .repeated
    } else if field.pointee.has_oneof_index != 0 {
      let index = Int(field.pointee.oneof_index)
      cardinality =
        field.pointee.proto3_optional != 0 ? .optional(oneofs[index]) : .member(oneof: index)
    }
    return Field(
      fullName: "\(message.full).\(name)", name: name, number: Int(field.pointee.number),
      comment: comment, type: type, cardinality: cardinality)
  }

  private func mapEntry(
    _ name: TypeName
  ) -> UnsafeMutablePointer<Google__Protobuf__DescriptorProto>? {
    message.nested(name.last) == name ? entries[name.last] : nil
  }

  private func isRepeated(_ field: CField) -> Bool {
    field.pointee.label == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__LABEL__LABEL_REPEATED
  }

  private func fieldType(_ field: CField) throws(PluginError) -> FieldType {
    switch field.pointee.type.rawValue {
    case 1: return .double
    case 2: return .float
    case 3, 16, 18: return .int64
    case 4, 6: return .uint64
    case 5, 15, 17: return .int32
    case 7, 13: return .uint32
    case 8: return .bool
    case 9: return .text
    case 11: return .message(try schema.type(text(field.pointee.type_name)))
    case 12: return .bytes
    case 14: return .enumeration(try schema.type(text(field.pointee.type_name)))
    default:
      throw PluginError(
        "\(message.full).\(text(field.pointee.name)) is of a type that proto3 does not have")
    }
  }
}
