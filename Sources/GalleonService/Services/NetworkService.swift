import GRPC
import GalleonAPI
import MigrationCore
import Orchestration

/// Share networks, their subnets, availability zones.
package struct NetworkService: NetworkServiceProvider {
  let inventory: Inventory
  let backends: BackendCatalog

  package init(inventory: Inventory, backends: BackendCatalog) {
    self.inventory = inventory
    self.backends = backends
  }

  package func createShareNetwork(
    _ request: CreateShareNetworkRequest, context: ServerContext
  ) async throws(RPCError) -> CreateShareNetworkResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let name = fields.optionalName("name", request.name)
      let project = fields.name("project_id", try context.project(request.projectId))
      try fields.check()
      let network = try await inventory.seen(from: context.project).createNetwork(
        name: name, projectID: project, as: request.key(context))
      return .init(shareNetwork: .init(network, subnets: []))
    }
  }

  package func getShareNetwork(
    _ request: GetShareNetworkRequest, context: ServerContext
  ) async throws(RPCError) -> GetShareNetworkResponse {
    try await answering { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("share_network_id", request.shareNetworkId))
      let network = try await inventory.seen(from: context.project).get(
        MigrationCore.ShareNetwork.self, id)
      let answer = try await withSubnets([network])
      return .init(shareNetwork: answer.first)
    }
  }

  package func listShareNetworks(
    _ request: ListShareNetworksRequest, context: ServerContext
  ) async throws(RPCError) -> ListShareNetworksResponse {
    try await answering { () throws(Refusal) in
      let paging = try Paging(size: request.pageSize, token: request.pageToken)
      var filters = Filters()
      filters.text(.projectID, try context.project(request.projectId))
      filters.text(.name, request.name)
      try filters.word(.status, "status", request.status, ShareNetworkStatus.init)
      let found = try await inventory.seen(from: context.project).list(
        MigrationCore.ShareNetwork.self, where: filters.conditions, page: paging.page)
      let (rows, next) = paging.cut(found)
      let answer = try await withSubnets(rows)
      return .init(shareNetworks: answer, nextPageToken: next)
    }
  }

  package func deleteShareNetwork(
    _ request: DeleteShareNetworkRequest, context: ServerContext
  ) async throws(RPCError) -> DeleteShareNetworkResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(fields.id("share_network_id", request.shareNetworkId))
      try await inventory.seen(from: context.project).deleteNetwork(id, as: request.key(context))
      return .init()
    }
  }

  package func createShareNetworkSubnet(
    _ request: CreateShareNetworkSubnetRequest, context: ServerContext
  ) async throws(RPCError) -> CreateShareNetworkSubnetResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let network = try fields.checked(fields.id("share_network_id", request.shareNetworkId))
      let zone = request.availabilityZone.isEmpty ? nil : request.availabilityZone
      let subnet = try await inventory.seen(from: context.project).createSubnet(
        SubnetDraft(
          shareNetworkID: network, availabilityZone: zone, cidr: request.cidr,
          gateway: request.gateway, networkType: request.networkType,
          segmentationID: Int64(request.segmentationId), mtu: Int64(request.mtu)),
        as: request.key(context))
      return .init(shareNetworkSubnet: .init(subnet))
    }
  }

  package func getShareNetworkSubnet(
    _ request: GetShareNetworkSubnetRequest, context: ServerContext
  ) async throws(RPCError) -> GetShareNetworkSubnetResponse {
    try await answering { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(
        fields.id("share_network_subnet_id", request.shareNetworkSubnetId))
      let subnet = try await inventory.seen(from: context.project).get(Subnet.self, id)
      return .init(shareNetworkSubnet: .init(subnet))
    }
  }

  package func listShareNetworkSubnets(
    _ request: ListShareNetworkSubnetsRequest, context: ServerContext
  ) async throws(RPCError) -> ListShareNetworkSubnetsResponse {
    try await answering { () throws(Refusal) in
      let paging = try Paging(size: request.pageSize, token: request.pageToken)
      var fields = RequestFields()
      let network = fields.optionalID("share_network_id", request.shareNetworkId)
      try fields.check()
      var filters = Filters()
      filters.id([.shareNetworkID], network)
      filters.text(.availabilityZone, request.availabilityZone)
      let found = try await inventory.seen(from: context.project).list(
        Subnet.self, where: filters.conditions, page: paging.page)
      let (rows, next) = paging.cut(found)
      return .init(shareNetworkSubnets: rows.map(ShareNetworkSubnet.init), nextPageToken: next)
    }
  }

  package func deleteShareNetworkSubnet(
    _ request: DeleteShareNetworkSubnetRequest, context: ServerContext
  ) async throws(RPCError) -> DeleteShareNetworkSubnetResponse {
    try await answering(request, context) { () throws(Refusal) in
      var fields = RequestFields()
      let id = try fields.checked(
        fields.id("share_network_subnet_id", request.shareNetworkSubnetId))
      try await inventory.seen(from: context.project).deleteSubnet(id, as: request.key(context))
      return .init()
    }
  }

  package func listAvailabilityZones(
    _ request: ListAvailabilityZonesRequest, context: ServerContext
  ) async throws(RPCError) -> ListAvailabilityZonesResponse {
    try await answering { () throws(Refusal) in
      let paging = try NamePaging(size: request.pageSize, token: request.pageToken)
      let (names, next) = paging.cut(backends.zones) { $0 }
      return .init(availabilityZones: names.map { .init(name: $0) }, nextPageToken: next)
    }
  }

  private func withSubnets(_ networks: [MigrationCore.ShareNetwork]) async throws(Refusal)
    -> [GalleonAPI.ShareNetwork]
  {
    let ids = networks.map(\.id.rawValue)
    let subnets =
      ids.isEmpty
      ? []
      : try await inventory.list(
        Subnet.self, where: [Condition(.shareNetworkID, in: ids)])
    return networks.map { network in
      .init(network, subnets: subnets.filter { $0.shareNetworkID == network.id })
    }
  }
}
