import ConformanceKit
import Drivers
import MigrationCore
import Testing

@testable import Orchestration

@Suite("An evacuation", .timeLimit(.minutes(15)))
struct EvacuationTests {
  private static let broken = DriverError(.rollBack, .driverFailed, "broken")

  @Test("moves every server, no more at a time than was said, and says where each went")
  func everything() async throws {
    let fleet = try await Fleet(5)
    let life = try await fleet.life()
    let begun = try await life.evacuate(.init(concurrentMax: 2, completesItself: true))
    #expect(begun.state == .running)
    let ended = try await fleet.untilAtRest()
    #expect(ended.state == .done)
    #expect(ended.items.map(\.state) == Array(repeating: .moved, count: 5))
    #expect(fleet.left == 0)
    #expect(fleet.mostAtOnce <= 2)
    #expect(fleet.migrations.count == 5)
    // Both destinations are equal and empty: what the plan itself sends there counts.
    let places = Dictionary(grouping: ended.items, by: \.destination).mapValues(\.count)
    #expect(Set(places.values) == [2, 3])
    #expect(life.invariants.violations.isEmpty)
    await life.shutdown()
  }

  @Test("its backend takes nothing new while it runs, and is as before when it has ended")
  func closed() async throws {
    let fleet = try await Fleet(2)
    let life = try await fleet.life()
    _ = try await life.evacuate(.init())
    await fleet.until { $0.items.contains { $0.state == .migrating } }
    let draft = ServerDraft(projectID: "p", host: Fleet.alpha, shareNetworkID: fleet.network.id)
    let refusal = await #expect(throws: Refusal.self) {
      _ = try await life.inventory.createServer(draft, as: nil)
    }
    #expect(refusal?.reason == .backendEvacuating)
    #expect(refusal?.kind == .unavailable)
    // Also after a restart.
    await life.shutdown()
    let next = try await fleet.life()
    let again = await #expect(throws: Refusal.self) {
      _ = try await next.inventory.createServer(draft, as: nil)
    }
    #expect(again?.reason == .backendEvacuating)
    let second = await #expect(throws: Refusal.self) { _ = try await next.evacuate() }
    #expect(second?.reason == .evacuationRunning)
    _ = try await next.evacuator.stop(fleet.evacuation.id, cancels: true, by: nil, as: nil)
    #expect(try await fleet.untilAtRest().state == .stopped)
    await eventually { next.backends.state(of: Fleet.alpha)?.isEvacuating == false }
    _ = try await next.inventory.createServer(draft, as: nil)
    await next.shutdown()
  }

  @Test("one server that fails stops none of the others; a resume tries it again")
  func failing() async throws {
    let fleet = try await Fleet(4)
    var options = FleetLife.Options()
    options.faults = [DummyFault(.advanceMigration, times: 1, error: Self.broken)]
    let life = try await fleet.life(options)
    let id = try await life.evacuate(
      .init(destinations: [Fleet.beta], completesItself: true)
    ).id
    let ended = try await fleet.untilAtRest()
    #expect(ended.state == .doneWithFailures)
    #expect(ended.items.count { $0.state == .moved } == 3)
    let failed = try #require(ended.items.first { $0.state == .failed })
    #expect(failed.message.contains("broken"))
    #expect(failed.reason == Reason.driverFailed.rawValue)
    _ = try await life.evacuator.resume(id, by: nil, as: nil)
    await fleet.until { $0.state == .done }
    #expect(fleet.left == 0)
    #expect(fleet.migrations.count == 5)
    #expect(fleet.migrations.allSatisfy { $0.destinationHost == Fleet.beta })
    await life.shutdown()
  }

  @Test("without auto-complete each waits for its operator, and takes no place meanwhile")
  func byHand() async throws {
    let fleet = try await Fleet(3)
    let life = try await fleet.life()
    let id = try await life.evacuate(.init(concurrentMax: 1)).id
    await eventually {
      fleet.migrations.count == 3 && fleet.migrations.allSatisfy { $0.taskState == .phase1Done }
    }
    #expect(fleet.mostAtOnce == 1)
    let status = try await life.evacuator.status(id)
    #expect(status.evacuation.state == .running)
    for migration in fleet.migrations {
      _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    }
    #expect(try await fleet.untilAtRest().state == .done)
    await life.shutdown()
  }

  @Test("a stop starts nothing new; what is at work ends; a resume goes on")
  func stopped() async throws {
    let fleet = try await Fleet(3)
    var options = FleetLife.Options()
    options.dummy.delays[.advanceMigration] = .seconds(2000)
    let life = try await fleet.life(options)
    let id = try await life.evacuate(.init(concurrentMax: 1, completesItself: true)).id
    await eventually { fleet.migrations.first?.taskState == .driverInProgress }
    _ = try await life.evacuator.stop(id, cancels: false, by: "bob", as: nil)
    #expect(try fleet.evacuation.state == .stopping)
    #expect(try fleet.evacuation.actor == "bob")
    // The copy goes on to its end.
    while try !fleet.evacuation.state.isAtRest {
      life.clock.advance(by: .seconds(100))
      await Task.yield()
    }
    #expect(try fleet.evacuation.state == .stopped)
    #expect(fleet.migrations.map(\.taskState) == [.success])
    #expect(try fleet.evacuation.items.count { $0.state == .planned } == 2)
    let wrong = await #expect(throws: Refusal.self) {
      _ = try await life.evacuator.stop(id, cancels: false, by: nil, as: nil)
    }
    #expect(wrong?.reason == .wrongEvacuationState)
    await life.shutdown()
    let next = try await fleet.life()
    _ = try await next.evacuator.resume(id, by: nil, as: nil)
    #expect(try await fleet.untilAtRest().state == .done)
    #expect(fleet.migrations.count == 3)
    await next.shutdown()
  }

  @Test("a stop that cancels calls off what it started, and leaves alone what somebody else did")
  func cancelled() async throws {
    let fleet = try await Fleet(2)
    let life = try await fleet.life()
    let foreign = try await life.orchestrator.start(
      MigrationRequest(
        shareServerID: fleet.servers[0].rawValue, destinationHost: Fleet.gamma.rawValue), as: nil)
    let id = try await life.evacuate(.init()).id
    await eventually {
      fleet.migrations.count == 2 && fleet.migrations.allSatisfy { $0.taskState == .phase1Done }
    }
    #expect(try fleet.item(fleet.servers[0]).isAdopted)
    _ = try await life.evacuator.stop(id, cancels: true, by: nil, as: nil)
    #expect(try await fleet.untilAtRest().state == .stopped)
    #expect(try fleet.item(fleet.servers[1]).state == .cancelled)
    #expect(fleet.migrations.first { $0.id == foreign.id }?.taskState == .phase1Done)
    _ = try await life.evacuator.resume(id, by: nil, as: nil)
    await eventually { fleet.migrations.count { $0.taskState == .phase1Done } == 2 }
    for migration in fleet.migrations where migration.taskState == .phase1Done {
      _ = try await life.orchestrator.complete(.migration(migration.id), as: nil)
    }
    #expect(try await fleet.untilAtRest().state == .done)
    await life.shutdown()
  }

  @Test("what could not move at first is looked at again at the end")
  func lookBack() async throws {
    let fleet = try await Fleet(1)
    let life = try await fleet.life()
    let late = try await life.inventory.createServer(
      ServerDraft(projectID: "p", host: Fleet.alpha, shareNetworkID: fleet.network.id), as: nil)
    await life.inventory.settle()
    let id = try await life.evacuate(.init()).id
    await fleet.until { $0.items.contains { $0.state == .migrating } }
    #expect(try fleet.item(late.id).state == .blocked)
    #expect(try fleet.item(late.id).reason == Reason.shareServerHasNoShares.rawValue)
    _ = try await life.inventory.createShare(
      ShareDraft(name: "late", shareServerID: late.id, sizeGiB: 1), as: nil)
    await life.inventory.settle()
    await eventually { fleet.migrations.first?.taskState == .phase1Done }
    _ = try await life.orchestrator.complete(.shareServer(fleet.servers[0]), as: nil)
    await eventually { fleet.migrations.count == 2 }
    await eventually {
      fleet.migrations.allSatisfy { [.phase1Done, .success].contains($0.taskState) }
    }
    _ = try await life.orchestrator.complete(.shareServer(late.id), as: nil)
    #expect(try await fleet.untilAtRest().state == .done)
    #expect(try fleet.evacuation.id == id)
    #expect(try fleet.evacuation.planCount == 3)
    await life.shutdown()
  }

  @Test("a plan changes nothing, and is what is then done")
  func plan() async throws {
    let fleet = try await Fleet(3)
    let life = try await fleet.life()
    let before = fleet.ledger.tables.lastPosition
    let planned = try await life.evacuator.plan(Fleet.alpha, .init(completesItself: true))
    #expect(fleet.ledger.tables.lastPosition == before)
    #expect(fleet.ledger.tables.all(Evacuation.self).isEmpty)
    _ = try await life.evacuate()
    let ended = try await fleet.untilAtRest()
    let wanted = planned.map { EvacuationItem($0) }
    #expect(ended.items.map(\.serverID) == wanted.map(\.serverID))
    #expect(ended.items.map(\.destination) == wanted.map(\.destination))
    await life.shutdown()
  }

  @Test("where there is no room nothing is sent, and the plan says so")
  func full() async throws {
    let fleet = try await Fleet(3)
    var options = FleetLife.Options()
    options.dummy.pools = [.init(name: "p", totalBytes: 3 << 30, freeBytes: 3 << 30)]
    options.dummy.shareBytes = 2 << 30
    let life = try await fleet.life(options)
    _ = try await life.evacuate()
    let ended = try await fleet.untilAtRest()
    #expect(ended.state == .doneWithFailures)
    #expect(ended.items.count { $0.state == .moved } == 2)
    let blocked = try #require(ended.items.first { $0.state == .blocked })
    #expect(blocked.reason == Reason.notEnoughSpace.rawValue)
    #expect(fleet.migrations.count == 2)
    await life.shutdown()
  }

  @Test("the same request id is the same evacuation")
  func replayed() async throws {
    let fleet = try await Fleet(1)
    let life = try await fleet.life()
    let key = RequestKey(id: .random(), method: "m", fingerprint: "f")
    let options = EvacuationOptions(completesItself: true)
    let first = try await life.evacuator.evacuate(Fleet.alpha, options, by: nil, as: key)
    _ = try await fleet.untilAtRest()
    let second = try await life.evacuator.evacuate(Fleet.alpha, options, by: nil, as: key)
    #expect(first == second)
    #expect(fleet.ledger.tables.all(Evacuation.self).count == 1)
    await life.shutdown()
  }

  @Test("a watch tells it as it is, then after changes, and ends when it is at rest")
  func watched() async throws {
    let fleet = try await Fleet(2)
    var options = FleetLife.Options()
    options.jumpMax = .zero
    let life = try await fleet.life(options)
    let id = try await life.evacuate().id
    let watch = try await life.evacuator.watch(id)
    var told: [EvacuationStatus] = []
    while let item = try await watch.next() {
      if case .status(let status) = item { told.append(status) }
    }
    #expect(told.last?.evacuation.state == .done)
    #expect(told.last?.percent == 100)
    let revisions = told.map(\.evacuation.revision)
    #expect(revisions == revisions.sorted())
    await life.shutdown()
  }

  @Test("what cannot be meant is refused, field by field")
  func nonsense() async throws {
    let fleet = try await Fleet(1)
    let life = try await fleet.life()
    let now = life.clock.now
    let rows: [(EvacuationOptions, [String])] = [
      (.init(concurrentMax: 1001), ["options.max_concurrent"]),
      (.init(destinations: [Fleet.alpha]), ["options.destination_hosts"]),
      (
        .init(completesItself: true, controls: .init(completeAfter: now)), ["options.auto_complete"]
      ),
      (.init(controls: .init(priority: 101)), ["options.controls.priority"]),
    ]
    for (options, fields) in rows {
      let refusal = await #expect(throws: Refusal.self) { _ = try await life.evacuate(options) }
      #expect(refusal?.fields.map(\.field) == fields)
    }
    let nowhere = await #expect(throws: Refusal.self) {
      _ = try await life.evacuate(.init(destinations: [Site.address("no@where")]))
    }
    #expect(nowhere?.reason == .backendNotFound)
    await life.shutdown()
  }

  @Test("suggestions rank what can take a server before what cannot, and say why")
  func suggestions() async throws {
    let fleet = try await Fleet(1)
    let life = try await fleet.life()
    life.backends.setEnabled(Fleet.beta, false)
    let ranking = try await life.orchestrator.suggest(fleet.servers[0], DestinationWish())
    #expect(ranking.map(\.address) == [Fleet.gamma, Fleet.beta])
    #expect(ranking.map(\.isCompatible) == [true, false])
    #expect(ranking[1].conflicts.map(\.reason) == [.backendDisabled])
    #expect(ranking[0].freeBytesAfter == ranking[0].freeBytes - (1 << 30))
    await life.shutdown()
  }
}
