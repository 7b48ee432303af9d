/// The names that the generated Swift code uses.
struct SwiftName {
  /// The package whose types have their bare names; others' begin with their package.
  let barePackage: String

  /// `Migration`, `GoogleRpcStatus`, `ShareServer.Network`
  func type(_ name: TypeName) -> String {
    let prefix = name.package == barePackage ? "" : Self.upperCamel(name.package)
    let path = [prefix + (name.path.first ?? "")] + name.path.dropFirst()
    return path.map(Self.typePart).joined(separator: ".")
  }

  /// The part of a type's name that stands in its declaration.
  func declared(_ name: TypeName) -> String {
    name.path.count > 1 ? Self.typePart(name.last) : type(name)
  }

  private static func typePart(_ name: String) -> String {
    reservedTypes.contains(name) ? name + "_" : name
  }

  /// `taskState`, with backticks where Swift wants them.
  static func property(_ name: String) -> String {
    let camel = lowerCamel(name)
    if reservedMembers.contains(camel) { return camel + "_" }
    return keywords.contains(camel) ? "`\(camel)`" : camel
  }

  /// The same behind a dot or as an argument's label.
  static func bareProperty(_ name: String) -> String {
    property(name).filter { $0 != "`" }
  }

  /// `migrationStarting` for `TASK_STATE_MIGRATION_STARTING` of `TaskState`.
  static func enumValue(_ value: String, of type: String) -> String {
    let prefix = screaming(type) + "_"
    let short = value.hasPrefix(prefix) ? String(value.dropFirst(prefix.count)) : value
    return property((short.first?.isLetter == true ? short : value).lowercased())
  }

  /// `GalleonV1Migration` for `galleon/v1/migration.proto`.
  static func file(_ path: String) -> String {
    let stem = path.hasSuffix(".proto") ? String(path.dropLast(6)) : path
    return upperCamel(stem)
  }

  static func lowerCamel(_ name: String) -> String {
    let camel = upperCamel(name)
    // A leading run of capitals goes down together: `OSName` is `osName`.
    let capitals = camel.prefix { $0.isUppercase }
    let lowered =
      capitals.count > 1 && capitals.count < camel.count
      ? capitals.dropLast().lowercased() + camel.dropFirst(capitals.count - 1)
      : capitals.lowercased() + camel.dropFirst(capitals.count)
    return lowered.first?.isNumber == true ? "_" + lowered : lowered
  }

  static func upperCamel(_ name: String) -> String {
    name.split { !$0.isLetter && !$0.isNumber }
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func screaming(_ name: String) -> String {
    var result = ""
    for character in name {
      if character.isUppercase && !result.isEmpty { result += "_" }
      result += character.uppercased()
    }
    return result
  }

  private static let reservedTypes: Set<String> = ["Type", "Protocol", "Self", "Any"]

  /// What every generated message has already, or what Swift keeps for itself even in backticks.
  private static let reservedMembers: Set<String> = [
    "fullName", "plan", "unknownFields", "hashValue", "hash", "encode", "decode", "fill",
    "rawValue", "allValues", "self", "init",
  ]

  private static let keywords: Set<String> = [
    "actor", "as", "associatedtype", "await", "break", "case", "catch", "class", "continue",
    "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false",
    "fileprivate", "for", "func", "guard", "if", "import", "in", "inout", "internal",
    "is", "let", "nil", "operator", "private", "precedencegroup", "protocol", "public",
    "repeat", "rethrows", "return", "static", "struct", "subscript", "super", "switch",
    "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]
}
