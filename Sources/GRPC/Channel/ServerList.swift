import HTTP2

/// The servers of a channel, as gRPC writes them (grpc/grpc doc/naming.md): `host:port`, `dns:///host:port`,
/// `ipv4:1.2.3.4:50051,5.6.7.8:50051`, `ipv6:[::1]:50051`, `unix:/path`, and lists of any of these with commas.
package struct ServerList: Sendable, Hashable, CustomStringConvertible {
  /// One of them, as it was written.
  enum Entry: Sendable, Hashable {
    /// An address.
    case fixed(Endpoint)
    /// A name that may stand for many addresses, which may change.
    case name(host: String, port: UInt16)
  }

  let entries: [Entry]
  package let description: String

  /// Why a text names no servers, in a sentence.
  package struct Invalid: Error, Hashable, Sendable {
    package let message: String
  }

  package init(_ target: Target) {
    description = target.description
    switch target {
    case .unix: entries = [.fixed(target)]
    case .tcp(let host, let port):
      entries = [Self.isAddress(host) ? .fixed(target) : .name(host: host, port: port)]
    }
  }

  package init(_ text: String) throws(Invalid) {
    description = text
    var entries: [Entry] = []
    var scheme = Substring("")
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      var rest = part.drop { $0 == " " }
      while rest.last == " " { rest.removeLast() }
      for known in ["dns:", "ipv4:", "ipv6:", "unix:", "unix-abstract:"] where rest.hasPrefix(known)
      {
        scheme = rest.prefix(known.count - 1)
        rest = rest.dropFirst(known.count)
        break
      }
      let entry = try Self.entry(scheme, rest, whole: String(part))
      if !entries.contains(entry) { entries.append(entry) }
      // `ipv4:a,b` goes on; the others name one server.
      if scheme != "ipv4" && scheme != "ipv6" { scheme = "" }
    }
    self.entries = entries
  }

  private static func entry(
    _ scheme: Substring, _ rest: Substring, whole: String
  ) throws(Invalid) -> Entry {
    switch scheme {
    case "unix":
      // `unix:path`, and `unix:///absolute` with an empty authority.
      let path = rest.hasPrefix("//") ? rest.dropFirst(2) : rest
      guard !path.isEmpty else { throw Invalid(message: "\"\(whole)\" has no path") }
      return .fixed(.unix(path: String(path)))
    case "unix-abstract":
      throw Invalid(message: "\"\(whole)\": abstract sockets are not supported")
    case "dns":
      var name = rest
      if name.hasPrefix("//") {
        // The authority would be the DNS server to ask; the system knows its own.
        name = name.dropFirst(2)
        guard name.first == "/" else {
          throw Invalid(message: "\"\(whole)\": a DNS server cannot be chosen; write dns:///")
        }
        name = name.dropFirst()
      }
      let (host, port) = try hostAndPort(name, whole)
      return isAddress(host)
        ? .fixed(.tcp(host: host, port: port)) : .name(host: host, port: port)
    default:
      let (host, port) = try hostAndPort(rest, whole)
      let isAddress = isAddress(host)
      guard scheme.isEmpty || isAddress && (scheme == "ipv6") == host.contains(":") else {
        throw Invalid(message: "\"\(whole)\" is no \(scheme == "ipv6" ? "IPv6" : "IPv4") address")
      }
      return isAddress ? .fixed(.tcp(host: host, port: port)) : .name(host: host, port: port)
    }
  }

  private static func hostAndPort(
    _ text: Substring, _ whole: String
  ) throws(Invalid) -> (String, UInt16) {
    let wrong = Invalid(message: "\"\(whole)\" is not an address")
    guard let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: colon)...]), port > 0
    else { throw Invalid(message: "\"\(whole)\" has no port") }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":"), isAddress(String(host)) else { throw wrong }
    } else if host.contains(":") {
      throw Invalid(message: "\"\(whole)\": write an IPv6 address in brackets: [::1]:50051")
    }
    guard !host.isEmpty, !host.contains(where: { $0 == "/" || $0 == " " }) else { throw wrong }
    return (String(host), port)
  }

  /// Whether nobody on another machine can listen in on any of them.
  package var isLocal: Bool {
    entries.allSatisfy { entry in
      switch entry {
      case .fixed(.unix): true
      case .fixed(.tcp(let host, _)): host == "::1" || host.hasPrefix("127.")
      case .name(let host, _): host == "localhost"
      }
    }
  }

  private static func isAddress(_ host: String) -> Bool { HostLookup.isAddress(host) }
}

extension ServerList.Entry: CustomStringConvertible {
  var description: String {
    switch self {
    case .fixed(let endpoint): endpoint.description
    case .name(let host, let port): "\(host):\(port)"
    }
  }
}
