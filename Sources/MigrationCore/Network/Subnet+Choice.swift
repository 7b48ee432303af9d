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
