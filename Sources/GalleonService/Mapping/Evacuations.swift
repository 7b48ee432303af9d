import GalleonAPI
import MigrationCore
import Orchestration

extension GalleonAPI.Evacuation {
  init(_ status: EvacuationStatus) {
    let evacuation = status.evacuation
    self.init()
    id = evacuation.id.rawValue
    host = evacuation.host.rawValue
    state = .init(evacuation.state)
    options = .init(evacuation.options)
    items = evacuation.items.map { .init($0, status) }
    progress = .init(status)
    actor = evacuation.actor ?? ""
    message = evacuation.message
    createTime = .init(evacuation.createdAt)
    updateTime = .init(evacuation.updatedAt)
    endTime = evacuation.endedAt.map { .init($0) }
    revision = evacuation.revision
    planCount = Int32(clamping: evacuation.planCount)
  }
}

extension GalleonAPI.EvacuationItem {
  init(_ item: MigrationCore.EvacuationItem) {
    self.init()
    shareServerId = item.serverID.rawValue
    state = .init(item.state)
    destinationHost = item.destination?.rawValue ?? ""
    migrationId = item.migrationID?.rawValue ?? ""
    reason = item.reason
    message = item.message
    bytesTotal = item.bytes
    adopted = item.isAdopted
  }

  init(_ item: MigrationCore.EvacuationItem, _ status: EvacuationStatus) {
    self.init(item)
    bytesTotal = status.bytesTotal(of: item)
    bytesDone = status.bytesDone(of: item)
    switch item.state {
    case .moved: taskState = .migrationSuccess
    case .failed: taskState = .migrationError
    case .cancelled: taskState = .migrationCancelled
    case .migrating:
      taskState = status.migration(of: item).map { .init($0.migration.taskState) } ?? .unspecified
    case .planned, .blocked, .starting, .gone: break
    }
  }

  init(_ planned: PlannedServer) {
    self.init(MigrationCore.EvacuationItem(planned))
    guard case .placed(let placement) = planned else { return }
    suggestions = GalleonAPI.DestinationSuggestion.all(placement.ranking)
  }
}

extension GalleonAPI.EvacuationProgress {
  init(_ status: EvacuationStatus) {
    self.init()
    let (done, total) = status.bytes
    serverCount = Int32(clamping: status.evacuation.items.count)
    movedCount = Int32(clamping: status.count { $0.hasLeft })
    migratingCount = Int32(clamping: status.count { $0 == .starting || $0 == .migrating })
    plannedCount = Int32(clamping: status.count { $0 == .planned })
    failedCount = Int32(
      clamping: status.count { $0 == .blocked || $0 == .failed || $0 == .cancelled })
    waitingCount = Int32(clamping: status.waiting)
    bytesTotal = total
    bytesDone = done
    bytesPerSecond = status.bytesPerSecond
    totalPercent = status.percent
  }
}

extension GalleonAPI.EvacuationOptions {
  init(_ options: MigrationCore.EvacuationOptions) {
    self.init()
    destinationHosts = options.destinations.map(\.rawValue)
    writable = options.demands.writable
    nondisruptive = options.demands.nondisruptive
    preserveSnapshots = options.demands.preserveSnapshots
    maxConcurrent = Int32(clamping: options.concurrentMax)
    autoComplete = options.completesItself
    controls = .init(options.controls)
  }
}

extension MigrationCore.EvacuationOptions {
  /// What a caller asks for; what it means is judged later.
  init(_ options: GalleonAPI.EvacuationOptions?, _ fields: inout RequestFields) {
    self.init()
    guard let options else { return }
    for text in options.destinationHosts {
      guard let host = fields.host("options.destination_hosts", text) else { continue }
      if !destinations.contains(host) { destinations.append(host) }
    }
    demands = MigrationOptions(
      writable: options.writable, nondisruptive: options.nondisruptive,
      preserveSnapshots: options.preserveSnapshots)
    if options.maxConcurrent != 0 { concurrentMax = Int(options.maxConcurrent) }
    completesItself = options.autoComplete
    controls = MigrationControls(options.controls, &fields)
  }
}

extension GalleonAPI.EvacuationState {
  init(_ state: MigrationCore.Evacuation.State) {
    self =
      switch state {
      case .running: .running
      case .stopping: .stopping
      case .stopped: .stopped
      case .done: .done
      case .doneWithFailures: .doneWithFailures
      }
  }
}

extension MigrationCore.Evacuation.State {
  init?(_ state: GalleonAPI.EvacuationState) {
    switch state {
    case .running: self = .running
    case .stopping: self = .stopping
    case .stopped: self = .stopped
    case .done: self = .done
    case .doneWithFailures: self = .doneWithFailures
    default: return nil
    }
  }
}

extension GalleonAPI.EvacuationItemState {
  init(_ state: MigrationCore.EvacuationItem.State) {
    self =
      switch state {
      case .planned: .planned
      case .blocked: .blocked
      case .starting: .starting
      case .migrating: .migrating
      case .moved: .moved
      case .failed: .failed
      case .cancelled: .cancelled
      case .gone: .gone
      }
  }
}
