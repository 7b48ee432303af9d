import GalleonAPI
import MigrationCore

extension GalleonAPI.GoogleProtobufTimestamp {
  init(_ time: MigrationCore.Timestamp) {
    let (seconds, rest) = time.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let isBefore = rest < 0
    self.init()
    self.seconds = isBefore ? seconds - 1 : seconds
    nanos = Int32((isBefore ? rest + 1_000_000 : rest) * 1000)
  }
}

extension GalleonAPI.GoogleProtobufDuration {
  init(_ duration: Duration) {
    self.init()
    seconds = duration.components.seconds
    nanos = Int32(duration.components.attoseconds / 1_000_000_000)
  }
}

extension GalleonAPI.ShareNetwork {
  init(_ network: MigrationCore.ShareNetwork, subnets: [MigrationCore.Subnet]) {
    self.init()
    id = network.id.rawValue
    name = network.name
    projectId = network.projectID
    status = .init(network.status)
    self.subnets = subnets.map(GalleonAPI.ShareNetworkSubnet.init)
    createTime = .init(network.createdAt)
    updateTime = .init(network.updatedAt)
  }
}

extension GalleonAPI.ShareNetworkSubnet {
  init(_ subnet: MigrationCore.Subnet) {
    self.init()
    id = subnet.id.rawValue
    shareNetworkId = subnet.shareNetworkID.rawValue
    availabilityZone = subnet.availabilityZone ?? ""
    cidr = subnet.cidr
    gateway = subnet.gateway
    segmentationId = Int32(clamping: subnet.segmentationID)
    networkType = subnet.networkType
    mtu = Int32(clamping: subnet.mtu)
    ipVersion = Int32(clamping: subnet.ipVersion)
    createTime = .init(subnet.createdAt)
  }
}

extension GalleonAPI.ShareServer {
  init(_ server: MigrationCore.ShareServer, allocations: [MigrationCore.NetworkAllocation]) {
    self.init()
    id = server.id.rawValue
    projectId = server.projectID
    host = server.host.rawValue
    status = .init(server.status)
    taskState = server.taskState.map { .init($0) } ?? .unspecified
    sourceShareServerId = server.sourceShareServerID?.rawValue ?? ""
    identifier = server.identifier
    shareNetworkId = server.shareNetworkID.rawValue
    shareNetworkSubnetIds = server.subnetIDs.map(\.rawValue)
    networkAllocations = allocations.map(GalleonAPI.NetworkAllocation.init)
    backendDetails = server.backendDetails
    autoDeletable = server.isAutoDeletable
    createTime = .init(server.createdAt)
    updateTime = .init(server.updatedAt)
  }
}

extension GalleonAPI.NetworkAllocation {
  init(_ allocation: MigrationCore.NetworkAllocation) {
    self.init()
    id = allocation.id.rawValue
    shareNetworkSubnetId = allocation.subnetID.rawValue
    ipAddress = allocation.ipAddress
    macAddress = allocation.macAddress
    label = .init(allocation.label)
  }
}

extension GalleonAPI.Share {
  init(_ share: MigrationCore.Share) {
    self.init()
    id = share.id.rawValue
    name = share.name
    projectId = share.projectID
    sizeGib = share.sizeGiB
    `protocol` = .init(share.shareProtocol)
    shareTypeId = share.shareTypeID?.rawValue ?? ""
    status = .init(share.status)
    host = share.host
    shareServerId = share.shareServerID.rawValue
    shareNetworkId = share.shareNetworkID.rawValue
    availabilityZone = share.availabilityZone
    exportLocations = share.exportLocations.map(GalleonAPI.ExportLocation.init)
    hasReplicas = share.hasReplicas
    shareGroupId = share.shareGroupID?.rawValue ?? ""
    accessRulesStatus = .init(share.accessRulesStatus)
    createTime = .init(share.createdAt)
    updateTime = .init(share.updatedAt)
  }
}

extension GalleonAPI.ExportLocation {
  init(_ location: MigrationCore.ExportLocation) {
    self.init()
    path = location.path
    preferred = location.isPreferred
    adminOnly = location.isAdminOnly
  }
}

extension GalleonAPI.Snapshot {
  init(_ snapshot: MigrationCore.Snapshot) {
    self.init()
    id = snapshot.id.rawValue
    shareId = snapshot.shareID.rawValue
    name = snapshot.name
    projectId = snapshot.projectID
    sizeGib = snapshot.sizeGiB
    status = .init(snapshot.status)
    providerLocation = snapshot.providerLocation
    exportLocations = snapshot.exportLocations.map(GalleonAPI.ExportLocation.init)
    createTime = .init(snapshot.createdAt)
    updateTime = .init(snapshot.updatedAt)
  }
}

extension GalleonAPI.AccessRule {
  init(_ rule: MigrationCore.AccessRule) {
    self.init()
    id = rule.id.rawValue
    shareId = rule.shareID.rawValue
    accessType = .init(rule.type)
    accessTo = rule.to
    accessLevel = .init(rule.level)
    state = .init(rule.state)
    createTime = .init(rule.createdAt)
    updateTime = .init(rule.updatedAt)
  }
}

extension GalleonAPI.ShareType {
  init(_ type: MigrationCore.ShareType) {
    self.init()
    id = type.id.rawValue
    name = type.name
    extraSpecs = type.extraSpecs
    createTime = .init(type.createdAt)
  }
}
