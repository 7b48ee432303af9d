import Glibc

/// An address, or a network in CIDR notation (RFC 4632, RFC 4291).
package struct NetworkRange: Sendable, Hashable {
  private let bytes: [UInt8]
  private let prefix: Int

  /// `10.0.0.0/8`, `fd00::/8`, or one address; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let bytes = Self.bytes(String(parts[0])) else { return nil }
    var prefix = bytes.count * 8
    if parts.count == 2 {
      guard let length = Int(parts[1]), (0...prefix).contains(length) else { return nil }
      prefix = length
    }
    self.bytes = bytes
    self.prefix = prefix
  }

  /// Whether `10.1.2.3:4567` or `[fd00::1]:4567` lies in it. An IPv4 peer of an IPv6 socket counts as what it is
  /// (`::ffff:10.1.2.3`).
  func contains(_ peer: String) -> Bool {
    guard let colon = peer.lastIndex(of: ":") else { return false }
    var host = String(peer[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    if let zone = host.firstIndex(of: "%") { host = String(host[..<zone]) }
    guard var address = Self.bytes(host) else { return false }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
    if bytes.count == 4, address.count == 16, address.starts(with: mapped) {
      address.removeFirst(12)
    }
    guard address.count == bytes.count else { return false }
    for index in bytes.indices {
      let bits = min(8, max(0, prefix - index * 8))
      let mask = bits == 0 ? 0 : UInt8(truncatingIfNeeded: 0xff << (8 - bits))
      if bytes[index] & mask != address[index] & mask { return false }
    }
    return true
  }

  private static func bytes(_ host: String) -> [UInt8]? {
    var four = in_addr()
    if inet_pton(AF_INET, host, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
    var six = in6_addr()
    if inet_pton(AF_INET6, host, &six) == 1 { return withUnsafeBytes(of: &six) { Array($0) } }
    return nil
  }
}
