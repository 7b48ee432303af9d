/// Writes a message as a Swift struct.
struct MessageWriter {
  let names: SwiftName
  let containment: Containment
  let message: MessageType

  private var type: String { names.type(message.name) }

  func write(to source: inout SourceText) {
    source.documentation(message.comment)
    source.block("package struct \(names.declared(message.name)): BridgedMessage {") { source in
      source.line("package static let fullName = \"\(message.name.full)\"")
      source.line(
        "package static let plan = MessagePlan.of(\(CName.initializer(message.name)))")
      source.line("package static let defaults = Defaults(\(type)())")
      writeProperties(&source)
      source.line()
      source.documentation("Fields that the schema does not know, as they were on the wire.")
      source.line("package var unknownFields: [UInt8] = []")
      source.line()
      source.line("package init() {}")
      writeMemberwiseInitializer(&source)
      for (index, oneof) in message.oneofs.enumerated() where !members(of: index).isEmpty {
        source.line()
        write(oneof, index, &source)
      }
      for type in message.enums {
        source.line()
        EnumWriter(names: names, type: type).write(to: &source)
      }
      for nested in message.messages {
        source.line()
        MessageWriter(names: names, containment: containment, message: nested).write(to: &source)
      }
    }
  }

  /// The fields and oneofs in the order of the schema, as they are in Swift.
  var properties: [Property] {
    var seen: Set<Int> = []
    return message.fields.compactMap { field in
      guard case .member(let index) = field.cardinality else {
        let code = FieldCode(names: names, field: field)
        return Property(
          name: SwiftName.property(field.name), comment: field.comment, type: code.declaredType,
          initialValue: code.declaredInitialValue, isBoxed: isBoxed(field))
      }
      guard seen.insert(index).inserted else { return nil }
      let oneof = message.oneofs[index]
      return Property(
        name: SwiftName.property(oneof.name), comment: oneof.comment,
        type: oneofType(oneof) + "?", initialValue: "nil", isBoxed: false)
    }
  }

  struct Property {
    let name: String
    let comment: String
    let type: String
    let initialValue: String
    let isBoxed: Bool

    var bareName: String { name.filter { $0 != "`" } }
  }

  func members(of oneof: Int) -> [Field] {
    message.fields.filter { $0.cardinality == .member(oneof: oneof) }
  }

  func isBoxed(_ field: Field) -> Bool {
    guard case .message(let part) = field.type else { return false }
    switch field.cardinality {
    case .singular, .optional, .member:
      return containment.isRecursive(part, in: message.name)
    case .repeated, .map: return false
    }
  }

  private func oneofType(_ oneof: Oneof) -> String {
    let name = SwiftName.upperCamel(oneof.name)
    let isTaken = (message.messages.map(\.name) + message.enums.map(\.name)).contains {
      $0.last == name
    }
    return isTaken ? name + "Oneof" : name
  }

  private func writeProperties(_ source: inout SourceText) {
    for property in properties {
      source.line()
      source.documentation(property.comment)
      if property.isBoxed {
        let boxed = "boxed" + SwiftName.upperCamel(property.bareName)
        source.block("package var \(property.name): \(property.type) {") { source in
          source.line("get { \(boxed)?.value }")
          source.line("set { \(boxed) = newValue.map { Box($0) } }")
        }
        source.line("private var \(boxed): Box<\(property.type.dropLast())>?")
      } else if property.initialValue == "nil" {
        source.line("package var \(property.name): \(property.type)")
      } else {
        source.line(
          "package var \(property.name): \(property.type) = \(property.initialValue)")
      }
    }
  }

  private func writeMemberwiseInitializer(_ source: inout SourceText) {
    guard !properties.isEmpty else { return }
    source.line()
    let parameters = properties.map { "\($0.name): \($0.type) = \($0.initialValue)" }
    source.block("package init(\(parameters.joined(separator: ", "))) {") { source in
      for property in properties { source.line("self.\(property.bareName) = \(property.name)") }
    }
  }

  private func write(_ oneof: Oneof, _ index: Int, _ source: inout SourceText) {
    source.documentation(
      oneof.comment.isEmpty ? "What `\(SwiftName.bareProperty(oneof.name))` is." : oneof.comment)
    source.block("package enum \(oneofType(oneof)): Sendable, Hashable {") { source in
      for field in members(of: index) {
        source.documentation(field.comment)
        let type = FieldCode(names: names, field: field).swiftType(field.type)
        source.line(
          "\(isBoxed(field) ? "indirect " : "")case \(SwiftName.property(field.name))(\(type))")
      }
    }
  }
}
