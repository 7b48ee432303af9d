/// Writes the Swift files for one file of the schema.
struct FileWriter {
  let options: Options
  let containment: Containment

  private var names: SwiftName { SwiftName(barePackage: options.barePackage) }

  /// Its messages and enums; nil if it has none.
  func messages(_ file: SchemaFile) -> Plugin.File? {
    guard !file.messages.isEmpty || !file.enums.isEmpty else { return nil }
    var source = head(file, imports: [options.cModule, "Protobuf"])
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
    return Plugin.File(name: SwiftName.file(file.path) + ".swift", content: source.text)
  }

  /// Its services; nil if it has none.
  func stubs(_ file: SchemaFile) -> Plugin.File? {
    guard !file.services.isEmpty else { return nil }
    var source = head(file, imports: ["GRPC"])
    for service in file.services {
      source.line()
      ServiceWriter(names: names, service: service).write(to: &source)
    }
    return Plugin.File(name: SwiftName.file(file.path) + "Stubs.swift", content: source.text)
  }

  private func head(_ file: SchemaFile, imports: [String]) -> SourceText {
    var source = SourceText()
    source.line("// Made by protoc-gen-galleon from \(file.path); see scripts/generate-swift.sh.")
    source.line()
    for module in (imports + options.imports).sorted() { source.line("import \(module)") }
    return source
  }
}
