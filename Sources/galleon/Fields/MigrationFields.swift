import GalleonAPI

// The fields of each message under their names in the schema.

extension Migration {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("project_id", .optional(projectId)),
      .init("source_share_server_id", .optional(sourceShareServerId)),
      .init("destination_share_server_id", .optional(destinationShareServerId)),
      .init("source_host", .optional(sourceHost)),
      .init("destination_host", .optional(destinationHost)),
      .init("options", options?.output ?? .nothing),
      .init("capabilities", capabilities?.output ?? .nothing),
      .init("task_state", taskState.output),
      .init("progress", progress?.output ?? .nothing),
      .init("create_time", .moment(createTime)),
      .init("update_time", .moment(updateTime)),
      .init("phase1_done_time", .moment(phase1DoneTime)),
      .init("complete_time", .moment(completeTime)),
      .init("end_time", .moment(endTime)),
      .init("last_error", lastError?.output ?? .nothing),
      .init("history", .list(history.map(\.output))),
      .init("revision", .integer(revision)),
      .init("controls", controls?.output ?? .nothing),
      .init("queue_position", .integer(Int64(queuePosition))),
      .init("recovery", recovery?.output ?? .nothing),
    ])
  }
}

extension MigrationControls {
  var output: OutputValue {
    .record([
      .init("priority", .integer(Int64(priority))),
      .init("bandwidth_limit", bandwidthLimit == 0 ? .nothing : .rate(Double(bandwidthLimit))),
      .init("complete_after", .moment(completeAfter)),
      .init("complete_before", .moment(completeBefore)),
    ])
  }
}

extension MigrationRecovery {
  var output: OutputValue {
    .record([
      .init("direction", direction.output),
      .init("state", state.output),
      .init("actor", .optional(actor)),
      .init("reason", .optional(reason)),
      .init("message", .optional(message)),
      .init("request_time", .moment(requestTime)),
      .init("end_time", .moment(endTime)),
    ])
  }
}

extension RecoveryChange {
  var output: OutputValue {
    .record([
      .init("resource_type", .text(resourceType)),
      .init("resource_id", .text(resourceId)),
      .init("from_status", .optional(fromStatus)),
      .init("to_status", .optional(toStatus)),
      .init("share_server_id", .optional(shareServerId)),
    ])
  }

  static let columns = [
    "resource_type", "resource_id", "from_status", "to_status", "share_server_id",
  ]
}

extension RecoverMigrationResponse {
  var output: OutputValue {
    .record([
      .init("migration", migration?.output ?? .nothing),
      .init("conflicts", .list(conflicts.map(\.output))),
      .init("changes", .list(changes.map(\.output))),
    ])
  }
}

extension MigrationOptions {
  var output: OutputValue {
    .record([
      .init("writable", .boolean(writable)),
      .init("nondisruptive", .boolean(nondisruptive)),
      .init("preserve_snapshots", .boolean(preserveSnapshots)),
      .init("new_share_network_id", .optional(newShareNetworkId)),
    ])
  }
}

extension MigrationCapabilities {
  var output: OutputValue {
    .record([
      .init("writable", .boolean(writable)),
      .init("nondisruptive", .boolean(nondisruptive)),
      .init("preserve_snapshots", .boolean(preserveSnapshots)),
      .init("share_network_change", .boolean(shareNetworkChange)),
      .init("migration_cancel", .boolean(migrationCancel)),
      .init("migration_get_progress", .boolean(migrationGetProgress)),
    ])
  }
}

extension MigrationProgress {
  var output: OutputValue {
    .record([
      .init("migration_id", .optional(migrationId)),
      .init("source_share_server_id", .optional(sourceShareServerId)),
      .init("destination_share_server_id", .optional(destinationShareServerId)),
      .init("task_state", taskState.output),
      .init("total_percent", .percent(totalPercent)),
      .init("bytes_done", .bytes(bytesDone)),
      .init("bytes_total", .bytes(bytesTotal)),
      .init("files_done", .integer(filesDone)),
      .init("files_total", .integer(filesTotal)),
      .init("bytes_per_second", .rate(bytesPerSecond)),
      .init("estimated_time_left", .time(estimatedTimeLeft)),
      .init("shares", .list(shares.map(\.output))),
      .init("last_error", lastError?.output ?? .nothing),
    ])
  }
}

extension ShareProgress {
  var output: OutputValue {
    .record([
      .init("share_id", .text(shareId)),
      .init("share_name", .optional(shareName)),
      .init("bytes_done", .bytes(bytesDone)),
      .init("bytes_total", .bytes(bytesTotal)),
      .init("files_done", .integer(filesDone)),
      .init("files_total", .integer(filesTotal)),
      .init("pass_number", .integer(Int64(passNumber))),
      .init("phase", .optional(phase)),
    ])
  }

  static let columns = [
    "share_id", "share_name", "bytes_done", "bytes_total", "files_done", "files_total",
    "pass_number", "phase",
  ]
}

extension MigrationError {
  var output: OutputValue {
    .record([
      .init("step", .optional(step)),
      .init("reason", .optional(reason)),
      .init("message", .optional(message)),
    ])
  }
}

extension MigrationTransition {
  var output: OutputValue {
    .record([
      .init("revision", .integer(revision)),
      .init("rule_number", .integer(Int64(ruleNumber))),
      .init("from_state", fromState.output),
      .init("to_state", toState.output),
      .init("record_time", .moment(recordTime)),
      .init("message", .optional(message)),
      .init("actor", .optional(actor)),
    ])
  }

  static let columns = [
    "revision", "rule_number", "from_state", "to_state", "record_time", "message", "actor",
  ]
}

extension MigrationConflict {
  var output: OutputValue {
    .record([
      .init("reason", .text(reason)),
      .init("resource_type", .optional(resourceType)),
      .init("resource_id", .optional(resourceId)),
      .init("message", .optional(message)),
    ])
  }

  static let columns = ["reason", "resource_type", "resource_id", "message"]
}

extension MigrationEstimate {
  var output: OutputValue {
    .record([
      .init("bytes", .bytes(bytes)),
      .init("files", .integer(files)),
      .init("duration", .time(duration)),
      .init("cutover_duration", .time(cutoverDuration)),
    ])
  }
}

extension CheckMigrationResponse {
  var output: OutputValue {
    .record([
      .init("compatible", .boolean(compatible)),
      .init("requested_capabilities", requestedCapabilities?.output ?? .nothing),
      .init("supported_capabilities", supportedCapabilities?.output ?? .nothing),
      .init("share_network_id", .optional(shareNetworkId)),
      .init("conflicts", .list(conflicts.map(\.output))),
      .init("estimate", estimate?.output ?? .nothing),
    ])
  }
}
