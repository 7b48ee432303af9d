/// Writes the Swift files for the files of the schema.
struct FileWriter {
  let options: Options
  let containment: Containment

  private var names: SwiftName { SwiftName(barePackage: options.barePackage) }

  /// A file's messages and enums, if it has any.
  func messages(_ file: SchemaFile) -> [Plugin.File] {
    guard !file.messages.isEmpty || !file.enums.isEmpty else { return [] }
    var source = head(file.path, imports: [options.cModule, "Protobuf"])
    for type in file.enums {
      source.line()
      EnumWriter(names: names, type: type).write(to: &source)
    }
    for message in file.messages {
      let writer = MessageWriter(names: names, containment: containment, message: message)
      source.line()
      writer.write(to: &source)
      ConversionWriter(names: names, writer: writer).write(to: &source)
    }
    return [Plugin.File(name: SwiftName.file(file.path) + ".swift", content: source.text)]
  }

  /// A file's services, if it has any.
  func stubs(_ file: SchemaFile) -> [Plugin.File] {
    guard !file.services.isEmpty else { return [] }
    var source = head(file.path, imports: ["GRPC"])
    for service in file.services {
      source.line()
      ServiceWriter(names: names, service: service).write(to: &source)
    }
    return [Plugin.File(name: SwiftName.file(file.path) + "Stubs.swift", content: source.text)]
  }

  /// The list of all messages.
  func types(_ files: [SchemaFile]) -> Plugin.File {
    var source = head("the schema", imports: ["Protobuf"])
    source.line()
    source.documentation("The schema's messages, for tests that go through all of them.")
    source.block("enum MessageTypes {") { source in
      source.block("static let all: [any ProtobufMessage.Type] = [", end: "]") { source in
        for file in files { for message in file.messages { list(message, &source) } }
      }
    }
    return Plugin.File(name: "MessageTypes.swift", content: source.text)
  }

  private func list(_ message: MessageType, _ source: inout SourceText) {
    source.line("\(names.type(message.name)).self,")
    for nested in message.messages { list(nested, &source) }
  }

  private func head(_ origin: String, imports: [String]) -> SourceText {
    var source = SourceText()
    source.line("// Made by protoc-gen-galleon from \(origin); see scripts/generate-swift.sh.")
    source.line()
    for module in (imports + options.imports).sorted() { source.line("import \(module)") }
    return source
  }
}
