extension Subnet {
  /// All of a network's subnets in the zone; where there is none, all default ones.
  package static func serving(zone: String?, among subnets: [Subnet]) -> [Subnet] {
    let own = subnets.filter { $0.availabilityZone != nil && $0.availabilityZone == zone }
    return own.isEmpty ? subnets.filter { $0.availabilityZone == nil } : own
  }

  /// Whether two sets of subnets are equal as multisets of what a client can notice.
  package static func sameParameters(_ left: [Subnet], _ right: [Subnet]) -> Bool {
    counted(left) == counted(right)
  }

  /// The subnet that `address` is in once its server has moved from the `old` subnets into `new` ones that equal them in
  /// parameters.
  package static func home(
    of address: NetworkAllocation, from old: [Subnet], among new: [Subnet]
  ) -> Identifier {
    let own = old.first { $0.id == address.subnetID }
    guard let own, !new.contains(where: { $0.id == own.id }) else { return address.subnetID }
    return new.first { sameParameters([$0], [own]) }?.id ?? address.subnetID
  }

  /// The lowest address that is neither its gateway's nor one of those in it; nil when none is free.
  package func freeAddress(besides allocations: [NetworkAllocation]) -> IPAddress? {
    let given = allocations.lazy.filter { $0.subnetID == id }.map(\.ipAddress)
    let taken = Set((given + [gateway]).compactMap(IPAddress.init))
    return AddressRange(cidr)?.firstFree(besides: taken)
  }

  private static func counted(_ subnets: [Subnet]) -> [Parameters: Int] {
    subnets.reduce(into: [:]) { $0[Parameters($1), default: 0] += 1 }
  }

  private struct Parameters: Hashable {
    let cidr: String
    let gateway: String
    let networkType: String
    let segmentationID: Int64
    let mtu: Int64
    let ipVersion: Int64

    init(_ subnet: Subnet) {
      cidr = subnet.cidr
      gateway = subnet.gateway
      networkType = subnet.networkType
      segmentationID = subnet.segmentationID
      mtu = subnet.mtu
      ipVersion = subnet.ipVersion
    }
  }
}
