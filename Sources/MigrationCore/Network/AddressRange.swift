/// A network in CIDR form (RFC 4632): a prefix and its length.
package struct AddressRange: Hashable, Sendable {
  package let isIPv6: Bool
  let prefix: UInt128
  let prefixLength: Int

  /// Accepts `address/length` with all host bits zero; anything else is nil.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(String(parts[0])),
      let length = Int(parts[1]), (0...address.width).contains(length),
      String(length) == parts[1]
    else { return nil }
    isIPv6 = address.isIPv6
    prefix = address.bits
    prefixLength = length
    guard prefix & hostMask == 0 else { return nil }
  }

  private var hostMask: UInt128 {
    let hostBits = (isIPv6 ? 128 : 32) - prefixLength
    return hostBits == 128 ? UInt128.max : (UInt128(1) << hostBits) - 1
  }

  package func contains(_ address: IPAddress) -> Bool {
    address.isIPv6 == isIPv6 && address.bits & ~hostMask == prefix
  }

  package func overlaps(_ other: AddressRange) -> Bool {
    guard isIPv6 == other.isIPv6 else { return false }
    let wider = prefixLength < other.prefixLength ? self : other
    let narrower = prefixLength < other.prefixLength ? other : self
    return narrower.prefix & ~wider.hostMask == wider.prefix
  }

  /// The lowest address for a host that is not in `taken`: neither the network's own nor (IPv4) its broadcast
  /// address. Networks of one or two addresses (RFC 3021) have hosts on all of them. Nil when none is free.
  package func firstFree(besides taken: Set<IPAddress>) -> IPAddress? {
    let isPointToPoint = hostMask <= 1
    var bits = isPointToPoint ? prefix : prefix + 1
    let last = isPointToPoint || isIPv6 ? prefix | hostMask : (prefix | hostMask) - 1
    while bits <= last {
      let address = IPAddress(isIPv6: isIPv6, bits: bits)
      if !taken.contains(address) { return address }
      guard bits < last else { return nil }
      bits += 1
    }
    return nil
  }
}
