import HTTP2

/// The header `x-forwarded-client-cert` as Envoy writes it: an element for each hop, oldest first, separated by commas; in
/// an element pairs `Key=value`, separated by semicolons; values that need it in double quotes
/// (envoyproxy.io, "HTTP header manipulation").
enum ForwardedCertificate {
  /// The certificates that the elements speak of, oldest first; nil if the text is malformed.
  static func parse(_ text: String) -> [PeerCertificate]? {
    var elements: [PeerCertificate] = []
    var rest = Substring(text)
    while true {
      guard let element = element(&rest) else { return nil }
      elements.append(element)
      guard let next = rest.popFirst() else { return elements }
      guard next == "," else { return nil }
    }
  }

  private static func element(_ rest: inout Substring) -> PeerCertificate? {
    var certificate = PeerCertificate()
    while true {
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let key = rest[..<equals].trimmed.lowercased()
      rest = rest[rest.index(after: equals)...]
      guard !key.isEmpty, let value = value(&rest), isPlain(value) else { return nil }
      switch key {
      case "uri": if !value.isEmpty { certificate.uris.append(value) }
      case "dns": if !value.isEmpty { certificate.dnsNames.append(value) }
      case "subject": certificate.commonName = commonName(value)
      // By, Hash, Cert, Chain, and what later versions add.
      default: break
      }
      guard rest.first == ";" else { return certificate }
      rest.removeFirst()
    }
  }

  /// Up to the next separator outside of quotes; nil if a quote is not closed.
  private static func value(_ rest: inout Substring) -> String? {
    rest = rest.drop { $0 == " " }
    guard rest.first == "\"" else {
      let end = rest.firstIndex { $0 == ";" || $0 == "," } ?? rest.endIndex
      defer { rest = rest[end...] }
      let value = rest[..<end].trimmed
      return value.contains("\"") ? nil : value
    }
    rest.removeFirst()
    var value = ""
    while let next = rest.popFirst() {
      switch next {
      case "\\":
        // Only quotes are escaped; a backslash before anything else belongs to the value.
        if rest.first == "\"" { rest.removeFirst() } else { value.append("\\"); continue }
        value.append("\"")
      case "\"":
        rest = rest.drop { $0 == " " }
        return value
      default:
        value.append(next)
      }
    }
    return nil
  }

  /// The common name of a distinguished name (RFC 4514); empty if it has none, or is written so that two readers could
  /// read it differently: OpenSSL's old form with slashes, quotes, bytes in hexadecimal, several common names.
  private static func commonName(_ name: String) -> String {
    if name.hasPrefix("/") || name.contains("\"") { return "" }
    var attributes = [""]
    var isEscaped = false
    for character in name {
      if isEscaped {
        if character.isHexDigit { return "" }
        attributes[attributes.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," || character == "+" {
        attributes.append("")
      } else {
        attributes[attributes.count - 1].append(character)
      }
    }
    let names = attributes.map { Substring($0).trimmed }.filter {
      $0.lowercased().hasPrefix("cn=")
    }
    return names.count == 1 ? String(names[0].dropFirst(3)) : ""
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var rest = self
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
