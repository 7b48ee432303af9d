/// Which messages lie inside which others as Swift values. One that would lie inside itself needs a
/// box; arrays and dictionaries are boxes already.
struct Containment {
  private var parts: [TypeName: Set<TypeName>] = [:]

  init(_ files: [SchemaFile]) {
    for file in files { for message in file.messages { add(message) } }
  }

  private mutating func add(_ message: MessageType) {
    for field in message.fields {
      guard case .message(let part) = field.type else { continue }
      switch field.cardinality {
      case .singular, .optional, .member: parts[message.name, default: []].insert(part)
      case .repeated, .map: break
      }
    }
    for nested in message.messages { add(nested) }
  }

  /// Whether `part`, which lies in `whole`, holds a `whole` again.
  func isRecursive(_ part: TypeName, in whole: TypeName) -> Bool {
    var seen: Set<TypeName> = []
    var open = [part]
    while let next = open.popLast() {
      if next == whole { return true }
      if seen.insert(next).inserted { open += parts[next] ?? [] }
    }
    return false
  }
}
