/// Writes a message's way from and to its C struct.
struct ConversionWriter {
  let names: SwiftName
  let writer: MessageWriter

  private var message: MessageType { writer.message }

  func write(to source: inout SourceText) {
    let cType = CName.type(message.name)
    source.line()
    source.block("extension \(names.type(message.name)) {") { source in
      source.block(
        "package mutating func read(from source: UnsafePointer<\(cType)>) throws(ProtobufError) {"
      ) { source in
        for field in message.fields { read(field, &source) }
        for index in message.oneofs.indices { readOneof(index, &source) }
        source.block("if source.pointee.base.n_unknown_fields != 0 {") { source in
          source.line("self.unknownFields = source.pointee.base.foreignFields")
        }
      }
      source.line()
      source.block(
        "package mutating func fill(_ target: UnsafeMutablePointer<\(cType)>, _ arena: Arena) "
          + "throws(ProtobufError) {"
      ) { source in
        source.line("\(CName.initializer(message.name))(target)")
        for field in message.fields { write(field, &source) }
        for index in message.oneofs.indices { writeOneof(index, &source) }
        source.line("arena.setUnknownFields(unknownFields, &target.pointee.base)")
      }
    }
    for nested in message.messages {
      let nested = MessageWriter(
        names: names, containment: writer.containment, message: nested)
      ConversionWriter(names: names, writer: nested).write(to: &source)
    }
  }

  // MARK: Reading

  private func read(_ field: Field, _ source: inout SourceText) {
    let code = FieldCode(names: names, field: field)
    let property = "self." + SwiftName.bareProperty(field.name)
    let member = CName.member(field.name)
    let value = "source.pointee.\(member)"
    switch field.cardinality {
    case .singular:
      if code.isMessage {
        source.line("try \(property).read(from: \(value))")
      } else if field.type == .text {
        source.line("try \(value).read(into: &\(property), \"\(field.fullName)\")")
      } else {
        source.line("\(property) = \(code.read(value, field.type))")
      }
    case .optional(let oneof):
      source.block("if source.pointee.\(oneof)_case.rawValue == \(field.number) {") { source in
        source.line("\(property) = \(code.read(value, field.type))")
      }
    case .member: break
    case .repeated:
      source.block("if source.pointee.n_\(bare(member)) != 0 {") { source in
        source.line("\(property) = \(readArray(field, code, member))")
      }
    case .map(_, let key):
      source.block(
        "for case let entry? in UnsafeBufferPointer(start: \(value), "
          + "count: source.pointee.n_\(bare(member))) {"
      ) { source in
        source.line("let key = \(code.read("entry.pointee.key", key))")
        source.line("\(property)[key] = \(code.read("entry.pointee.value", field.type))")
      }
    }
  }

  private func readArray(_ field: Field, _ code: FieldCode, _ member: String) -> String {
    let arguments = "source.pointee.\(member), source.pointee.n_\(bare(member))"
    let type = "[\(code.swiftType(field.type))]"
    switch field.type {
    case .int32, .int64, .uint32, .uint64: return "\(type)(\(arguments))"
    case .message: return "try \(type)(\(arguments))"
    case .text:
      return "try \(type)(\(arguments)) { (data) throws(ProtobufError) in "
        + code.read("data", field.type) + " }"
    case .float, .double, .bool, .bytes, .enumeration:
      return "try \(type)(\(arguments)) { \(code.read("$0", field.type)) }"
    }
  }

  private func readOneof(_ index: Int, _ source: inout SourceText) {
    let members = writer.members(of: index)
    guard !members.isEmpty else { return }
    let oneof = message.oneofs[index]
    source.block("switch source.pointee.\(oneof.name.lowercased())_case.rawValue {") { source in
      for field in members {
        let code = FieldCode(names: names, field: field)
        let value = code.read("source.pointee.\(CName.member(field.name))", field.type)
        let enumCase = SwiftName.bareProperty(field.name)
        source.line("case \(field.number):")
        source.line(
          "  self.\(SwiftName.bareProperty(oneof.name)) = \(hoist(value, ".\(enumCase)"))")
      }
      source.line("default: break")
    }
  }

  private func bare(_ member: String) -> String { member.filter { $0 != "`" } }

  /// `try` must stand in front of the whole expression.
  private func hoist(_ value: String, _ wrapper: String) -> String {
    value.hasPrefix("try ") ? "try \(wrapper)(\(value.dropFirst(4)))" : "\(wrapper)(\(value))"
  }

  // MARK: Writing

  /// What `fill` itself calls its parameters.
  private static let parameters: Set<String> = ["target", "arena"]

  private func write(_ field: Field, _ source: inout SourceText) {
    let code = FieldCode(names: names, field: field)
    let name = SwiftName.property(field.name)
    let bareName = SwiftName.bareProperty(field.name)
    let isHidden = Self.parameters.contains(name)
    let property = isHidden ? "self.\(name)" : name
    let (binding, bound) = isHidden ? ("value = \(property)", "value") : (property, property)
    let member = CName.member(field.name)
    let target = "target.pointee.\(member)"
    switch field.cardinality {
    case .singular:
      if code.isMessage && !writer.isBoxed(field) {
        source.line("\(target) = try self.\(bareName).structure(in: arena)")
      } else if code.isMessage {
        source.line("if let \(binding) { \(target) = try arena.message(\(bound)) }")
      } else {
        source.line("\(target) = \(code.write(property, field.type))")
      }
    case .optional(let oneof):
      source.block("if let \(binding) {") { source in
        source.line("target.pointee.\(oneof)_case = .init(rawValue: \(field.number))")
        source.line("\(target) = \(code.write(bound, field.type))")
      }
    case .member: break
    case .repeated:
      source.line("target.pointee.n_\(bare(member)) = \(property).count")
      source.line("\(target) = \(writeArray(field, code, property))")
    case .map(let entry, let key):
      let order = key == .bool ? "{ !$0 && $1 }" : "<"
      source.line("target.pointee.n_\(bare(member)) = \(property).count")
      source.block(
        "\(target) = try arena.entries(\(property), by: \(order)) { (key, value, entry: "
          + "UnsafeMutablePointer<\(CName.type(entry))>) throws(ProtobufError) in"
      ) { source in
        source.line("\(CName.initializer(entry))(entry)")
        source.line("entry.pointee.key = \(code.write("key", key))")
        source.line("entry.pointee.value = \(code.write("value", field.type))")
      }
    }
  }

  private func writeArray(_ field: Field, _ code: FieldCode, _ property: String) -> String {
    switch field.type {
    case .int32, .int64, .uint32, .uint64: "arena.array(\(property))"
    case .message: "try arena.messages(\(property))"
    case .float, .double, .bool, .text, .bytes, .enumeration:
      "arena.array(\(property)) { \(code.write("$0", field.type)) }"
    }
  }

  private func writeOneof(_ index: Int, _ source: inout SourceText) {
    let members = writer.members(of: index)
    guard !members.isEmpty else { return }
    let oneof = message.oneofs[index]
    source.block("switch \(SwiftName.property(oneof.name)) {") { source in
      for field in members {
        let code = FieldCode(names: names, field: field)
        source.line("case .\(SwiftName.bareProperty(field.name))(let value):")
        source.line(
          "  target.pointee.\(oneof.name.lowercased())_case = .init(rawValue: \(field.number))")
        source.line(
          "  target.pointee.\(CName.member(field.name)) = \(code.write("value", field.type))")
      }
      source.line("case nil: break")
    }
  }
}
