/// The name of a message, enum or service, split where its package ends.
struct TypeName: Hashable {
  /// `galleon.v1`; may be empty.
  let package: String
  /// Outermost first.
  let path: [String]

  var full: String { ((package.isEmpty ? [] : [package]) + path).joined(separator: ".") }
  var last: String { path.last ?? "" }

  func nested(_ name: String) -> TypeName { TypeName(package: package, path: path + [name]) }
}
