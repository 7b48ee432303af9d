import HTTP2
import Synchronization

/// The client channels of this process that are not closed.
package enum ClientChannels {
  private static let cores = Mutex<[Int: ChannelCore]>([:])

  static func add(_ core: ChannelCore) { cores.withLock { $0[core.number] = core } }

  static func remove(_ core: ChannelCore) { cores.withLock { $0[core.number] = nil } }

  /// Up to `max` channels from a number on, lowest numbers first.
  package static func channels(from number: Int, max: Int) async -> [ChannelStatus] {
    let found = cores.withLock { cores in
      cores.values.filter { $0.number >= number }.sorted { $0.number < $1.number }.prefix(max)
    }
    var statuses: [ChannelStatus] = []
    for core in found { statuses.append(await core.loop.ask { core.status }) }
    return statuses
  }

  package static func channel(_ number: Int) async -> ChannelStatus? {
    guard let core = cores.withLock({ $0[number] }) else { return nil }
    return await core.loop.ask { core.status }
  }

  package static func subchannel(_ number: Int) async -> SubchannelStatus? {
    await first { $0.subchannels.first { $0.number == number } }
  }

  package static func connection(_ number: Int) async -> ConnectionStatus? {
    await first { $0.subchannels.lazy.flatMap(\.connections).first { $0.number == number } }
  }

  private static func first<Found>(_ find: (ChannelStatus) -> Found?) async -> Found? {
    for status in await channels(from: 0, max: .max) {
      if let found = find(status) { return found }
    }
    return nil
  }
}
