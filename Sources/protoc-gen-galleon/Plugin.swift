import CGalleonProto

/// protoc's plugin: descriptors → model → text.
enum Plugin {
  struct File {
    let name: String
    let content: String
  }

  /// Answers a CodeGeneratorRequest; nil if the bytes are not one.
  static func respond(to bytes: [UInt8]) -> [UInt8]? {
    withUnpacked(
      bytes, as: Google__Protobuf__Compiler__CodeGeneratorRequest.self,
      google__protobuf__compiler__code_generator_request__init
    ) { request in
      do throws(PluginError) {
        return Response.packed(files: try files(request), error: nil)
      } catch {
        return Response.packed(files: [], error: error.sentence)
      }
    }
  }

  private static func files(
    _ request: UnsafeMutablePointer<Google__Protobuf__Compiler__CodeGeneratorRequest>
  ) throws(PluginError) -> [File] {
    let options = try Options(text(request.pointee.parameter))
    let descriptors = structs(request.pointee.proto_file, request.pointee.n_proto_file)
    let requested = UnsafeBufferPointer(
      start: request.pointee.file_to_generate, count: request.pointee.n_file_to_generate)
    if options.output == .files { return fileTable(descriptors, options) }

    let schema = try SchemaReader.read(descriptors, requested: Set(requested.map { text($0) }))
    let writer = FileWriter(options: options, containment: Containment(schema))
    var files: [File] = []
    for file in schema where file.isRequested {
      guard file.syntax == "proto3" else {
        throw PluginError("\(file.path) is \(file.syntax); protoc-gen-galleon reads proto3 only")
      }
      switch options.output {
      case .messages: files += writer.messages(file)
      case .stubs: files += writer.stubs(file)
      case .types, .files: break
      }
    }
    if options.output == .types { files.append(writer.types(schema.filter(\.isRequested))) }
    return files
  }

  private static func fileTable(
    _ descriptors: [UnsafeMutablePointer<Google__Protobuf__FileDescriptorProto>],
    _ options: Options
  ) -> [File] {
    let files = descriptors.map { file in
      if let information = file.pointee.source_code_info {
        google__protobuf__source_code_info__free_unpacked(information, nil)
        file.pointee.source_code_info = nil
      }
      return (path: text(file.pointee.name), bytes: packed(file))
    }
    let writer = FileTableWriter(prefix: options.prefix, files: files)
    return [
      File(name: "include/\(options.prefix).h", content: writer.header),
      File(name: "\(options.prefix).c", content: writer.source),
    ]
  }
}
