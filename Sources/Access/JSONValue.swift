/// JSON of which nobody knows the shape beforehand.
enum JSONValue: Decodable, Sendable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// A member by its name, or by a path whose steps are separated by dots.
  subscript(path: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    if let member = members[path] { return member }
    guard let dot = path.firstIndex(of: ".") else { return nil }
    return members[String(path[..<dot])]?[String(path[path.index(after: dot)...])]
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// A text alone, or a list of texts and nothing else.
  var texts: [String]? {
    switch self {
    case .text(let text): return [text]
    case .list(let values):
      let texts = values.compactMap(\.text)
      return texts.count == values.count ? texts : nil
    case .null, .boolean, .number, .object: return nil
    }
  }
}
