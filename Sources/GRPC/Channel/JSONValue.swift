/// A JSON document (RFC 8259), as far as a service config needs it.
enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Says at which byte and what is wrong.
  struct Malformed: Error, Equatable {
    let message: String
  }

  init(_ text: String) throws(Malformed) {
    var parser = JSONParser(bytes: Array(text.utf8))
    self = try parser.document()
  }

  /// In a sentence: "a number".
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

private struct JSONParser {
  typealias Malformed = JSONValue.Malformed

  private static let depthMax = 64
  let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(Malformed) -> JSONValue {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw wrong("something follows the document") }
    return value
  }

  private func wrong(_ what: String) -> Malformed {
    Malformed(message: "byte \(position): \(what)")
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  /// Steps over a byte if it comes next.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(Malformed) -> JSONValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else { throw wrong("nested too deeply") }
    if take("{") { return .object(try members()) }
    if take("[") { return .array(try elements()) }
    if take("\"") { return .string(try string()) }
    let start = position
    while position < bytes.count, isWord(bytes[position]) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      let isNumber =
        word.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
      guard isNumber, let number = Double(word), number.isFinite else {
        position = start
        throw wrong("a value must come here")
      }
      return .number(number)
    }
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func members() throws(Malformed) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    if take("}") { return members }
    repeat {
      guard take("\"") else { throw wrong("a name in quotes must come here") }
      let name = try string()
      guard take(":") else { throw wrong("a colon must come here") }
      guard members.updateValue(try value(), forKey: name) == nil else {
        throw wrong("\"\(name)\" stands twice in one object")
      }
    } while take(",")
    guard take("}") else { throw wrong("a comma or } must come here") }
    return members
  }

  private mutating func elements() throws(Malformed) -> [JSONValue] {
    var elements: [JSONValue] = []
    if take("]") { return elements }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw wrong("a comma or ] must come here") }
    return elements
  }

  /// After the opening quote.
  private mutating func string() throws(Malformed) -> String {
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      case 0..<0x20: throw wrong("a control character in a string")
      default: text.append(byte)
      }
    }
    throw wrong("a string does not end")
  }

  private mutating func escape() throws(Malformed) -> Character {
    guard position < bytes.count else { throw wrong("a string does not end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return Character(Unicode.Scalar(byte))
    case UInt8(ascii: "u"):
      let digits = bytes[position..<min(position + 4, bytes.count)]
      guard digits.count == 4,
        let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(number)
      else { throw wrong("an escape that is no character") }
      position += 4
      return Character(scalar)
    default: throw wrong("an unknown escape")
    }
  }
}
