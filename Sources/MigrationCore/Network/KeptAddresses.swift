extension NetworkAllocation {
  /// Whether this holds `address` in another subnet for a server that will take it over: it is the same address with the same
  /// MAC, which no two servers have.
  package func reserves(_ address: NetworkAllocation) -> Bool {
    id != address.id && ipAddress == address.ipAddress && macAddress == address.macAddress
  }
}

extension ServerView {
  /// Whether a destination will have the addresses of `source` once it serves: it has none of its own.
  package func keepsAddresses(of source: ServerView) -> Bool {
    allocations.allSatisfy { own in source.allocations.contains { own.reserves($0) } }
  }

  /// The addresses of this server that belong to somebody else in the `subnets` it would keep them in; `given` is every
  /// address of those.
  package func addresses(takenIn subnets: [Subnet], by given: [NetworkAllocation])
    -> [NetworkAllocation]
  {
    allocations.filter { address in
      let home = Subnet.home(of: address, from: self.subnets, among: subnets)
      return given.contains { other in
        other.subnetID == home && other.id != address.id
          && other.ipAddress == address.ipAddress && !other.reserves(address)
      }
    }
  }
}
