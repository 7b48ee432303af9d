import MigrationCore
import Testing

@Suite("Who may be migrated where")
struct AdmissionTests {
  /// One way to be refused.
  struct Case: CustomTestStringConvertible, Sendable {
    /// The number of the condition in the contract, section 4.
    let number: Int
    let name: String
    let kind: Refusal.Kind
    let reason: Reason
    let spoil: @Sendable (inout AdmissionFixture) -> Void

    var testDescription: String { "\(number) \(name)" }

    init(
      _ number: Int, _ name: String, _ kind: Refusal.Kind, _ reason: Reason,
      _ spoil: @escaping @Sendable (inout AdmissionFixture) -> Void
    ) {
      self.number = number
      self.name = name
      self.kind = kind
      self.reason = reason
      self.spoil = spoil
    }
  }

  static let cases: [Case] = requests + servers + destinations + resources

  private static let requests: [Case] = [
    Case(1, "unknown server", .notFound, .notFound(.shareServer)) { $0.facts.source = nil },
    Case(2, "no server id", .invalidArgument, .invalidArgument) { $0.request.shareServerID = "" },
    Case(2, "server id is no UUID", .invalidArgument, .invalidArgument) {
      $0.request.shareServerID = "42"
    },
    Case(2, "no host", .invalidArgument, .invalidArgument) { $0.request.destinationHost = "" },
    Case(2, "host without @", .invalidArgument, .invalidArgument) {
      $0.request.destinationHost = "beta"
    },
    Case(2, "host with a pool", .invalidArgument, .invalidArgument) {
      $0.request.destinationHost = "two@beta#pool"
    },
    Case(2, "network id is no UUID", .invalidArgument, .invalidArgument) {
      $0.request.newShareNetworkID = "net"
    },
    Case(3, "unknown network", .notFound, .notFound(.shareNetwork)) {
      $0.nameNewNetwork()
      $0.facts.network = nil
    },
    Case(3, "network of another project", .failedPrecondition, .shareNetworkOtherProject) {
      $0.nameNewNetwork(projectID: "other")
    },
    Case(3, "network not active", .failedPrecondition, .shareNetworkNotActive) {
      $0.nameNewNetwork(status: .networkChange)
    },
  ]

  private static let servers: [Case] = [
    Case(4, "no shares", .failedPrecondition, .shareServerHasNoShares) {
      $0.changeSource { $0.shares = [] }
    },
    Case(5, "server in error", .failedPrecondition, .shareServerNotActive) {
      $0.changeServer { $0.status = .error }
    },
    Case(5, "server is a source", .failedPrecondition, .shareServerMigrating) {
      $0.changeServer { $0.status = .serverMigrating }
    },
    Case(5, "server is a destination", .failedPrecondition, .shareServerMigrating) {
      $0.changeServer { $0.status = .serverMigratingTo }
    },
    Case(6, "share group", .failedPrecondition, .shareServerInShareGroup) {
      $0.changeShare { $0.shareGroupID = .random() }
    },
    Case(7, "same host, same network", .failedPrecondition, .sameHost) {
      $0.request.destinationHost = "one@alpha"
      $0.facts.destination = DestinationFacts(
        address: AdmissionFixture.address("one@alpha"), availabilityZone: "z1")
    },
  ]

  private static let destinations: [Case] = [
    Case(8, "unknown backend", .notFound, .backendNotFound) { $0.facts.destination = nil },
    Case(8, "disabled backend", .unavailable, .backendDisabled) {
      $0.facts.destination?.isEnabled = false
    },
    Case(8, "backend down", .unavailable, .backendDown) { $0.facts.destination?.isUp = false },
    Case(9, "share type of other zones", .failedPrecondition, .shareTypeZoneMismatch) {
      $0.restrictType(toZones: "z1, z3")
    },
    Case(9, "zone is a part of a name", .failedPrecondition, .shareTypeZoneMismatch) {
      $0.restrictType(toZones: "z22")
    },
    Case(10, "no subnet", .failedPrecondition, .noSubnetInZone) { $0.facts.networkSubnets = [] },
    Case(10, "subnets of other zones", .failedPrecondition, .noSubnetInZone) {
      $0.facts.networkSubnets = $0.facts.networkSubnets.map {
        AdmissionFixture.subnet($0.id, in: $0.shareNetworkID, zone: "z1")
      }
    },
  ]

  private static let resources: [Case] = [
    Case(11, "share not available", .failedPrecondition, .shareNotAvailable) {
      $0.changeShare { $0.status = .extending }
    },
    Case(11, "replicas", .failedPrecondition, .shareHasReplicas) {
      $0.changeShare { $0.hasReplicas = true }
    },
    Case(11, "share's rules in error", .failedPrecondition, .accessRulesInError) {
      $0.changeShare { $0.accessRulesStatus = .error }
    },
    Case(11, "a rule in error", .failedPrecondition, .accessRulesInError) {
      $0.changeSource { $0.rules[0].state = .error }
    },
    Case(11, "share's rules busy", .failedPrecondition, .accessRulesBusy) {
      $0.changeShare { $0.accessRulesStatus = .syncing }
    },
    Case(11, "a rule queued", .failedPrecondition, .accessRulesBusy) {
      $0.changeSource { $0.rules[0].state = .queuedToApply }
    },
    Case(11, "snapshot not available", .failedPrecondition, .snapshotNotAvailable) {
      $0.changeSource { $0.snapshots[0].status = .creating }
    },
  ]

  @Test("a good server is admitted with its new network's subnets")
  func admitted() throws {
    let good = try AdmissionFixture().judge()
    #expect(good.destinationHost.rawValue == "two@beta")
    #expect(!good.changesNetwork)
    var moving = AdmissionFixture()
    moving.nameNewNetwork()
    let moved = try moving.judge()
    #expect(moved.changesNetwork)
    #expect(moved.destinationNetworkID == moving.newNetworkID)
    #expect(moved.destinationSubnets == moving.facts.networkSubnets)
  }

  @Test("each condition refuses with its status and its reason", arguments: cases)
  func refused(row: Case) throws {
    var fixture = AdmissionFixture()
    row.spoil(&fixture)
    let refusal = try #require(throws: Refusal.self) { _ = try fixture.judge() }
    #expect(refusal.kind == row.kind)
    #expect(refusal.reason == row.reason)
    #expect(!refusal.message.isEmpty)
    #expect(refusal.kind == .invalidArgument || refusal.subject != nil)
  }

  @Test("every condition of the contract has a row")
  func complete() {
    #expect(Set(Self.cases.map(\.number)) == Set(1...11))
  }

  /// Pairs that cannot both hold: an id that is no id is not unknown, and a network without subnets does change.
  private static let exclusive: Set<[String]> = [
    ["unknown server", "no server id"], ["unknown server", "server id is no UUID"],
    ["same host, same network", "no subnet"],
  ]

  @Test("of two conditions the earlier one answers, the same in every call", arguments: cases)
  func order(first: Case) throws {
    for second in Self.cases where second.number > first.number {
      if Self.exclusive.contains([first.name, second.name]) { continue }
      var fixture = AdmissionFixture()
      second.spoil(&fixture)
      first.spoil(&fixture)
      let refusal = try #require(throws: Refusal.self) { _ = try fixture.judge() }
      #expect(refusal.reason == first.reason, "\(first.testDescription), \(second.testDescription)")
    }
  }

  @Test("every wrong field is named, not the first")
  func fields() throws {
    var fixture = AdmissionFixture()
    fixture.request = MigrationRequest(
      shareServerID: "x", destinationHost: "y", newShareNetworkID: "z")
    fixture.facts.source = nil
    let refusal = try #require(throws: Refusal.self) { _ = try fixture.judge() }
    #expect(
      refusal.fields.map(\.field) == [
        "share_server_id", "destination_host", "new_share_network_id",
      ]
    )
  }

  @Test("replicas pass where the destination takes them along")
  func replicas() throws {
    var fixture = AdmissionFixture()
    fixture.changeShare { $0.hasReplicas = true }
    fixture.facts.destination?.supportsReplicas = true
    _ = try fixture.judge()
  }

  @Test("the same host passes when the network changes")
  func sameHostNewNetwork() throws {
    var fixture = AdmissionFixture()
    fixture.request.destinationHost = "one@alpha"
    fixture.facts.destination = DestinationFacts(
      address: AdmissionFixture.address("one@alpha"), availabilityZone: "z1")
    fixture.nameNewNetwork()
    #expect(try fixture.judge().changesNetwork)
  }

  @Test("a subnet of the destination's zone goes before the default ones, all of them")
  func zoneSubnets() throws {
    var fixture = AdmissionFixture()
    guard let network = fixture.facts.network?.id else { return }
    let own = (1...2).map {
      AdmissionFixture.subnet(in: network, zone: "z2", cidr: "10.\($0).0.0/24")
    }
    fixture.facts.networkSubnets += own
    let admitted = try fixture.judge()
    #expect(admitted.destinationSubnets == own)
    #expect(admitted.changesNetwork)
  }

  @Test("everything that is in the way of the last condition is told, not the first")
  func listed() throws {
    var fixture = AdmissionFixture()
    fixture.changeShare { ($0.status, $0.hasReplicas) = (.extending, true) }
    fixture.changeSource {
      $0.rules[0].state = .error
      $0.snapshots[0].status = .creating
    }
    let refusal = try #require(throws: Refusal.self) { _ = try fixture.judge() }
    #expect(
      refusal.conflicts.map(\.reason) == [
        .shareNotAvailable, .shareHasReplicas, .accessRulesInError, .snapshotNotAvailable,
      ])
    #expect(refusal.reason == .shareNotAvailable)
  }

  @Test("what is wrong with the rest of the call is told along, after an unknown server")
  func otherViolations() throws {
    var fixture = AdmissionFixture()
    fixture.request.otherViolations = [.init("request_id", "must be a UUID")]
    let refusal = try #require(throws: Refusal.self) { _ = try fixture.judge() }
    #expect(refusal.fields.map(\.field) == ["request_id"])
    fixture.facts.source = nil
    let unknown = try #require(throws: Refusal.self) { _ = try fixture.judge() }
    #expect(unknown.reason == .notFound(.shareServer))
  }

  @Test(
    "addresses that cannot be kept, or given, are conflicts of whoever needs them",
    arguments: [
      (true, true, [Reason.addressInUse]), (true, false, [.noFreeAddress]),
      (false, true, [.noFreeAddress]), (false, false, [.noFreeAddress]),
    ])
  func addresses(canKeep: Bool, mustKeep: Bool, expected: [Reason]) throws {
    var fixture = AdmissionFixture()
    fixture.request.nondisruptive = mustKeep
    guard let source = fixture.facts.source, let network = fixture.facts.network else { return }
    // The destination's zone has a subnet of the same range, whose two addresses others have.
    let range = "10.0.0.0/31"
    let own = AdmissionFixture.subnet(source.subnets[0].id, in: network.id, zone: "z1", cidr: range)
    let other = AdmissionFixture.subnet(in: network.id, zone: "z2", cidr: range)
    fixture.changeSource {
      $0.subnets = [own]
      $0.allocations = [AdmissionFixture.allocation("10.0.0.0", of: source.server.id, in: own.id)]
    }
    fixture.facts.networkSubnets = [own, other]
    fixture.facts.networkAllocations = ["10.0.0.0", "10.0.0.1"].map {
      AdmissionFixture.allocation($0, of: .random(), in: other.id)
    }
    let admitted = try fixture.judge()
    #expect(!admitted.changesNetwork)
    #expect(admitted.conflicts(Capabilities(nondisruptive: canKeep)).map(\.reason) == expected)
    // Addresses that nobody else has there are kept, and need no free one.
    fixture.facts.networkAllocations.removeFirst()
    let kept = try fixture.judge().conflicts(Capabilities(nondisruptive: true))
    #expect(kept.isEmpty)
  }
}
