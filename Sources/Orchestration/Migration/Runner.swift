import MigrationCore
import Synchronization

/// Owns one live migration: enters its state, makes that state's driver call, writes the outcome, and so on to the end. The
/// state is read from the ledger each time, so a restart enters the same state and repeats the same call.
final class Runner: Sendable {
  private struct Control {
    var life: Task<Void, Never>?
    var step: Task<Void, Never>?
    /// The revision of the migration that the step under way belongs to.
    var stepRevision: Int64 = 0
    var isStopped = false
  }

  private let id: Identifier
  private let world: World
  private let control = Mutex(Control())
  private let wakeUps: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation

  init(_ id: Identifier, _ world: World) {
    self.id = id
    self.world = world
    (wakeUps, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func start(whenEnded: @escaping @Sendable () -> Void) {
    let life = Task(executorPreference: world.settings.executor) {
      await self.live()
      whenEnded()
    }
    control.withLock { $0.life = life }
  }

  /// The state was changed from outside, to `revision`: a call of an earlier one is told to stop, and its answer is
  /// ignored. The runner may have seen the change already, and be at work on it.
  func interrupt(before revision: Int64) {
    wake.yield()
    control.withLock { $0.stepRevision < revision ? $0.step : nil }?.cancel()
  }

  /// Ends the runner without a change of state.
  func stop() {
    let (step, life) = control.withLock { control in
      control.isStopped = true
      return (control.step, control.life)
    }
    step?.cancel()
    life?.cancel()
    wake.finish()
  }

  func ended() async {
    await control.withLock { $0.life }?.value
  }

  private var isStopped: Bool { control.withLock { $0.isStopped } }

  private func live() async {
    var wakeUps = wakeUps.makeAsyncIterator()
    var last: Int64 = 0
    while !isStopped {
      guard let migration = await load() else { return }
      if !migration.taskState.copies && migration.taskState != .starting {
        world.turns.release(id)
      }
      if !migration.isBusy { return world.bandwidths.forget(id) }
      if migration.taskState == .phase1Done, !isDue(migration) {
        await waitForNews(of: migration, &wakeUps)
        last = 0
        continue
      }
      // A step that could not even write its failure is not repeated at full speed.
      if migration.revision == last, await !world.pause(.seconds(1)) { return }
      last = migration.revision
      await perform(MigrationStep(migration, world))
    }
  }

  /// Whether the service itself is to cut over now.
  private func isDue(_ migration: Migration) -> Bool {
    guard migration.controls.window.contains(world.clock.now) else { return false }
    return world.backends.state(of: migration.destinationHost)?.isUp ?? false
  }

  /// Returns when the migration was changed from outside, or its cutover window may be open.
  private func waitForNews(
    of migration: Migration, _ wakeUps: inout AsyncStream<Void>.Iterator
  ) async {
    let alarm = untilWindow(of: migration).map { delay in
      Task(executorPreference: world.settings.executor) { [wake, world] in
        if await world.pause(delay) { wake.yield() }
      }
    }
    _ = await wakeUps.next()
    alarm?.cancel()
  }

  /// Nil when there is no window to come.
  private func untilWindow(of migration: Migration) -> Duration? {
    let window = migration.controls.window
    let now = world.clock.now
    guard let opens = window.opens, now <= window.closes ?? now else { return nil }
    // In an open window it is the backend that is waited for.
    return now < opens ? opens.since(now) : Self.backendPause
  }

  private static var backendPause: Duration { .seconds(5) }

  private func perform(_ step: MigrationStep) async {
    let task = Task(executorPreference: world.settings.executor) { await step.perform() }
    let stopped = control.withLock { control in
      control.step = task
      control.stepRevision = step.migration.revision
      return control.isStopped
    }
    if stopped { task.cancel() }
    // A command that was accepted before this step was known: the step would run in a state that is gone.
    if world.board.status(.migration(id))?.migration.revision ?? 0 > step.migration.revision {
      task.cancel()
    }
    await task.value
    control.withLock { $0.step = nil }
  }

  private func load() async -> Migration? {
    let id = id
    while !isStopped {
      do throws(Refusal) {
        return try await world.ledger.read { tx throws(Refusal) in try tx.get(Migration.self, id) }
      } catch {
        world.logger.error("migration \(id) waits for the ledger: \(error.message)")
        guard await world.pause(.seconds(1)) else { return nil }
      }
    }
    return nil
  }
}

extension World {
  /// False when the task was cancelled meanwhile.
  func pause(_ duration: Duration) async -> Bool { await clock.pause(duration) }
}

extension WallClock {
  /// False when the task was cancelled meanwhile.
  func pause(_ duration: Duration) async -> Bool {
    do { try await sleep(for: duration) } catch { return false }
    return true
  }
}
