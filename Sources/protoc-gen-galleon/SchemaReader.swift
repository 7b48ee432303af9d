import CGalleonProto

/// Reads protoc's descriptors of files into the model.
struct SchemaReader {
  private var packages: [String: TypeName] = [:]
  private(set) var files: [SchemaFile] = []

  /// Reads files of which each comes after those that it imports.
  static func read(
    _ files: [UnsafeMutablePointer<Google__Protobuf__FileDescriptorProto>], requested: Set<String>
  ) throws(PluginError) -> [SchemaFile] {
    var reader = SchemaReader()
    for file in files {
      let package = text(file.pointee.package)
      for message in structs(file.pointee.message_type, file.pointee.n_message_type) {
        reader.note(message, TypeName(package: package, path: [text(message.pointee.name)]))
      }
      for type in structs(file.pointee.enum_type, file.pointee.n_enum_type) {
        reader.note(TypeName(package: package, path: [text(type.pointee.name)]))
      }
      reader.files.append(
        try reader.file(file, isRequested: requested.contains(text(file.pointee.name))))
    }
    return reader.files
  }

  private mutating func note(_ name: TypeName) { packages["." + name.full] = name }

  private mutating func note(
    _ message: UnsafeMutablePointer<Google__Protobuf__DescriptorProto>, _ name: TypeName
  ) {
    note(name)
    for nested in structs(message.pointee.nested_type, message.pointee.n_nested_type) {
      note(nested, name.nested(text(nested.pointee.name)))
    }
    for type in structs(message.pointee.enum_type, message.pointee.n_enum_type) {
      note(name.nested(text(type.pointee.name)))
    }
  }

  func type(_ reference: String) throws(PluginError) -> TypeName {
    guard let name = packages[reference] else {
      throw PluginError("\(reference) is used but defined in no file that is imported")
    }
    return name
  }

  private func file(
    _ file: UnsafeMutablePointer<Google__Protobuf__FileDescriptorProto>, isRequested: Bool
  ) throws(PluginError) -> SchemaFile {
    let path = text(file.pointee.name)
    let package = text(file.pointee.package)
    let comments = Comments(file.pointee.source_code_info)
    let syntax = text(file.pointee.syntax)
    if syntax != "proto3" {
      // Its messages are never made into Swift, and proto3 may use none of its enums.
      return SchemaFile(
        path: path, package: package, syntax: "proto2", isRequested: isRequested, messages: [],
        enums: [], services: [])
    }
    var messages: [MessageType] = []
    let types = structs(file.pointee.message_type, file.pointee.n_message_type)
    for (index, type) in types.enumerated() {
      let name = TypeName(package: package, path: [text(type.pointee.name)])
      messages.append(try message(type, name, comments, at: [4, Int32(index)]))
    }
    var services: [ServiceType] = []
    for (index, type) in structs(file.pointee.service, file.pointee.n_service).enumerated() {
      let name = TypeName(package: package, path: [text(type.pointee.name)])
      services.append(try service(type, name, comments, at: [6, Int32(index)]))
    }
    let enums = structs(file.pointee.enum_type, file.pointee.n_enum_type).enumerated().map {
      let name = TypeName(package: package, path: [text($1.pointee.name)])
      return enumeration($1, name, comments, at: [5, Int32($0)])
    }
    return SchemaFile(
      path: path, package: package, syntax: syntax, isRequested: isRequested, messages: messages,
      enums: enums, services: services)
  }

  private func message(
    _ message: UnsafeMutablePointer<Google__Protobuf__DescriptorProto>, _ name: TypeName,
    _ comments: Comments, at path: [Int32]
  ) throws(PluginError) -> MessageType {
    let nested = structs(message.pointee.nested_type, message.pointee.n_nested_type)
    let entries = nested.filter { $0.pointee.options?.pointee.map_entry == 1 }
    let fieldReader = FieldReader(
      schema: self, message: name,
      entries: Dictionary(uniqueKeysWithValues: entries.map { (text($0.pointee.name), $0) }),
      oneofs: structs(message.pointee.oneof_decl, message.pointee.n_oneof_decl).map {
        text($0.pointee.name)
      })
    var fields: [Field] = []
    for (index, field) in structs(message.pointee.field, message.pointee.n_field).enumerated() {
      fields.append(try fieldReader.field(field, comments[path + [2, Int32(index)]]))
    }
    var messages: [MessageType] = []
    for (index, type) in nested.enumerated() where !entries.contains(type) {
      let name = name.nested(text(type.pointee.name))
      messages.append(try self.message(type, name, comments, at: path + [3, Int32(index)]))
    }
    return MessageType(
      name: name, comment: comments[path], fields: fields,
      oneofs: fieldReader.oneofs.enumerated().map {
        Oneof(name: $1, comment: comments[path + [8, Int32($0)]])
      },
      messages: messages,
      enums: structs(message.pointee.enum_type, message.pointee.n_enum_type).enumerated().map {
        let name = name.nested(text($1.pointee.name))
        return enumeration($1, name, comments, at: path + [4, Int32($0)])
      })
  }

  private func enumeration(
    _ type: UnsafeMutablePointer<Google__Protobuf__EnumDescriptorProto>, _ name: TypeName,
    _ comments: Comments, at path: [Int32]
  ) -> EnumType {
    EnumType(
      name: name, comment: comments[path],
      values: structs(type.pointee.value, type.pointee.n_value).enumerated().map {
        EnumType.Value(
          name: text($1.pointee.name), number: $1.pointee.number,
          comment: comments[path + [2, Int32($0)]])
      })
  }

  private func service(
    _ service: UnsafeMutablePointer<Google__Protobuf__ServiceDescriptorProto>, _ name: TypeName,
    _ comments: Comments, at path: [Int32]
  ) throws(PluginError) -> ServiceType {
    var methods: [ServiceType.Method] = []
    for (index, method) in structs(service.pointee.method, service.pointee.n_method).enumerated() {
      methods.append(
        ServiceType.Method(
          name: text(method.pointee.name), comment: comments[path + [2, Int32(index)]],
          request: try type(text(method.pointee.input_type)),
          response: try type(text(method.pointee.output_type)),
          isRequestStreamed: method.pointee.client_streaming != 0,
          isResponseStreamed: method.pointee.server_streaming != 0))
    }
    return ServiceType(name: name, comment: comments[path], methods: methods)
  }
}
