/// Writes an enum as a Swift struct that holds any number.
struct EnumWriter {
  let names: SwiftName
  let type: EnumType

  func write(to source: inout SourceText) {
    source.documentation(type.comment)
    source.block("package struct \(names.declared(type.name)): ProtobufEnum {") { source in
      source.line("package let rawValue: Int32")
      source.line()
      source.line("package init(rawValue: Int32) { self.rawValue = rawValue }")
      for value in type.values {
        source.line()
        source.documentation(value.comment)
        source.line(
          "package static let \(swiftName(value)) = \(names.type(type.name))(rawValue: "
            + "\(value.number))")
      }
      source.line()
      source.documentation("The values that the schema names, in its order.")
      let all = distinct.map { ".\(swiftName($0).filter { $0 != "`" })" }
      source.line(
        "package static let allValues: [\(names.type(type.name))] = "
          + "[\(all.joined(separator: ", "))]")
      source.line()
      source.block("package var name: String? {") { source in
        source.block("switch rawValue {") { source in
          for value in distinct { source.line("case \(value.number): \"\(value.name)\"") }
          source.line("default: nil")
        }
      }
    }
  }

  private func swiftName(_ value: EnumType.Value) -> String {
    SwiftName.enumValue(value.name, of: type.name.last)
  }

  /// Without the aliases.
  private var distinct: [EnumType.Value] {
    var seen: Set<Int32> = []
    return type.values.filter { seen.insert($0.number).inserted }
  }
}
