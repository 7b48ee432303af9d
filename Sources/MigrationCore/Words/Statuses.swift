/// The status of a share server, in Manila's words.
package enum ShareServerStatus: String, Sendable, Hashable, Codable, CaseIterable {
  case active, error, deleting, creating, inactive
  case serverMigrating = "server_migrating"
  case serverMigratingTo = "server_migrating_to"
  case networkChange = "network_change"
  case manageStarting = "manage_starting"
  case manageError = "manage_error"
  case unmanageStarting = "unmanage_starting"
  case unmanageError = "unmanage_error"
}

/// The status of a share or of a snapshot, in Manila's words.
package enum ResourceStatus: String, Sendable, Hashable, Codable, CaseIterable {
  case creating, available, deleting, error
  case serverMigrating = "server_migrating"
  case extending
  case extendingError = "extending_error"
  case shrinking
  case shrinkingError = "shrinking_error"
  case errorDeleting = "error_deleting"

  /// Whether a backend is at work on it for the inventory.
  package var isChanging: Bool {
    switch self {
    case .creating, .deleting, .extending, .shrinking: true
    case .available, .error, .serverMigrating, .extendingError, .shrinkingError, .errorDeleting:
      false
    }
  }
}

/// The status of a share network.
package enum ShareNetworkStatus: String, Sendable, Hashable, Codable, CaseIterable {
  case active, error
  case networkChange = "network_change"
}

/// Whether a share's access rules are in force on its backend.
package enum AccessRulesStatus: String, Sendable, Hashable, Codable, CaseIterable {
  case active, syncing, error
}

/// How far one access rule has come.
package enum AccessRuleState: String, Sendable, Hashable, Codable, CaseIterable {
  case queuedToApply = "queued_to_apply"
  case applying, active, error
  case queuedToDeny = "queued_to_deny"
  case denying

  /// Whether its backend still has something to do about it.
  package var isBusy: Bool {
    switch self {
    case .queuedToApply, .applying, .queuedToDeny, .denying: true
    case .active, .error: false
    }
  }
}

/// What an access rule names.
package enum AccessType: String, Sendable, Hashable, Codable, CaseIterable {
  /// An address or a network in CIDR form.
  case ip
  /// A user name.
  case user
  /// The common name of a client certificate.
  case cert
}

/// What an access rule grants.
package enum AccessLevel: String, Sendable, Hashable, Codable, CaseIterable {
  case readWrite = "rw"
  case readOnly = "ro"
}

/// The protocol a share is served with.
package enum ShareProtocol: String, Sendable, Hashable, Codable, CaseIterable {
  case nfs = "NFS"
  case cifs = "CIFS"
}

/// Which network an address of a share server belongs to.
package enum AllocationLabel: String, Sendable, Hashable, Codable, CaseIterable {
  case user, admin
}
