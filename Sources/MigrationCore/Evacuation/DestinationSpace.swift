/// The room on a backend while a plan is made: each share lies in one pool, so a pool is never given more than it has.
package struct DestinationSpace: Hashable, Sendable {
  package let address: BackendAddress
  package private(set) var pools: [BackendReport.Pool]

  package init(_ address: BackendAddress, _ pools: [BackendReport.Pool]) {
    self.address = address
    self.pools = pools
  }

  package var totalBytes: Int64 { pools.reduce(0) { $0 + $1.totalBytes } }
  package var freeBytes: Int64 { pools.reduce(0) { $0 + $1.freeBytes } }

  /// The part of the whole that is free, 0 to 1.
  package var freePart: Double {
    totalBytes > 0 ? Double(freeBytes) / Double(totalBytes) : 0
  }

  /// What is left when `shares` were placed, each in the pool with the most room, the largest first; nil when one of them
  /// has no room in any.
  package func placing(_ shares: [Int64]) -> DestinationSpace? {
    var rest = self
    for bytes in shares.sorted(by: >) where bytes > 0 {
      guard let roomiest = rest.roomiest, rest.pools[roomiest].freeBytes >= bytes else {
        return nil
      }
      rest.pools[roomiest].freeBytes -= bytes
    }
    return rest
  }

  /// Takes `bytes` that are on their way to the backend, into whatever pools; never below nothing.
  package mutating func reserve(_ bytes: Int64) {
    var left = bytes
    while left > 0, let roomiest, pools[roomiest].freeBytes > 0 {
      let taken = min(left, pools[roomiest].freeBytes)
      pools[roomiest].freeBytes -= taken
      left -= taken
    }
  }

  private var roomiest: Int? {
    pools.indices.max { (pools[$0].freeBytes, $1) < (pools[$1].freeBytes, $0) }
  }
}
