// Made by protoc-gen-galleon from galleon/v1/network_service.proto; see scripts/generate-swift.sh.

import GRPC

/// The inventory of share networks, their subnets, and the availability zones.
///
/// Errors carry google.rpc.Status in `grpc-status-details-bin` with one ErrorInfo: domain
/// "galleon", a stable reason (the words in capitals below), and in its metadata `resource_type`
/// and
/// `resource_id`. INVALID_ARGUMENT has, where nothing else is said, the reason INVALID_ARGUMENT and
/// a BadRequest with a violation for each wrong field. UNAVAILABLE alone is worth an automatic
/// retry; RESOURCE_EXHAUSTED is when its RetryInfo says so.
///
/// A call that changes something takes a request_id. The same id with the same request answers as
/// the first accepted call did and does nothing more; a refused call changed nothing and is judged
/// afresh; the same id with another request is INVALID_ARGUMENT (REQUEST_ID_REUSED); the same id
/// while the first call still runs is ABORTED (REQUEST_PENDING). Without a request_id a repeated
/// call is a new call.
package protocol NetworkServiceProvider: Sendable {
  /// Makes a share network without subnets. Errors: INVALID_ARGUMENT.
  func createShareNetwork(_ request: CreateShareNetworkRequest, context: ServerContext)
    async throws(RPCError) -> CreateShareNetworkResponse

  /// One share network. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND
  /// (SHARE_NETWORK_NOT_FOUND).
  func getShareNetwork(_ request: GetShareNetworkRequest, context: ServerContext)
    async throws(RPCError) -> GetShareNetworkResponse

  /// Share networks, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or
  /// page token.
  func listShareNetworks(_ request: ListShareNetworksRequest, context: ServerContext)
    async throws(RPCError) -> ListShareNetworksResponse

  /// Deletes a share network with its subnets. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_NETWORK_NOT_FOUND); FAILED_PRECONDITION (SHARE_NETWORK_IN_USE) while a share server
  /// lives in it or a migration is on its way into it.
  func deleteShareNetwork(_ request: DeleteShareNetworkRequest, context: ServerContext)
    async throws(RPCError) -> DeleteShareNetworkResponse

  /// Adds a subnet to a share network. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_NETWORK_NOT_FOUND, AVAILABILITY_ZONE_NOT_FOUND when no backend is in it);
  /// FAILED_PRECONDITION
  /// (SHARE_NETWORK_SUBNET_OVERLAPS) when its range overlaps one of the same network and zone.
  func createShareNetworkSubnet(_ request: CreateShareNetworkSubnetRequest, context: ServerContext)
    async throws(RPCError) -> CreateShareNetworkSubnetResponse

  /// One subnet. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND
  /// (SHARE_NETWORK_SUBNET_NOT_FOUND).
  func getShareNetworkSubnet(_ request: GetShareNetworkSubnetRequest, context: ServerContext)
    async throws(RPCError) -> GetShareNetworkSubnetResponse

  /// Subnets, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  func listShareNetworkSubnets(_ request: ListShareNetworkSubnetsRequest, context: ServerContext)
    async throws(RPCError) -> ListShareNetworkSubnetsResponse

  /// Deletes a subnet. Errors: INVALID_ARGUMENT; NOT_FOUND (SHARE_NETWORK_SUBNET_NOT_FOUND);
  /// FAILED_PRECONDITION (SHARE_NETWORK_SUBNET_IN_USE) while a share server lives in it or a
  /// migration is on its way into it.
  func deleteShareNetworkSubnet(_ request: DeleteShareNetworkSubnetRequest, context: ServerContext)
    async throws(RPCError) -> DeleteShareNetworkSubnetResponse

  /// Availability zones, by name. Errors: INVALID_ARGUMENT for a malformed page size or page token.
  func listAvailabilityZones(_ request: ListAvailabilityZonesRequest, context: ServerContext)
    async throws(RPCError) -> ListAvailabilityZonesResponse
}

extension NetworkServiceProvider {
  /// The methods by their names, for `Router.register(_:)`.
  package var routes: ServiceRoutes {
    ServiceRoutes(
      service: "galleon.v1.NetworkService",
      methods: [
        "CreateShareNetwork": MethodHandler.unary(
          CreateShareNetworkRequest.self, CreateShareNetworkResponse.self
        ) { (request, context) async throws(RPCError) in
          try await createShareNetwork(request, context: context)
        },
        "GetShareNetwork": MethodHandler.unary(
          GetShareNetworkRequest.self, GetShareNetworkResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getShareNetwork(request, context: context)
        },
        "ListShareNetworks": MethodHandler.unary(
          ListShareNetworksRequest.self, ListShareNetworksResponse.self
        ) { (request, context) async throws(RPCError) in
          try await listShareNetworks(request, context: context)
        },
        "DeleteShareNetwork": MethodHandler.unary(
          DeleteShareNetworkRequest.self, DeleteShareNetworkResponse.self
        ) { (request, context) async throws(RPCError) in
          try await deleteShareNetwork(request, context: context)
        },
        "CreateShareNetworkSubnet": MethodHandler.unary(
          CreateShareNetworkSubnetRequest.self, CreateShareNetworkSubnetResponse.self
        ) { (request, context) async throws(RPCError) in
          try await createShareNetworkSubnet(request, context: context)
        },
        "GetShareNetworkSubnet": MethodHandler.unary(
          GetShareNetworkSubnetRequest.self, GetShareNetworkSubnetResponse.self
        ) { (request, context) async throws(RPCError) in
          try await getShareNetworkSubnet(request, context: context)
        },
        "ListShareNetworkSubnets": MethodHandler.unary(
          ListShareNetworkSubnetsRequest.self, ListShareNetworkSubnetsResponse.self
        ) { (request, context) async throws(RPCError) in
          try await listShareNetworkSubnets(request, context: context)
        },
        "DeleteShareNetworkSubnet": MethodHandler.unary(
          DeleteShareNetworkSubnetRequest.self, DeleteShareNetworkSubnetResponse.self
        ) { (request, context) async throws(RPCError) in
          try await deleteShareNetworkSubnet(request, context: context)
        },
        "ListAvailabilityZones": MethodHandler.unary(
          ListAvailabilityZonesRequest.self, ListAvailabilityZonesResponse.self
        ) { (request, context) async throws(RPCError) in
          try await listAvailabilityZones(request, context: context)
        },
      ])
  }
}

/// Calls `galleon.v1.NetworkService`.
///
/// The inventory of share networks, their subnets, and the availability zones.
///
/// Errors carry google.rpc.Status in `grpc-status-details-bin` with one ErrorInfo: domain
/// "galleon", a stable reason (the words in capitals below), and in its metadata `resource_type`
/// and
/// `resource_id`. INVALID_ARGUMENT has, where nothing else is said, the reason INVALID_ARGUMENT and
/// a BadRequest with a violation for each wrong field. UNAVAILABLE alone is worth an automatic
/// retry; RESOURCE_EXHAUSTED is when its RetryInfo says so.
///
/// A call that changes something takes a request_id. The same id with the same request answers as
/// the first accepted call did and does nothing more; a refused call changed nothing and is judged
/// afresh; the same id with another request is INVALID_ARGUMENT (REQUEST_ID_REUSED); the same id
/// while the first call still runs is ABORTED (REQUEST_PENDING). Without a request_id a repeated
/// call is a new call.
package struct NetworkServiceClient: Sendable {
  private let channel: ClientChannel

  package init(_ channel: ClientChannel) { self.channel = channel }

  /// Makes a share network without subnets. Errors: INVALID_ARGUMENT.
  package func createShareNetwork(
    _ request: CreateShareNetworkRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> CreateShareNetworkResponse {
    try await channel.unary(
      path: "/galleon.v1.NetworkService/CreateShareNetwork", request, options: options)
  }

  /// One share network. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND
  /// (SHARE_NETWORK_NOT_FOUND).
  package func getShareNetwork(
    _ request: GetShareNetworkRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GetShareNetworkResponse {
    try await channel.unary(
      path: "/galleon.v1.NetworkService/GetShareNetwork", request, options: options)
  }

  /// Share networks, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or
  /// page token.
  package func listShareNetworks(
    _ request: ListShareNetworksRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ListShareNetworksResponse {
    try await channel.unary(
      path: "/galleon.v1.NetworkService/ListShareNetworks", request, options: options)
  }

  /// Deletes a share network with its subnets. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_NETWORK_NOT_FOUND); FAILED_PRECONDITION (SHARE_NETWORK_IN_USE) while a share server
  /// lives in it or a migration is on its way into it.
  package func deleteShareNetwork(
    _ request: DeleteShareNetworkRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> DeleteShareNetworkResponse {
    try await channel.unary(
      path: "/galleon.v1.NetworkService/DeleteShareNetwork", request, options: options)
  }

  /// Adds a subnet to a share network. Errors: INVALID_ARGUMENT; NOT_FOUND
  /// (SHARE_NETWORK_NOT_FOUND, AVAILABILITY_ZONE_NOT_FOUND when no backend is in it);
  /// FAILED_PRECONDITION
  /// (SHARE_NETWORK_SUBNET_OVERLAPS) when its range overlaps one of the same network and zone.
  package func createShareNetworkSubnet(
    _ request: CreateShareNetworkSubnetRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> CreateShareNetworkSubnetResponse {
    try await channel.unary(
      path: "/galleon.v1.NetworkService/CreateShareNetworkSubnet", request, options: options)
  }

  /// One subnet. Errors: INVALID_ARGUMENT for a malformed id; NOT_FOUND
  /// (SHARE_NETWORK_SUBNET_NOT_FOUND).
  package func getShareNetworkSubnet(
    _ request: GetShareNetworkSubnetRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> GetShareNetworkSubnetResponse {
    try await channel.unary(
      path: "/galleon.v1.NetworkService/GetShareNetworkSubnet", request, options: options)
  }

  /// Subnets, oldest first. Errors: INVALID_ARGUMENT for a malformed filter, page size or page
  /// token.
  package func listShareNetworkSubnets(
    _ request: ListShareNetworkSubnetsRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ListShareNetworkSubnetsResponse {
    try await channel.unary(
      path: "/galleon.v1.NetworkService/ListShareNetworkSubnets", request, options: options)
  }

  /// Deletes a subnet. Errors: INVALID_ARGUMENT; NOT_FOUND (SHARE_NETWORK_SUBNET_NOT_FOUND);
  /// FAILED_PRECONDITION (SHARE_NETWORK_SUBNET_IN_USE) while a share server lives in it or a
  /// migration is on its way into it.
  package func deleteShareNetworkSubnet(
    _ request: DeleteShareNetworkSubnetRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> DeleteShareNetworkSubnetResponse {
    try await channel.unary(
      path: "/galleon.v1.NetworkService/DeleteShareNetworkSubnet", request, options: options)
  }

  /// Availability zones, by name. Errors: INVALID_ARGUMENT for a malformed page size or page token.
  package func listAvailabilityZones(
    _ request: ListAvailabilityZonesRequest, options: CallOptions = CallOptions()
  ) async throws(RPCError) -> ListAvailabilityZonesResponse {
    try await channel.unary(
      path: "/galleon.v1.NetworkService/ListAvailabilityZones", request, options: options)
  }
}
