import GalleonAPI

// The fields of each message under their names in the schema.

extension ShareServer {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("project_id", .optional(projectId)),
      .init("host", .optional(host)),
      .init("status", status.output),
      .init("task_state", taskState.output),
      .init("source_share_server_id", .optional(sourceShareServerId)),
      .init("identifier", .optional(identifier)),
      .init("share_network_id", .optional(shareNetworkId)),
      .init("share_network_subnet_ids", .texts(shareNetworkSubnetIds)),
      .init("network_allocations", .list(networkAllocations.map(\.output))),
      .init("backend_details", .map(backendDetails)),
      .init("auto_deletable", .boolean(autoDeletable)),
      .init("create_time", .moment(createTime)),
      .init("update_time", .moment(updateTime)),
    ])
  }
}

extension NetworkAllocation {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("share_network_subnet_id", .optional(shareNetworkSubnetId)),
      .init("ip_address", .optional(ipAddress)),
      .init("mac_address", .optional(macAddress)),
      .init("label", label.output),
    ])
  }
}

extension Share {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("name", .optional(name)),
      .init("project_id", .optional(projectId)),
      .init("size_gib", .integer(sizeGib)),
      .init("protocol", `protocol`.output),
      .init("share_type_id", .optional(shareTypeId)),
      .init("status", status.output),
      .init("host", .optional(host)),
      .init("share_server_id", .optional(shareServerId)),
      .init("share_network_id", .optional(shareNetworkId)),
      .init("availability_zone", .optional(availabilityZone)),
      .init("export_locations", .list(exportLocations.map(\.output))),
      .init("has_replicas", .boolean(hasReplicas)),
      .init("share_group_id", .optional(shareGroupId)),
      .init("access_rules_status", accessRulesStatus.output),
      .init("create_time", .moment(createTime)),
      .init("update_time", .moment(updateTime)),
    ])
  }
}

extension ExportLocation {
  var output: OutputValue {
    .record([
      .init("path", .text(path)),
      .init("preferred", .boolean(preferred)),
      .init("admin_only", .boolean(adminOnly)),
    ])
  }
}

extension Snapshot {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("share_id", .optional(shareId)),
      .init("name", .optional(name)),
      .init("project_id", .optional(projectId)),
      .init("size_gib", .integer(sizeGib)),
      .init("status", status.output),
      .init("provider_location", .optional(providerLocation)),
      .init("export_locations", .list(exportLocations.map(\.output))),
      .init("create_time", .moment(createTime)),
      .init("update_time", .moment(updateTime)),
    ])
  }
}

extension AccessRule {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("share_id", .optional(shareId)),
      .init("access_type", accessType.output),
      .init("access_to", .optional(accessTo)),
      .init("access_level", accessLevel.output),
      .init("state", state.output),
      .init("create_time", .moment(createTime)),
      .init("update_time", .moment(updateTime)),
    ])
  }
}

extension ShareNetwork {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("name", .optional(name)),
      .init("project_id", .optional(projectId)),
      .init("status", status.output),
      .init("subnets", .list(subnets.map(\.output))),
      .init("create_time", .moment(createTime)),
      .init("update_time", .moment(updateTime)),
    ])
  }
}

extension ShareNetworkSubnet {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("share_network_id", .optional(shareNetworkId)),
      .init("availability_zone", .optional(availabilityZone)),
      .init("cidr", .optional(cidr)),
      .init("gateway", .optional(gateway)),
      .init("segmentation_id", segmentationId == 0 ? .nothing : .integer(Int64(segmentationId))),
      .init("network_type", .optional(networkType)),
      .init("mtu", mtu == 0 ? .nothing : .integer(Int64(mtu))),
      .init("ip_version", .integer(Int64(ipVersion))),
      .init("create_time", .moment(createTime)),
    ])
  }

  static let columns = ["id", "availability_zone", "cidr", "gateway", "network_type", "mtu"]
}

extension AvailabilityZone {
  var output: OutputValue { .record([.init("name", .text(name))]) }
}

extension Backend {
  var output: OutputValue {
    .record([
      .init("host", .text(host)),
      .init("driver", .optional(driver)),
      .init("availability_zone", .optional(availabilityZone)),
      .init("enabled", .boolean(enabled)),
      .init("up", .boolean(up)),
      .init("health_message", .optional(healthMessage)),
      .init("pools", .list(pools.map(\.output))),
      .init("capabilities", capabilities?.output ?? .nothing),
      .init("total_bytes", .bytes(totalBytes)),
      .init("free_bytes", .bytes(freeBytes)),
      .init("last_heartbeat_time", .moment(lastHeartbeatTime)),
      .init("evacuating", .boolean(evacuating)),
    ])
  }
}

extension BackendPool {
  var output: OutputValue {
    .record([
      .init("name", .text(name)),
      .init("total_bytes", .bytes(totalBytes)),
      .init("free_bytes", .bytes(freeBytes)),
    ])
  }
}

extension BackendCapabilities {
  var output: OutputValue {
    .record([
      .init("migration", migration?.output ?? .nothing),
      .init("snapshots", .boolean(snapshots)),
      .init("replicas", .boolean(replicas)),
      .init("protocols", .list(protocols.map(\.output))),
    ])
  }
}

extension ShareType {
  var output: OutputValue {
    .record([
      .init("id", .text(id)),
      .init("name", .text(name)),
      .init("extra_specs", .map(extraSpecs)),
      .init("create_time", .moment(createTime)),
    ])
  }
}
