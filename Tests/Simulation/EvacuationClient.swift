import MigrationCore
import Orchestration

/// Somebody who watches every evacuation there is, one after the other, again and again.
struct EvacuationClient: Sendable {
  let simulation: Simulation
  private var setting: Setting { simulation.setting }

  init(_ simulation: Simulation) {
    self.simulation = simulation
  }

  func watch() async {
    while !simulation.isOver {
      let heard = simulation.heardEvacuations
      let news = setting.store.tables.all(Evacuation.self).first { heard[$0.id] != $0.revision }
      if let news, let life = simulation.current {
        do throws(Refusal) { try await follow(news.id, life) } catch {
          setting.judge.note("watcher of evacuations: \(error.message)")
        }
      }
      await setting.clock.sleep(for: .seconds(3))
    }
  }

  /// Listens until the evacuation is at rest, or for a while: there may be others.
  private func follow(_ id: Identifier, _ life: ServiceLife) async throws(Refusal) {
    let watch = try await life.evacuator.watch(id)
    var isFirst = true
    for _ in 0..<(1 + setting.dice.below(8)) {
      guard let item = try await watch.next(), !life.power.isOff else { return }
      guard case .status(let status) = item else { continue }
      take(status.evacuation, isFirst: isFirst)
      isFirst = false
    }
  }

  private func take(_ told: Evacuation, isFirst: Bool) {
    let last = simulation.heardEvacuations[told.id] ?? 0
    setting.judge.note("watcher of evacuations hears \(told.id.short) revision \(told.revision)")
    if told.revision < last {
      setting.judge.breaks("a watcher is told of an evacuation as it was before")
    }
    let stored = setting.store.tables.row(Evacuation.self, told.id)
    if stored?.revision ?? 0 < told.revision {
      setting.judge.breaks("an evacuation is shown that is not durable")
    }
    if stored?.revision == told.revision, stored != told {
      setting.judge.breaks("an evacuation is shown as it never was")
    }
    simulation.heard(told)
  }
}
