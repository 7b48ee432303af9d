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

  /// The addresses of hosts: neither the network's own nor (IPv4) its broadcast address. Networks of one or two addresses
  /// (RFC 3021) have hosts on all of them.
  private var hosts: ClosedRange<UInt128> {
    let isPointToPoint = hostMask <= 1
    let last = prefix | hostMask
    return (isPointToPoint ? prefix : prefix + 1)...(isPointToPoint || isIPv6 ? last : last - 1)
  }

  /// Whether a host may have the address.
  package func hasHost(_ address: IPAddress) -> Bool {
    address.isIPv6 == isIPv6 && hosts.contains(address.bits)
  }

  /// The lowest address for a host that is not in `taken`; nil when none is free.
  package func firstFree(besides taken: Set<IPAddress>) -> IPAddress? {
    var bits = hosts.lowerBound
    let last = hosts.upperBound
    while bits <= last {
      let address = IPAddress(isIPv6: isIPv6, bits: bits)
      if !taken.contains(address) { return address }
      guard bits < last else { return nil }
      bits += 1
    }
    return nil
  }
}
