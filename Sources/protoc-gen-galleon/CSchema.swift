import CGalleonProto

/// The schema as protoc-gen-c is to see it: the same bytes on the wire, and C code that loses
/// nothing of them.
///
/// * Text becomes bytes: protobuf-c's strings end at a NUL. The option `deprecated`, which
///   protoc-gen-c hands through to the field's descriptor, marks it.
/// * Floating-point numbers become their bits: protobuf-c leaves -0.0 out, as if it were 0.
/// * Maps become what they are on the wire, a repeated message; bytes may not be a map's key.
/// * A proto3 `optional`, which protoc-gen-c refuses, becomes the oneof that it is on the wire.
/// * The comments go; they are in the Swift code.
enum CSchema {
  /// Rewrites a FileDescriptorSet; nil if the bytes are not one.
  static func rewrite(_ bytes: [UInt8]) -> [UInt8]? {
    withUnpacked(
      bytes, as: Google__Protobuf__FileDescriptorSet.self,
      google__protobuf__file_descriptor_set__init
    ) { set in
      for file in structs(set.pointee.file, set.pointee.n_file) {
        if let information = file.pointee.source_code_info {
          google__protobuf__source_code_info__free_unpacked(information, nil)
          file.pointee.source_code_info = nil
        }
        // proto2 stays as it is: descriptor.proto, which proto3 files import for options alone.
        guard text(file.pointee.syntax) == "proto3" else { continue }
        for message in structs(file.pointee.message_type, file.pointee.n_message_type) {
          rewrite(message)
        }
      }
      return packed(set)
    }
  }

  private static func rewrite(_ message: UnsafeMutablePointer<Google__Protobuf__DescriptorProto>) {
    if let options = message.pointee.options {
      options.pointee.has_map_entry = 0
      options.pointee.map_entry = 0
    }
    for field in structs(message.pointee.field, message.pointee.n_field) { rewrite(field) }
    for nested in structs(message.pointee.nested_type, message.pointee.n_nested_type) {
      rewrite(nested)
    }
  }

  private static func rewrite(
    _ field: UnsafeMutablePointer<Google__Protobuf__FieldDescriptorProto>
  ) {
    field.pointee.has_proto3_optional = 0
    field.pointee.proto3_optional = 0
    let isText = field.pointee.type == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING
    field.pointee.type = carried(field.pointee.type)
    if isText && field.pointee.options == nil {
      // Freed with the set, so it must come from the allocator that protobuf-c uses.
      field.pointee.options = google__protobuf__field_options__unpack(nil, 0, nil)
    }
    field.pointee.options?.pointee.has_deprecated = isText ? 1 : 0
    field.pointee.options?.pointee.deprecated = isText ? 1 : 0
  }

  private static func carried(
    _ type: Google__Protobuf__FieldDescriptorProto__Type
  ) -> Google__Protobuf__FieldDescriptorProto__Type {
    switch type {
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING:
      GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BYTES
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FLOAT:
      GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FIXED32
    case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_DOUBLE:
      GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FIXED64
    default: type
    }
  }
}
