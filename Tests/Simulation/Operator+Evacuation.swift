import MigrationCore
import Orchestration

extension Operator {
  /// Empties a backend, or stops or resumes what empties one.
  func evacuateOrStop() async {
    let all = setting.store.tables.all(Evacuation.self)
    guard !all.isEmpty, dice.falls(0.6) else { return await evacuate() }
    let id = dice.one(of: all).id
    if dice.falls(0.5) {
      let cancels = dice.falls(0.4)
      await insist("stop evacuation") { life, key async throws(Refusal) in
        _ = try await life.evacuator.stop(id, cancels: cancels, by: "op", as: key)
        return nil
      }
    } else {
      await insist("resume evacuation") { life, key async throws(Refusal) in
        _ = try await life.evacuator.resume(id, by: "op", as: key)
        return nil
      }
    }
  }

  private func evacuate() async {
    let host = dice.one(of: simulation.addresses)
    let options = EvacuationOptions(
      concurrentMax: 1 + dice.below(3), completesItself: dice.falls(0.6))
    await insist("evacuate \(host)") { life, key async throws(Refusal) in
      _ = try await life.evacuator.evacuate(host, options, by: "op", as: key)
      return nil
    }
  }
}
