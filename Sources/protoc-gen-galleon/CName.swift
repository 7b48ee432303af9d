/// The names that protoc-gen-c gives (protobuf-c, protoc-c/c_helpers.cc).
enum CName {
  /// `Galleon__V1__ShareServer`
  static func type(_ name: TypeName) -> String {
    name.full.split(separator: ".").map { camel(String($0)) }.joined(separator: "__")
  }

  /// `galleon__v1__share_server__init`
  static func initializer(_ name: TypeName) -> String {
    name.full.split(separator: ".").map { lower(String($0)) }.joined(separator: "__") + "__init"
  }

  /// `class_`, with backticks where Swift wants them behind a dot.
  static func member(_ name: String) -> String {
    let lowered = name.lowercased()
    if lowered == "self" || lowered == "init" { return "`\(lowered)`" }
    return keywords.contains(lowered) ? lowered + "_" : lowered
  }

  private static func camel(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func lower(_ name: String) -> String {
    var result = ""
    var wasUpper = true
    for character in name {
      if character.isUppercase && !wasUpper { result += "_" }
      wasUpper = character.isUppercase
      result += character.lowercased()
    }
    return result
  }

  private static let keywords: Set<String> = [
    "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "class", "compl", "const", "const_cast", "continue", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "extern", "false", "float", "for", "friend",
    "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "not", "not_eq",
    "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
    "return", "short", "signed", "sizeof", "static", "static_cast", "struct", "switch",
    "template", "this", "throw", "true", "try", "typedef", "typeid", "typename", "union",
    "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
  ]
}
