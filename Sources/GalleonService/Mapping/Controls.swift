import GalleonAPI
import MigrationCore
import Orchestration

extension GalleonAPI.MigrationControls {
  init(_ controls: MigrationCore.MigrationControls) {
    self.init()
    priority = Int32(clamping: controls.priority)
    bandwidthLimit = controls.bandwidthLimit ?? 0
    completeAfter = controls.completeAfter.map { .init($0) }
    completeBefore = controls.completeBefore.map { .init($0) }
  }
}

extension MigrationCore.MigrationControls {
  /// What a caller asks for; what it means is judged later.
  init(_ controls: GalleonAPI.MigrationControls?, _ fields: inout RequestFields) {
    self.init()
    guard let controls else { return }
    priority = Int(controls.priority)
    bandwidthLimit = controls.bandwidthLimit == 0 ? nil : controls.bandwidthLimit
    completeAfter = fields.moment("controls.complete_after", controls.completeAfter)
    completeBefore = fields.moment("controls.complete_before", controls.completeBefore)
  }
}

extension RequestFields {
  /// A moment from 1970 to 9999, as google.protobuf.Timestamp has them; nil when it is absent.
  mutating func moment(_ field: String, _ time: GoogleProtobufTimestamp?)
    -> MigrationCore.Timestamp?
  {
    guard let time else { return nil }
    guard (0...253_402_300_799).contains(time.seconds), (0..<1_000_000_000).contains(time.nanos)
    else {
      refuse(field, "must be a moment from 1970 to 9999")
      return nil
    }
    return Timestamp(microseconds: time.seconds * 1_000_000 + Int64(time.nanos) / 1000)
  }

  /// The controls that a mask names.
  mutating func controls(_ field: String, _ mask: GoogleProtobufFieldMask?)
    -> Set<MigrationControl>
  {
    guard let paths = mask?.paths, !paths.isEmpty else {
      refuse(field, "is required: which fields of controls to set")
      return []
    }
    let words = MigrationControl.allCases.map(\.rawValue).joined(separator: ", ")
    var found: Set<MigrationControl> = []
    for path in paths {
      guard let control = MigrationControl(rawValue: path) else {
        refuse(field, "“\(path)” is none of \(words)")
        continue
      }
      found.insert(control)
    }
    return found
  }
}

extension GalleonAPI.MigrationRecovery {
  init(_ recovery: MigrationCore.MigrationRecovery) {
    self.init()
    switch recovery.direction {
    case .forward: direction = .forward
    case .backward: direction = .backward
    }
    switch recovery.state {
    case .inProgress: state = .inProgress
    case .done: state = .done
    case .failed: state = .failed
    }
    actor = recovery.actor ?? ""
    reason = recovery.reason
    message = recovery.message
    requestTime = .init(recovery.requestedAt)
    endTime = recovery.endedAt.map { .init($0) }
  }
}

extension MigrationCore.RecoveryDirection {
  init?(_ word: GalleonAPI.RecoveryDirection) {
    switch word {
    case .forward: self = .forward
    case .backward: self = .backward
    default: return nil
    }
  }
}

extension GalleonAPI.RecoveryChange {
  init(_ change: Orchestration.RecoveryChange) {
    self.init()
    resourceType = change.noun.rawValue
    resourceId = change.id.rawValue
    fromStatus = change.from
    toStatus = change.to
    shareServerId = change.server?.rawValue ?? ""
  }
}
