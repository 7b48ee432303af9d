import GalleonAPI

// The fields of each message under their names in the schema.

extension Evacuation {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("host", .optional(host)),
      .init("state", state.output),
      .init("options", options?.output ?? .nothing),
      .init("items", .list(items.map(\.output))),
      .init("progress", progress?.output ?? .nothing),
      .init("actor", .optional(actor)),
      .init("message", .optional(message)),
      .init("create_time", .moment(createTime)),
      .init("update_time", .moment(updateTime)),
      .init("end_time", .moment(endTime)),
      .init("revision", .integer(revision)),
      .init("plan_count", .integer(Int64(planCount))),
    ])
  }
}

extension EvacuationOptions {
  var output: OutputValue {
    .record([
      .init("destination_hosts", .texts(destinationHosts)),
      .init("writable", .boolean(writable)),
      .init("nondisruptive", .boolean(nondisruptive)),
      .init("preserve_snapshots", .boolean(preserveSnapshots)),
      .init("max_concurrent", .integer(Int64(maxConcurrent))),
      .init("auto_complete", .boolean(autoComplete)),
      .init("controls", controls?.output ?? .nothing),
    ])
  }
}

extension EvacuationItem {
  var output: OutputValue {
    .record([
      .init("share_server_id", .text(shareServerId)),
      .init("state", state.output),
      .init("destination_host", .optional(destinationHost)),
      .init("migration_id", .optional(migrationId)),
      .init("reason", .optional(reason)),
      .init("message", .optional(message)),
      .init("bytes_total", .bytes(bytesTotal)),
      .init("bytes_done", .bytes(bytesDone)),
      .init("task_state", taskState.output),
      .init("adopted", .boolean(adopted)),
      .init("suggestions", .list(suggestions.map(\.output))),
    ])
  }

  static let columns = [
    "share_server_id", "state", "destination_host", "task_state", "bytes_done", "bytes_total",
    "message",
  ]
  static let plannedColumns = [
    "share_server_id", "state", "destination_host", "bytes_total", "reason", "message",
  ]
}

extension EvacuationProgress {
  var output: OutputValue {
    .record([
      .init("server_count", .integer(Int64(serverCount))),
      .init("moved_count", .integer(Int64(movedCount))),
      .init("migrating_count", .integer(Int64(migratingCount))),
      .init("planned_count", .integer(Int64(plannedCount))),
      .init("failed_count", .integer(Int64(failedCount))),
      .init("waiting_count", .integer(Int64(waitingCount))),
      .init("bytes_total", .bytes(bytesTotal)),
      .init("bytes_done", .bytes(bytesDone)),
      .init("bytes_per_second", .rate(bytesPerSecond)),
      .init("total_percent", .percent(totalPercent)),
    ])
  }
}

extension DestinationSuggestion {
  var output: OutputValue {
    .record([
      .init("host", .text(host)),
      .init("rank", .integer(Int64(rank))),
      .init("compatible", .boolean(compatible)),
      .init("conflicts", .list(conflicts.map(\.output))),
      .init("total_bytes", .bytes(totalBytes)),
      .init("free_bytes", .bytes(freeBytes)),
      .init("free_bytes_after", .bytes(freeBytesAfter)),
      .init("estimate", estimate?.output ?? .nothing),
      .init("capabilities", capabilities?.output ?? .nothing),
    ])
  }

  static let columns = [
    "rank", "host", "compatible", "free_bytes", "free_bytes_after", "estimate.bytes",
    "estimate.duration",
  ]
}

extension PlanEvacuationResponse {
  var output: OutputValue {
    .record([
      .init("items", .list(items.map(\.output))),
      .init("movable_count", .integer(Int64(movableCount))),
      .init("bytes_total", .bytes(bytesTotal)),
    ])
  }
}
