import MigrationCore

/// The trees of one migration on their way, during one call of the driver.
struct Replication: Sendable {
  let units: [CopyUnit]
  let copies: [TreeCopy]
  let meter: ProgressMeter
  let stop: StopFlag
  private let gate: GateWitness
  private let totals: [TreeScan]

  /// Counts what there is to do, and refuses what cannot be preserved, before anything is copied. What is counted is reported:
  /// a count of very many files is no stall.
  init(
    of units: [CopyUnit], options: DirectoryOptions, bandwidth: any BandwidthGate, stop: StopFlag,
    report: @escaping @Sendable (ProgressReport) -> Void
  ) async throws(DriverError) {
    var totals: [TreeScan] = []
    var copies: [TreeCopy] = []
    for unit in units {
      do throws(MoverError) {
        let scan = try await unit.scan(options, stop) { [totals] partial in
          report(ProgressMeter.counting(units, totals + [partial]))
        }.get()
        guard scan.losses.isEmpty else { throw MoverError(.losses(scan.losses)) }
        totals.append(scan)
        copies.append(try await unit.copy(options).get())
      } catch {
        throw DriverError(error, in: unit.title)
      }
    }
    self.units = units
    self.copies = copies
    self.stop = stop
    self.totals = totals
    meter = ProgressMeter(units, totals: totals, report: report)
    gate = GateWitness(bandwidth)
  }

  /// Whether a limit on bandwidth made the copy slower than the disks are.
  var wasHeldUp: Bool { gate.heldUp }
  /// Names to look at, in all trees.
  var fileCount: Int64 { totals.reduce(0) { $0 + $1.files } }

  /// Whether the time of the first pass tells how long a copy takes: it was not held up, and had not been made in
  /// part by an earlier life.
  func isTypical(_ first: PassStatistics) -> Bool {
    let bytes = totals.reduce(0) { $0 + $1.bytes }
    return !wasHeldUp && first.bytesCopied >= bytes / 10 * 9
      && Int64(first.filesCopied + first.filesLinked) >= fileCount / 10 * 9
  }

  /// One pass over the trees at `indices`.
  func pass(
    _ number: Int, over indices: some Sequence<Int>
  ) async throws(DriverError) -> PassStatistics {
    meter.began(pass: number)
    let throttle = Throttle(gate)
    var sum = PassStatistics()
    for index in indices {
      do throws(MoverError) {
        var one = try await copies[index].pass(stop: stop, throttle: throttle) {
          meter.advanced(index, $0)
        }
        meter.finished(index)
        if let path = one.firstChange {
          one.firstChange = Array(units[index].title.utf8) + Array(": ".utf8) + path
        }
        sum += one
      } catch {
        throw DriverError(error, in: units[index].title)
      }
    }
    return sum
  }

  /// Passes over all trees until one finds nothing to do.
  func settle(attempts: Int, delay: Duration) async throws(DriverError) {
    var delay = delay
    var last = PassStatistics()
    for attempt in 1...max(2, attempts) {
      last = try await pass(attempt + 1, over: copies.indices)
      if last.changes == 0 { return }
      // The first pass brings what changed since phase 1; only those after it tell that writers are still there.
      if attempt == 1 { continue }
      do { try await Task.sleep(for: delay) } catch { throw .cancelled }
      delay *= 2
    }
    throw DriverError(
      MoverError(.sourceChanges(path: last.firstChange ?? [])), in: "the last pass")
  }

  /// What has arrived survives a crash of the machine from here on.
  func seal() async throws(DriverError) {
    for (copy, unit) in zip(copies, units) {
      do throws(MoverError) { try await copy.seal() } catch {
        throw DriverError(error, in: unit.title)
      }
    }
  }
}
