// Made by protoc-gen-galleon from galleon/v1/access_rule.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// What an access rule names.
package struct AccessType: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not given; INVALID_ARGUMENT in AllowAccess.
  package static let unspecified = AccessType(rawValue: 0)

  /// An IP address or a network in CIDR form.
  package static let ip = AccessType(rawValue: 1)

  /// A user name.
  package static let user = AccessType(rawValue: 2)

  /// The common name of a client's certificate.
  package static let cert = AccessType(rawValue: 3)

  /// The values that the schema names, in its order.
  package static let allValues: [AccessType] = [.unspecified, .ip, .user, .cert]

  package var name: String? {
    switch rawValue {
    case 0: "ACCESS_TYPE_UNSPECIFIED"
    case 1: "ACCESS_TYPE_IP"
    case 2: "ACCESS_TYPE_USER"
    case 3: "ACCESS_TYPE_CERT"
    default: nil
    }
  }
}

/// What an access rule allows.
package struct AccessLevel: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Not given; INVALID_ARGUMENT in AllowAccess.
  package static let unspecified = AccessLevel(rawValue: 0)

  /// Reading and writing.
  package static let rw = AccessLevel(rawValue: 1)

  /// Reading alone.
  package static let ro = AccessLevel(rawValue: 2)

  /// The values that the schema names, in its order.
  package static let allValues: [AccessLevel] = [.unspecified, .rw, .ro]

  package var name: String? {
    switch rawValue {
    case 0: "ACCESS_LEVEL_UNSPECIFIED"
    case 1: "ACCESS_LEVEL_RW"
    case 2: "ACCESS_LEVEL_RO"
    default: nil
    }
  }
}

/// How far an access rule is applied. The names are OpenStack Manila's.
package struct AccessRuleState: ProtobufEnum {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Never sent.
  package static let unspecified = AccessRuleState(rawValue: 0)

  /// Waits to be applied.
  package static let queuedToApply = AccessRuleState(rawValue: 1)

  /// Is being applied.
  package static let applying = AccessRuleState(rawValue: 2)

  /// Is in force.
  package static let active = AccessRuleState(rawValue: 3)

  /// Could not be applied.
  package static let error = AccessRuleState(rawValue: 4)

  /// Waits to be removed.
  package static let queuedToDeny = AccessRuleState(rawValue: 5)

  /// Is being removed.
  package static let denying = AccessRuleState(rawValue: 6)

  /// The values that the schema names, in its order.
  package static let allValues: [AccessRuleState] = [
    .unspecified, .queuedToApply, .applying, .active, .error, .queuedToDeny, .denying,
  ]

  package var name: String? {
    switch rawValue {
    case 0: "ACCESS_RULE_STATE_UNSPECIFIED"
    case 1: "ACCESS_RULE_STATE_QUEUED_TO_APPLY"
    case 2: "ACCESS_RULE_STATE_APPLYING"
    case 3: "ACCESS_RULE_STATE_ACTIVE"
    case 4: "ACCESS_RULE_STATE_ERROR"
    case 5: "ACCESS_RULE_STATE_QUEUED_TO_DENY"
    case 6: "ACCESS_RULE_STATE_DENYING"
    default: nil
    }
  }
}

/// Who may mount a share. Its id survives a migration, and its level never changes.
package struct AccessRule: BridgedMessage {
  package static let fullName = "galleon.v1.AccessRule"
  package static let plan = MessagePlan.of(galleon__v1__access_rule__init)
  package static let defaults = Defaults(AccessRule())

  /// UUID, set by the service.
  package var id: String = ""

  /// UUID of the share.
  package var shareId: String = ""

  /// What access_to names.
  package var accessType: AccessType = AccessType()

  /// An address or a CIDR for ip, a user name for user, a certificate's common name for cert.
  package var accessTo: String = ""

  /// What is allowed. A running migration may hold it to read-only on the backend; this field
  /// stays.
  package var accessLevel: AccessLevel = AccessLevel()

  /// How far it is applied; set by the service.
  package var state: AccessRuleState = AccessRuleState()

  /// When it was created.
  package var createTime: GoogleProtobufTimestamp?

  /// When it last changed.
  package var updateTime: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    id: String = "", shareId: String = "", accessType: AccessType = AccessType(),
    accessTo: String = "", accessLevel: AccessLevel = AccessLevel(),
    state: AccessRuleState = AccessRuleState(), createTime: GoogleProtobufTimestamp? = nil,
    updateTime: GoogleProtobufTimestamp? = nil
  ) {
    self.id = id
    self.shareId = shareId
    self.accessType = accessType
    self.accessTo = accessTo
    self.accessLevel = accessLevel
    self.state = state
    self.createTime = createTime
    self.updateTime = updateTime
  }
}

extension AccessRule {
  package mutating func read(from source: UnsafePointer<Galleon__V1__AccessRule>)
    throws(ProtobufError)
  {
    try source.pointee.id.read(into: &self.id, "galleon.v1.AccessRule.id")
    try source.pointee.share_id.read(into: &self.shareId, "galleon.v1.AccessRule.share_id")
    self.accessType = AccessType(
      rawValue: .init(truncatingIfNeeded: source.pointee.access_type.rawValue))
    try source.pointee.access_to.read(into: &self.accessTo, "galleon.v1.AccessRule.access_to")
    self.accessLevel = AccessLevel(
      rawValue: .init(truncatingIfNeeded: source.pointee.access_level.rawValue))
    self.state = AccessRuleState(rawValue: .init(truncatingIfNeeded: source.pointee.state.rawValue))
    try self.createTime.read(from: source.pointee.create_time)
    try self.updateTime.read(from: source.pointee.update_time)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Galleon__V1__AccessRule>, _ arena: Arena
  ) throws(ProtobufError) {
    galleon__v1__access_rule__init(target)
    target.pointee.id = arena.text(id)
    target.pointee.share_id = arena.text(shareId)
    target.pointee.access_type = .init(rawValue: .init(truncatingIfNeeded: accessType.rawValue))
    target.pointee.access_to = arena.text(accessTo)
    target.pointee.access_level = .init(rawValue: .init(truncatingIfNeeded: accessLevel.rawValue))
    target.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
    target.pointee.create_time = try self.createTime.structure(in: arena)
    target.pointee.update_time = try self.updateTime.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
