import GalleonAPI
import MigrationCore

// The words of the two worlds, each pair spelled once. An unspecified or unknown word of a peer is nil here.

extension GalleonAPI.TaskState {
  init(_ word: MigrationCore.TaskState) {
    self =
      switch word {
      case .starting: .migrationStarting
      case .inProgress: .migrationInProgress
      case .driverStarting: .migrationDriverStarting
      case .driverInProgress: .migrationDriverInProgress
      case .phase1Done: .migrationDriverPhase1Done
      case .completing: .migrationCompleting
      case .success: .migrationSuccess
      case .error: .migrationError
      case .cancelInProgress: .migrationCancelInProgress
      case .cancelled: .migrationCancelled
      }
  }
}

extension MigrationCore.TaskState {
  init?(_ word: GalleonAPI.TaskState) {
    guard let same = Self.allCases.first(where: { GalleonAPI.TaskState($0) == word }) else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.ShareServerStatus {
  init(_ word: MigrationCore.ShareServerStatus) {
    self =
      switch word {
      case .active: .active
      case .error: .error
      case .deleting: .deleting
      case .creating: .creating
      case .inactive: .inactive
      case .serverMigrating: .serverMigrating
      case .serverMigratingTo: .serverMigratingTo
      case .networkChange: .networkChange
      case .manageStarting: .manageStarting
      case .manageError: .manageError
      case .unmanageStarting: .unmanageStarting
      case .unmanageError: .unmanageError
      }
  }
}

extension MigrationCore.ShareServerStatus {
  init?(_ word: GalleonAPI.ShareServerStatus) {
    guard let same = Self.allCases.first(where: { GalleonAPI.ShareServerStatus($0) == word }) else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.ShareStatus {
  init(_ word: MigrationCore.ResourceStatus) {
    self =
      switch word {
      case .creating: .creating
      case .available: .available
      case .deleting: .deleting
      case .error: .error
      case .errorDeleting: .errorDeleting
      case .serverMigrating: .serverMigrating
      case .extending: .extending
      case .extendingError: .extendingError
      case .shrinking: .shrinking
      case .shrinkingError: .shrinkingError
      }
  }
}

extension MigrationCore.ResourceStatus {
  init?(_ word: GalleonAPI.ShareStatus) {
    guard let same = Self.allCases.first(where: { GalleonAPI.ShareStatus($0) == word }) else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.ShareNetworkStatus {
  init(_ word: MigrationCore.ShareNetworkStatus) {
    self =
      switch word {
      case .active: .active
      case .error: .error
      case .networkChange: .networkChange
      }
  }
}

extension MigrationCore.ShareNetworkStatus {
  init?(_ word: GalleonAPI.ShareNetworkStatus) {
    guard let same = Self.allCases.first(where: { GalleonAPI.ShareNetworkStatus($0) == word })
    else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.AccessRulesStatus {
  init(_ word: MigrationCore.AccessRulesStatus) {
    self =
      switch word {
      case .active: .active
      case .syncing: .syncing
      case .error: .error
      }
  }
}

extension MigrationCore.AccessRulesStatus {
  init?(_ word: GalleonAPI.AccessRulesStatus) {
    guard let same = Self.allCases.first(where: { GalleonAPI.AccessRulesStatus($0) == word }) else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.AccessRuleState {
  init(_ word: MigrationCore.AccessRuleState) {
    self =
      switch word {
      case .queuedToApply: .queuedToApply
      case .applying: .applying
      case .active: .active
      case .error: .error
      case .queuedToDeny: .queuedToDeny
      case .denying: .denying
      }
  }
}

extension MigrationCore.AccessRuleState {
  init?(_ word: GalleonAPI.AccessRuleState) {
    guard let same = Self.allCases.first(where: { GalleonAPI.AccessRuleState($0) == word }) else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.AccessType {
  init(_ word: MigrationCore.AccessType) {
    self =
      switch word {
      case .ip: .ip
      case .user: .user
      case .cert: .cert
      }
  }
}

extension MigrationCore.AccessType {
  init?(_ word: GalleonAPI.AccessType) {
    guard let same = Self.allCases.first(where: { GalleonAPI.AccessType($0) == word }) else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.AccessLevel {
  init(_ word: MigrationCore.AccessLevel) {
    self =
      switch word {
      case .readWrite: .rw
      case .readOnly: .ro
      }
  }
}

extension MigrationCore.AccessLevel {
  init?(_ word: GalleonAPI.AccessLevel) {
    guard let same = Self.allCases.first(where: { GalleonAPI.AccessLevel($0) == word }) else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.ShareProtocol {
  init(_ word: MigrationCore.ShareProtocol) {
    self =
      switch word {
      case .nfs: .nfs
      case .cifs: .cifs
      }
  }
}

extension MigrationCore.ShareProtocol {
  init?(_ word: GalleonAPI.ShareProtocol) {
    guard let same = Self.allCases.first(where: { GalleonAPI.ShareProtocol($0) == word }) else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.NetworkAllocationLabel {
  init(_ word: MigrationCore.AllocationLabel) {
    self =
      switch word {
      case .user: .user
      case .admin: .admin
      }
  }
}

extension MigrationCore.AllocationLabel {
  init?(_ word: GalleonAPI.NetworkAllocationLabel) {
    guard let same = Self.allCases.first(where: { GalleonAPI.NetworkAllocationLabel($0) == word })
    else {
      return nil
    }
    self = same
  }
}

extension GalleonAPI.SnapshotStatus {
  /// A snapshot has fewer words than a share: it is never resized.
  init(_ word: MigrationCore.ResourceStatus) {
    self =
      switch word {
      case .creating: .creating
      case .available: .available
      case .deleting: .deleting
      case .error, .extending, .extendingError, .shrinking, .shrinkingError: .error
      case .errorDeleting: .errorDeleting
      case .serverMigrating: .serverMigrating
      }
  }
}

extension MigrationCore.ResourceStatus {
  init?(_ word: GalleonAPI.SnapshotStatus) {
    guard let same = Self.allCases.first(where: { GalleonAPI.SnapshotStatus($0) == word }) else {
      return nil
    }
    self = same
  }
}
