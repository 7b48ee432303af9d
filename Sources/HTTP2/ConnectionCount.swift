import Synchronization

/// The connections of one server, counted over all its loops, in all and for each address.
final class ConnectionCount: Sendable {
  private struct Counts {
    var all = 0
    var byAddress: [String: Int] = [:]
  }

  private let limit: Int
  /// The last hundredth is for Unix sockets, so that who runs the service can look at it however many others want in.
  private let limitForAddresses: Int
  private let limitForPeer: Int
  private let counts = Mutex(Counts())

  init(limit: Int, forPeer: Int) {
    self.limit = limit
    limitForAddresses = limit - limit / 100
    limitForPeer = forPeer
  }

  /// False when there are as many as there may be, in all or from this address.
  ///
  /// - Parameter address: nil for a Unix socket: who may open its file is trusted, and has no address.
  func take(_ address: String?) -> Bool {
    counts.withLock { counts in
      guard counts.all < limit else { return false }
      if let address {
        guard counts.all < limitForAddresses,
          counts.byAddress[address, default: 0] < limitForPeer
        else { return false }
        counts.byAddress[address, default: 0] += 1
      }
      counts.all += 1
      return true
    }
  }

  func giveBack(_ address: String?) {
    counts.withLock { counts in
      counts.all -= 1
      guard let address, let count = counts.byAddress[address] else { return }
      counts.byAddress[address] = count > 1 ? count - 1 : nil
    }
  }

  /// The address in the name of a peer, without its port; nil of a Unix socket.
  static func address(of peer: String) -> String? {
    guard let colon = peer.lastIndex(of: ":") else { return nil }
    return String(peer[..<colon])
  }
}
