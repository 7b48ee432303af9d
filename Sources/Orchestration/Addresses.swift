import MigrationCore

extension NetworkAllocation {
  /// The next free address of `subnet`, for a server. The MAC address is made from the allocation's id: locally
  /// administered, unicast (IEEE 802, section 8.4).
  static func next(
    in subnet: Subnet, for server: Identifier, _ tx: any LedgerReading, at now: Timestamp,
    id: Identifier = .random()
  ) throws(Refusal) -> NetworkAllocation {
    let given = try tx.list(NetworkAllocation.self, where: [.equal(.subnetID, subnet.id)])
    guard let address = subnet.freeAddress(besides: given) else {
      throw Refusal(
        .failedPrecondition, .noFreeAddress,
        "subnet \(subnet.id) (\(subnet.cidr)) has no address left",
        subject: .init(.subnet, subnet.id))
    }
    let digits = Array(id.rawValue.filter { $0 != "-" })
    let mac = (0..<5).map { String(digits[2 * $0...2 * $0 + 1]) }
    return NetworkAllocation(
      id: id, shareServerID: server, subnetID: subnet.id, ipAddress: address.description,
      macAddress: (["02"] + mac).joined(separator: ":"), createdAt: now)
  }
}
