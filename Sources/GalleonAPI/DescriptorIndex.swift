import CGalleonProto

/// Which file of the schema defines what, for server reflection.
package struct DescriptorIndex: Sendable {
  package static let shared = DescriptorIndex()

  private struct File {
    let bytes: [UInt8]
    let imports: [String]
  }

  private var files: [String: File] = [:]
  private var definingFile: [String: String] = [:]

  private init() {
    for (name, bytes) in FileDescriptors.all {
      guard
        let file = google__protobuf__file_descriptor_proto__unpack(nil, bytes.count, bytes)
      else { preconditionFailure("the descriptor of \(name) was generated wrong") }
      defer { google__protobuf__file_descriptor_proto__free_unpacked(file, nil) }
      let imports = strings(file.pointee.dependency, file.pointee.n_dependency)
      files[name] = File(bytes: bytes, imports: imports)
      enter(file.pointee, name)
    }
  }

  package func file(named name: String) -> String? { files[name] == nil ? nil : name }

  /// The file that defines a message, enum, service or method, by its full name.
  package func file(defining symbol: String) -> String? { definingFile[symbol] }

  /// The serialised descriptors of a file and of everything it imports, the file first.
  package func closure(of name: String) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var seen: Set<String> = []
    var open = [name]
    while let next = open.popLast() {
      guard seen.insert(next).inserted, let file = files[next] else { continue }
      found.append(file.bytes)
      open += file.imports
    }
    return found
  }

  private mutating func enter(_ file: Google__Protobuf__FileDescriptorProto, _ name: String) {
    let package = string(file.package)
    let prefix = package.isEmpty ? "" : package + "."
    for message in pointers(file.message_type, file.n_message_type) {
      enter(message.pointee, prefix, name)
    }
    for type in pointers(file.enum_type, file.n_enum_type) {
      definingFile[prefix + string(type.pointee.name)] = name
    }
    for service in pointers(file.service, file.n_service) {
      let full = prefix + string(service.pointee.name)
      definingFile[full] = name
      for method in pointers(service.pointee.method, service.pointee.n_method) {
        definingFile["\(full).\(string(method.pointee.name))"] = name
      }
    }
  }

  private mutating func enter(
    _ message: Google__Protobuf__DescriptorProto, _ prefix: String, _ name: String
  ) {
    let full = prefix + string(message.name)
    definingFile[full] = name
    for field in pointers(message.field, message.n_field) {
      definingFile["\(full).\(string(field.pointee.name))"] = name
    }
    for nested in pointers(message.nested_type, message.n_nested_type) {
      enter(nested.pointee, full + ".", name)
    }
    for type in pointers(message.enum_type, message.n_enum_type) {
      definingFile["\(full).\(string(type.pointee.name))"] = name
    }
  }
}

private func string(_ text: UnsafePointer<CChar>?) -> String {
  text.map { String(cString: $0) } ?? ""
}

private func strings(
  _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int
) -> [String] {
  UnsafeBufferPointer(start: list, count: count).map { string($0) }
}

private func pointers<Value>(
  _ list: UnsafeMutablePointer<UnsafeMutablePointer<Value>?>?, _ count: Int
) -> [UnsafeMutablePointer<Value>] {
  UnsafeBufferPointer(start: list, count: count).compactMap { $0 }
}
