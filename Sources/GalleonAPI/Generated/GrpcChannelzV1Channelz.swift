// Made by protoc-gen-galleon from grpc/channelz/v1/channelz.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// Channel is a logical grouping of channels, subchannels, and sockets.
package struct GrpcChannelzV1Channel: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.Channel"
  package static let plan = MessagePlan.of(grpc__channelz__v1__channel__init)
  package static let defaults = Defaults(GrpcChannelzV1Channel())

  /// The identifier for this channel. This should be set.
  package var ref: GrpcChannelzV1ChannelRef?

  /// Data specific to this channel.
  package var data: GrpcChannelzV1ChannelData?

  /// There are no ordering guarantees on the order of channel refs.
  /// There may not be cycles in the ref graph.
  /// A channel ref may be present in more than one channel or subchannel.
  package var channelRef: [GrpcChannelzV1ChannelRef] = []

  /// At most one of 'channel_ref+subchannel_ref' and 'socket' is set.
  /// There are no ordering guarantees on the order of subchannel refs.
  /// There may not be cycles in the ref graph.
  /// A sub channel ref may be present in more than one channel or subchannel.
  package var subchannelRef: [GrpcChannelzV1SubchannelRef] = []

  /// There are no ordering guarantees on the order of sockets.
  package var socketRef: [GrpcChannelzV1SocketRef] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    ref: GrpcChannelzV1ChannelRef? = nil, data: GrpcChannelzV1ChannelData? = nil,
    channelRef: [GrpcChannelzV1ChannelRef] = [], subchannelRef: [GrpcChannelzV1SubchannelRef] = [],
    socketRef: [GrpcChannelzV1SocketRef] = []
  ) {
    self.ref = ref
    self.data = data
    self.channelRef = channelRef
    self.subchannelRef = subchannelRef
    self.socketRef = socketRef
  }
}

extension GrpcChannelzV1Channel {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Channel>)
    throws(ProtobufError)
  {
    try self.ref.read(from: source.pointee.ref)
    try self.data.read(from: source.pointee.data)
    if source.pointee.n_channel_ref != 0 {
      self.channelRef = try [GrpcChannelzV1ChannelRef](
        source.pointee.channel_ref, source.pointee.n_channel_ref)
    }
    if source.pointee.n_subchannel_ref != 0 {
      self.subchannelRef = try [GrpcChannelzV1SubchannelRef](
        source.pointee.subchannel_ref, source.pointee.n_subchannel_ref)
    }
    if source.pointee.n_socket_ref != 0 {
      self.socketRef = try [GrpcChannelzV1SocketRef](
        source.pointee.socket_ref, source.pointee.n_socket_ref)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Channel>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__channel__init(target)
    target.pointee.ref = try self.ref.structure(in: arena)
    target.pointee.data = try self.data.structure(in: arena)
    target.pointee.n_channel_ref = channelRef.count
    target.pointee.channel_ref = try arena.messages(channelRef)
    target.pointee.n_subchannel_ref = subchannelRef.count
    target.pointee.subchannel_ref = try arena.messages(subchannelRef)
    target.pointee.n_socket_ref = socketRef.count
    target.pointee.socket_ref = try arena.messages(socketRef)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Subchannel is a logical grouping of channels, subchannels, and sockets.
/// A subchannel is load balanced over by it's ancestor
package struct GrpcChannelzV1Subchannel: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.Subchannel"
  package static let plan = MessagePlan.of(grpc__channelz__v1__subchannel__init)
  package static let defaults = Defaults(GrpcChannelzV1Subchannel())

  /// The identifier for this channel.
  package var ref: GrpcChannelzV1SubchannelRef?

  /// Data specific to this channel.
  package var data: GrpcChannelzV1ChannelData?

  /// There are no ordering guarantees on the order of channel refs.
  /// There may not be cycles in the ref graph.
  /// A channel ref may be present in more than one channel or subchannel.
  package var channelRef: [GrpcChannelzV1ChannelRef] = []

  /// At most one of 'channel_ref+subchannel_ref' and 'socket' is set.
  /// There are no ordering guarantees on the order of subchannel refs.
  /// There may not be cycles in the ref graph.
  /// A sub channel ref may be present in more than one channel or subchannel.
  package var subchannelRef: [GrpcChannelzV1SubchannelRef] = []

  /// There are no ordering guarantees on the order of sockets.
  package var socketRef: [GrpcChannelzV1SocketRef] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    ref: GrpcChannelzV1SubchannelRef? = nil, data: GrpcChannelzV1ChannelData? = nil,
    channelRef: [GrpcChannelzV1ChannelRef] = [], subchannelRef: [GrpcChannelzV1SubchannelRef] = [],
    socketRef: [GrpcChannelzV1SocketRef] = []
  ) {
    self.ref = ref
    self.data = data
    self.channelRef = channelRef
    self.subchannelRef = subchannelRef
    self.socketRef = socketRef
  }
}

extension GrpcChannelzV1Subchannel {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Subchannel>)
    throws(ProtobufError)
  {
    try self.ref.read(from: source.pointee.ref)
    try self.data.read(from: source.pointee.data)
    if source.pointee.n_channel_ref != 0 {
      self.channelRef = try [GrpcChannelzV1ChannelRef](
        source.pointee.channel_ref, source.pointee.n_channel_ref)
    }
    if source.pointee.n_subchannel_ref != 0 {
      self.subchannelRef = try [GrpcChannelzV1SubchannelRef](
        source.pointee.subchannel_ref, source.pointee.n_subchannel_ref)
    }
    if source.pointee.n_socket_ref != 0 {
      self.socketRef = try [GrpcChannelzV1SocketRef](
        source.pointee.socket_ref, source.pointee.n_socket_ref)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Subchannel>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__subchannel__init(target)
    target.pointee.ref = try self.ref.structure(in: arena)
    target.pointee.data = try self.data.structure(in: arena)
    target.pointee.n_channel_ref = channelRef.count
    target.pointee.channel_ref = try arena.messages(channelRef)
    target.pointee.n_subchannel_ref = subchannelRef.count
    target.pointee.subchannel_ref = try arena.messages(subchannelRef)
    target.pointee.n_socket_ref = socketRef.count
    target.pointee.socket_ref = try arena.messages(socketRef)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// These come from the specified states in this document:
/// https://github.com/grpc/grpc/blob/master/doc/connectivity-semantics-and-api.md
package struct GrpcChannelzV1ChannelConnectivityState: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.ChannelConnectivityState"
  package static let plan = MessagePlan.of(grpc__channelz__v1__channel_connectivity_state__init)
  package static let defaults = Defaults(GrpcChannelzV1ChannelConnectivityState())

  package var state: GrpcChannelzV1ChannelConnectivityState.State =
    GrpcChannelzV1ChannelConnectivityState.State()

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    state: GrpcChannelzV1ChannelConnectivityState.State =
      GrpcChannelzV1ChannelConnectivityState.State()
  ) {
    self.state = state
  }

  package struct State: ProtobufEnum {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let unknown = GrpcChannelzV1ChannelConnectivityState.State(rawValue: 0)

    package static let idle = GrpcChannelzV1ChannelConnectivityState.State(rawValue: 1)

    package static let connecting = GrpcChannelzV1ChannelConnectivityState.State(rawValue: 2)

    package static let ready = GrpcChannelzV1ChannelConnectivityState.State(rawValue: 3)

    package static let transientFailure = GrpcChannelzV1ChannelConnectivityState.State(rawValue: 4)

    package static let shutdown = GrpcChannelzV1ChannelConnectivityState.State(rawValue: 5)

    /// The values that the schema names, in its order.
    package static let allValues: [GrpcChannelzV1ChannelConnectivityState.State] = [
      .unknown, .idle, .connecting, .ready, .transientFailure, .shutdown,
    ]

    package var name: String? {
      switch rawValue {
      case 0: "UNKNOWN"
      case 1: "IDLE"
      case 2: "CONNECTING"
      case 3: "READY"
      case 4: "TRANSIENT_FAILURE"
      case 5: "SHUTDOWN"
      default: nil
      }
    }
  }
}

extension GrpcChannelzV1ChannelConnectivityState {
  package mutating func read(
    from source: UnsafePointer<Grpc__Channelz__V1__ChannelConnectivityState>
  ) throws(ProtobufError) {
    self.state = GrpcChannelzV1ChannelConnectivityState.State(
      rawValue: .init(truncatingIfNeeded: source.pointee.state.rawValue))
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__ChannelConnectivityState>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__channel_connectivity_state__init(target)
    target.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Channel data is data related to a specific Channel or Subchannel.
package struct GrpcChannelzV1ChannelData: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.ChannelData"
  package static let plan = MessagePlan.of(grpc__channelz__v1__channel_data__init)
  package static let defaults = Defaults(GrpcChannelzV1ChannelData())

  /// The connectivity state of the channel or subchannel.  Implementations
  /// should always set this.
  package var state: GrpcChannelzV1ChannelConnectivityState?

  /// The target this channel originally tried to connect to.  May be absent
  package var target: String = ""

  /// A trace of recent events on the channel.  May be absent.
  package var trace: GrpcChannelzV1ChannelTrace?

  /// The number of calls started on the channel
  package var callsStarted: Int64 = 0

  /// The number of calls that have completed with an OK status
  package var callsSucceeded: Int64 = 0

  /// The number of calls that have completed with a non-OK status
  package var callsFailed: Int64 = 0

  /// The last time a call was started on the channel.
  package var lastCallStartedTimestamp: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    state: GrpcChannelzV1ChannelConnectivityState? = nil, target: String = "",
    trace: GrpcChannelzV1ChannelTrace? = nil, callsStarted: Int64 = 0, callsSucceeded: Int64 = 0,
    callsFailed: Int64 = 0, lastCallStartedTimestamp: GoogleProtobufTimestamp? = nil
  ) {
    self.state = state
    self.target = target
    self.trace = trace
    self.callsStarted = callsStarted
    self.callsSucceeded = callsSucceeded
    self.callsFailed = callsFailed
    self.lastCallStartedTimestamp = lastCallStartedTimestamp
  }
}

extension GrpcChannelzV1ChannelData {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__ChannelData>)
    throws(ProtobufError)
  {
    try self.state.read(from: source.pointee.state)
    try source.pointee.target.read(into: &self.target, "grpc.channelz.v1.ChannelData.target")
    try self.trace.read(from: source.pointee.trace)
    self.callsStarted = source.pointee.calls_started
    self.callsSucceeded = source.pointee.calls_succeeded
    self.callsFailed = source.pointee.calls_failed
    try self.lastCallStartedTimestamp.read(from: source.pointee.last_call_started_timestamp)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__ChannelData>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__channel_data__init(target)
    target.pointee.state = try self.state.structure(in: arena)
    target.pointee.target = arena.text(self.target)
    target.pointee.trace = try self.trace.structure(in: arena)
    target.pointee.calls_started = callsStarted
    target.pointee.calls_succeeded = callsSucceeded
    target.pointee.calls_failed = callsFailed
    target.pointee.last_call_started_timestamp = try self.lastCallStartedTimestamp.structure(
      in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A trace event is an interesting thing that happened to a channel or
/// subchannel, such as creation, address resolution, subchannel creation, etc.
package struct GrpcChannelzV1ChannelTraceEvent: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.ChannelTraceEvent"
  package static let plan = MessagePlan.of(grpc__channelz__v1__channel_trace_event__init)
  package static let defaults = Defaults(GrpcChannelzV1ChannelTraceEvent())

  /// High level description of the event.
  package var description: String = ""

  /// the severity of the trace event
  package var severity: GrpcChannelzV1ChannelTraceEvent.Severity =
    GrpcChannelzV1ChannelTraceEvent.Severity()

  /// When this event occurred.
  package var timestamp: GoogleProtobufTimestamp?

  /// ref of referenced channel or subchannel.
  /// Optional, only present if this event refers to a child object. For example,
  /// this field would be filled if this trace event was for a subchannel being
  /// created.
  package var childRef: ChildRef?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    description: String = "",
    severity: GrpcChannelzV1ChannelTraceEvent.Severity = GrpcChannelzV1ChannelTraceEvent.Severity(),
    timestamp: GoogleProtobufTimestamp? = nil, childRef: ChildRef? = nil
  ) {
    self.description = description
    self.severity = severity
    self.timestamp = timestamp
    self.childRef = childRef
  }

  /// ref of referenced channel or subchannel.
  /// Optional, only present if this event refers to a child object. For example,
  /// this field would be filled if this trace event was for a subchannel being
  /// created.
  package enum ChildRef: Sendable, Hashable {
    case channelRef(GrpcChannelzV1ChannelRef)
    case subchannelRef(GrpcChannelzV1SubchannelRef)
  }

  /// The supported severity levels of trace events.
  package struct Severity: ProtobufEnum {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let ctUnknown = GrpcChannelzV1ChannelTraceEvent.Severity(rawValue: 0)

    package static let ctInfo = GrpcChannelzV1ChannelTraceEvent.Severity(rawValue: 1)

    package static let ctWarning = GrpcChannelzV1ChannelTraceEvent.Severity(rawValue: 2)

    package static let ctError = GrpcChannelzV1ChannelTraceEvent.Severity(rawValue: 3)

    /// The values that the schema names, in its order.
    package static let allValues: [GrpcChannelzV1ChannelTraceEvent.Severity] = [
      .ctUnknown, .ctInfo, .ctWarning, .ctError,
    ]

    package var name: String? {
      switch rawValue {
      case 0: "CT_UNKNOWN"
      case 1: "CT_INFO"
      case 2: "CT_WARNING"
      case 3: "CT_ERROR"
      default: nil
      }
    }
  }
}

extension GrpcChannelzV1ChannelTraceEvent {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__ChannelTraceEvent>)
    throws(ProtobufError)
  {
    try source.pointee.description.read(
      into: &self.description, "grpc.channelz.v1.ChannelTraceEvent.description")
    self.severity = GrpcChannelzV1ChannelTraceEvent.Severity(
      rawValue: .init(truncatingIfNeeded: source.pointee.severity.rawValue))
    try self.timestamp.read(from: source.pointee.timestamp)
    switch source.pointee.child_ref_case.rawValue {
    case 4:
      self.childRef = try .channelRef(
        GrpcChannelzV1ChannelRef.copy(orDefault: source.pointee.channel_ref))
    case 5:
      self.childRef = try .subchannelRef(
        GrpcChannelzV1SubchannelRef.copy(orDefault: source.pointee.subchannel_ref))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__ChannelTraceEvent>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__channel_trace_event__init(target)
    target.pointee.description = arena.text(description)
    target.pointee.severity = .init(rawValue: .init(truncatingIfNeeded: severity.rawValue))
    target.pointee.timestamp = try self.timestamp.structure(in: arena)
    switch childRef {
    case .channelRef(let value):
      target.pointee.child_ref_case = .init(rawValue: 4)
      target.pointee.channel_ref = try arena.message(value)
    case .subchannelRef(let value):
      target.pointee.child_ref_case = .init(rawValue: 5)
      target.pointee.subchannel_ref = try arena.message(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// ChannelTrace represents the recent events that have occurred on the channel.
package struct GrpcChannelzV1ChannelTrace: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.ChannelTrace"
  package static let plan = MessagePlan.of(grpc__channelz__v1__channel_trace__init)
  package static let defaults = Defaults(GrpcChannelzV1ChannelTrace())

  /// Number of events ever logged in this tracing object. This can differ from
  /// events.size() because events can be overwritten or garbage collected by
  /// implementations.
  package var numEventsLogged: Int64 = 0

  /// Time that this channel was created.
  package var creationTimestamp: GoogleProtobufTimestamp?

  /// List of events that have occurred on this channel.
  package var events: [GrpcChannelzV1ChannelTraceEvent] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    numEventsLogged: Int64 = 0, creationTimestamp: GoogleProtobufTimestamp? = nil,
    events: [GrpcChannelzV1ChannelTraceEvent] = []
  ) {
    self.numEventsLogged = numEventsLogged
    self.creationTimestamp = creationTimestamp
    self.events = events
  }
}

extension GrpcChannelzV1ChannelTrace {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__ChannelTrace>)
    throws(ProtobufError)
  {
    self.numEventsLogged = source.pointee.num_events_logged
    try self.creationTimestamp.read(from: source.pointee.creation_timestamp)
    if source.pointee.n_events != 0 {
      self.events = try [GrpcChannelzV1ChannelTraceEvent](
        source.pointee.events, source.pointee.n_events)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__ChannelTrace>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__channel_trace__init(target)
    target.pointee.num_events_logged = numEventsLogged
    target.pointee.creation_timestamp = try self.creationTimestamp.structure(in: arena)
    target.pointee.n_events = events.count
    target.pointee.events = try arena.messages(events)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// ChannelRef is a reference to a Channel.
package struct GrpcChannelzV1ChannelRef: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.ChannelRef"
  package static let plan = MessagePlan.of(grpc__channelz__v1__channel_ref__init)
  package static let defaults = Defaults(GrpcChannelzV1ChannelRef())

  /// The globally unique id for this channel.  Must be a positive number.
  package var channelId: Int64 = 0

  /// An optional name associated with the channel.
  package var name: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(channelId: Int64 = 0, name: String = "") {
    self.channelId = channelId
    self.name = name
  }
}

extension GrpcChannelzV1ChannelRef {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__ChannelRef>)
    throws(ProtobufError)
  {
    self.channelId = source.pointee.channel_id
    try source.pointee.name.read(into: &self.name, "grpc.channelz.v1.ChannelRef.name")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__ChannelRef>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__channel_ref__init(target)
    target.pointee.channel_id = channelId
    target.pointee.name = arena.text(name)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// SubchannelRef is a reference to a Subchannel.
package struct GrpcChannelzV1SubchannelRef: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.SubchannelRef"
  package static let plan = MessagePlan.of(grpc__channelz__v1__subchannel_ref__init)
  package static let defaults = Defaults(GrpcChannelzV1SubchannelRef())

  /// The globally unique id for this subchannel.  Must be a positive number.
  package var subchannelId: Int64 = 0

  /// An optional name associated with the subchannel.
  package var name: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(subchannelId: Int64 = 0, name: String = "") {
    self.subchannelId = subchannelId
    self.name = name
  }
}

extension GrpcChannelzV1SubchannelRef {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__SubchannelRef>)
    throws(ProtobufError)
  {
    self.subchannelId = source.pointee.subchannel_id
    try source.pointee.name.read(into: &self.name, "grpc.channelz.v1.SubchannelRef.name")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__SubchannelRef>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__subchannel_ref__init(target)
    target.pointee.subchannel_id = subchannelId
    target.pointee.name = arena.text(name)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// SocketRef is a reference to a Socket.
package struct GrpcChannelzV1SocketRef: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.SocketRef"
  package static let plan = MessagePlan.of(grpc__channelz__v1__socket_ref__init)
  package static let defaults = Defaults(GrpcChannelzV1SocketRef())

  /// The globally unique id for this socket.  Must be a positive number.
  package var socketId: Int64 = 0

  /// An optional name associated with the socket.
  package var name: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(socketId: Int64 = 0, name: String = "") {
    self.socketId = socketId
    self.name = name
  }
}

extension GrpcChannelzV1SocketRef {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__SocketRef>)
    throws(ProtobufError)
  {
    self.socketId = source.pointee.socket_id
    try source.pointee.name.read(into: &self.name, "grpc.channelz.v1.SocketRef.name")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__SocketRef>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__socket_ref__init(target)
    target.pointee.socket_id = socketId
    target.pointee.name = arena.text(name)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// ServerRef is a reference to a Server.
package struct GrpcChannelzV1ServerRef: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.ServerRef"
  package static let plan = MessagePlan.of(grpc__channelz__v1__server_ref__init)
  package static let defaults = Defaults(GrpcChannelzV1ServerRef())

  /// A globally unique identifier for this server.  Must be a positive number.
  package var serverId: Int64 = 0

  /// An optional name associated with the server.
  package var name: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(serverId: Int64 = 0, name: String = "") {
    self.serverId = serverId
    self.name = name
  }
}

extension GrpcChannelzV1ServerRef {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__ServerRef>)
    throws(ProtobufError)
  {
    self.serverId = source.pointee.server_id
    try source.pointee.name.read(into: &self.name, "grpc.channelz.v1.ServerRef.name")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__ServerRef>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__server_ref__init(target)
    target.pointee.server_id = serverId
    target.pointee.name = arena.text(name)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Server represents a single server.  There may be multiple servers in a single
/// program.
package struct GrpcChannelzV1Server: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.Server"
  package static let plan = MessagePlan.of(grpc__channelz__v1__server__init)
  package static let defaults = Defaults(GrpcChannelzV1Server())

  /// The identifier for a Server.  This should be set.
  package var ref: GrpcChannelzV1ServerRef?

  /// The associated data of the Server.
  package var data: GrpcChannelzV1ServerData?

  /// The sockets that the server is listening on.  There are no ordering
  /// guarantees.  This may be absent.
  package var listenSocket: [GrpcChannelzV1SocketRef] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    ref: GrpcChannelzV1ServerRef? = nil, data: GrpcChannelzV1ServerData? = nil,
    listenSocket: [GrpcChannelzV1SocketRef] = []
  ) {
    self.ref = ref
    self.data = data
    self.listenSocket = listenSocket
  }
}

extension GrpcChannelzV1Server {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Server>)
    throws(ProtobufError)
  {
    try self.ref.read(from: source.pointee.ref)
    try self.data.read(from: source.pointee.data)
    if source.pointee.n_listen_socket != 0 {
      self.listenSocket = try [GrpcChannelzV1SocketRef](
        source.pointee.listen_socket, source.pointee.n_listen_socket)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Server>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__server__init(target)
    target.pointee.ref = try self.ref.structure(in: arena)
    target.pointee.data = try self.data.structure(in: arena)
    target.pointee.n_listen_socket = listenSocket.count
    target.pointee.listen_socket = try arena.messages(listenSocket)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// ServerData is data for a specific Server.
package struct GrpcChannelzV1ServerData: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.ServerData"
  package static let plan = MessagePlan.of(grpc__channelz__v1__server_data__init)
  package static let defaults = Defaults(GrpcChannelzV1ServerData())

  /// A trace of recent events on the server.  May be absent.
  package var trace: GrpcChannelzV1ChannelTrace?

  /// The number of incoming calls started on the server
  package var callsStarted: Int64 = 0

  /// The number of incoming calls that have completed with an OK status
  package var callsSucceeded: Int64 = 0

  /// The number of incoming calls that have a completed with a non-OK status
  package var callsFailed: Int64 = 0

  /// The last time a call was started on the server.
  package var lastCallStartedTimestamp: GoogleProtobufTimestamp?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    trace: GrpcChannelzV1ChannelTrace? = nil, callsStarted: Int64 = 0, callsSucceeded: Int64 = 0,
    callsFailed: Int64 = 0, lastCallStartedTimestamp: GoogleProtobufTimestamp? = nil
  ) {
    self.trace = trace
    self.callsStarted = callsStarted
    self.callsSucceeded = callsSucceeded
    self.callsFailed = callsFailed
    self.lastCallStartedTimestamp = lastCallStartedTimestamp
  }
}

extension GrpcChannelzV1ServerData {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__ServerData>)
    throws(ProtobufError)
  {
    try self.trace.read(from: source.pointee.trace)
    self.callsStarted = source.pointee.calls_started
    self.callsSucceeded = source.pointee.calls_succeeded
    self.callsFailed = source.pointee.calls_failed
    try self.lastCallStartedTimestamp.read(from: source.pointee.last_call_started_timestamp)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__ServerData>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__server_data__init(target)
    target.pointee.trace = try self.trace.structure(in: arena)
    target.pointee.calls_started = callsStarted
    target.pointee.calls_succeeded = callsSucceeded
    target.pointee.calls_failed = callsFailed
    target.pointee.last_call_started_timestamp = try self.lastCallStartedTimestamp.structure(
      in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Information about an actual connection.  Pronounced "sock-ay".
package struct GrpcChannelzV1Socket: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.Socket"
  package static let plan = MessagePlan.of(grpc__channelz__v1__socket__init)
  package static let defaults = Defaults(GrpcChannelzV1Socket())

  /// The identifier for the Socket.
  package var ref: GrpcChannelzV1SocketRef?

  /// Data specific to this Socket.
  package var data: GrpcChannelzV1SocketData?

  /// The locally bound address.
  package var local: GrpcChannelzV1Address?

  /// The remote bound address.  May be absent.
  package var remote: GrpcChannelzV1Address?

  /// Security details for this socket.  May be absent if not available, or
  /// there is no security on the socket.
  package var security: GrpcChannelzV1Security?

  /// Optional, represents the name of the remote endpoint, if different than
  /// the original target name.
  package var remoteName: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    ref: GrpcChannelzV1SocketRef? = nil, data: GrpcChannelzV1SocketData? = nil,
    local: GrpcChannelzV1Address? = nil, remote: GrpcChannelzV1Address? = nil,
    security: GrpcChannelzV1Security? = nil, remoteName: String = ""
  ) {
    self.ref = ref
    self.data = data
    self.local = local
    self.remote = remote
    self.security = security
    self.remoteName = remoteName
  }
}

extension GrpcChannelzV1Socket {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Socket>)
    throws(ProtobufError)
  {
    try self.ref.read(from: source.pointee.ref)
    try self.data.read(from: source.pointee.data)
    try self.local.read(from: source.pointee.local)
    try self.remote.read(from: source.pointee.remote)
    try self.security.read(from: source.pointee.security)
    try source.pointee.remote_name.read(
      into: &self.remoteName, "grpc.channelz.v1.Socket.remote_name")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Socket>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__socket__init(target)
    target.pointee.ref = try self.ref.structure(in: arena)
    target.pointee.data = try self.data.structure(in: arena)
    target.pointee.local = try self.local.structure(in: arena)
    target.pointee.remote = try self.remote.structure(in: arena)
    target.pointee.security = try self.security.structure(in: arena)
    target.pointee.remote_name = arena.text(remoteName)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// SocketData is data associated for a specific Socket.  The fields present
/// are specific to the implementation, so there may be minor differences in
/// the semantics.  (e.g. flow control windows)
package struct GrpcChannelzV1SocketData: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.SocketData"
  package static let plan = MessagePlan.of(grpc__channelz__v1__socket_data__init)
  package static let defaults = Defaults(GrpcChannelzV1SocketData())

  /// The number of streams that have been started.
  package var streamsStarted: Int64 = 0

  /// The number of streams that have ended successfully:
  /// On client side, received frame with eos bit set;
  /// On server side, sent frame with eos bit set.
  package var streamsSucceeded: Int64 = 0

  /// The number of streams that have ended unsuccessfully:
  /// On client side, ended without receiving frame with eos bit set;
  /// On server side, ended without sending frame with eos bit set.
  package var streamsFailed: Int64 = 0

  /// The number of grpc messages successfully sent on this socket.
  package var messagesSent: Int64 = 0

  /// The number of grpc messages received on this socket.
  package var messagesReceived: Int64 = 0

  /// The number of keep alives sent.  This is typically implemented with HTTP/2
  /// ping messages.
  package var keepAlivesSent: Int64 = 0

  /// The last time a stream was created by this endpoint.  Usually unset for
  /// servers.
  package var lastLocalStreamCreatedTimestamp: GoogleProtobufTimestamp?

  /// The last time a stream was created by the remote endpoint.  Usually unset
  /// for clients.
  package var lastRemoteStreamCreatedTimestamp: GoogleProtobufTimestamp?

  /// The last time a message was sent by this endpoint.
  package var lastMessageSentTimestamp: GoogleProtobufTimestamp?

  /// The last time a message was received by this endpoint.
  package var lastMessageReceivedTimestamp: GoogleProtobufTimestamp?

  /// The amount of window, granted to the local endpoint by the remote endpoint.
  /// This may be slightly out of date due to network latency.  This does NOT
  /// include stream level or TCP level flow control info.
  package var localFlowControlWindow: GoogleProtobufInt64Value?

  /// The amount of window, granted to the remote endpoint by the local endpoint.
  /// This may be slightly out of date due to network latency.  This does NOT
  /// include stream level or TCP level flow control info.
  package var remoteFlowControlWindow: GoogleProtobufInt64Value?

  /// Socket options set on this socket.  May be absent if 'summary' is set
  /// on GetSocketRequest.
  package var option: [GrpcChannelzV1SocketOption] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    streamsStarted: Int64 = 0, streamsSucceeded: Int64 = 0, streamsFailed: Int64 = 0,
    messagesSent: Int64 = 0, messagesReceived: Int64 = 0, keepAlivesSent: Int64 = 0,
    lastLocalStreamCreatedTimestamp: GoogleProtobufTimestamp? = nil,
    lastRemoteStreamCreatedTimestamp: GoogleProtobufTimestamp? = nil,
    lastMessageSentTimestamp: GoogleProtobufTimestamp? = nil,
    lastMessageReceivedTimestamp: GoogleProtobufTimestamp? = nil,
    localFlowControlWindow: GoogleProtobufInt64Value? = nil,
    remoteFlowControlWindow: GoogleProtobufInt64Value? = nil,
    option: [GrpcChannelzV1SocketOption] = []
  ) {
    self.streamsStarted = streamsStarted
    self.streamsSucceeded = streamsSucceeded
    self.streamsFailed = streamsFailed
    self.messagesSent = messagesSent
    self.messagesReceived = messagesReceived
    self.keepAlivesSent = keepAlivesSent
    self.lastLocalStreamCreatedTimestamp = lastLocalStreamCreatedTimestamp
    self.lastRemoteStreamCreatedTimestamp = lastRemoteStreamCreatedTimestamp
    self.lastMessageSentTimestamp = lastMessageSentTimestamp
    self.lastMessageReceivedTimestamp = lastMessageReceivedTimestamp
    self.localFlowControlWindow = localFlowControlWindow
    self.remoteFlowControlWindow = remoteFlowControlWindow
    self.option = option
  }
}

extension GrpcChannelzV1SocketData {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__SocketData>)
    throws(ProtobufError)
  {
    self.streamsStarted = source.pointee.streams_started
    self.streamsSucceeded = source.pointee.streams_succeeded
    self.streamsFailed = source.pointee.streams_failed
    self.messagesSent = source.pointee.messages_sent
    self.messagesReceived = source.pointee.messages_received
    self.keepAlivesSent = source.pointee.keep_alives_sent
    try self.lastLocalStreamCreatedTimestamp.read(
      from: source.pointee.last_local_stream_created_timestamp)
    try self.lastRemoteStreamCreatedTimestamp.read(
      from: source.pointee.last_remote_stream_created_timestamp)
    try self.lastMessageSentTimestamp.read(from: source.pointee.last_message_sent_timestamp)
    try self.lastMessageReceivedTimestamp.read(from: source.pointee.last_message_received_timestamp)
    try self.localFlowControlWindow.read(from: source.pointee.local_flow_control_window)
    try self.remoteFlowControlWindow.read(from: source.pointee.remote_flow_control_window)
    if source.pointee.n_option != 0 {
      self.option = try [GrpcChannelzV1SocketOption](source.pointee.option, source.pointee.n_option)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__SocketData>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__socket_data__init(target)
    target.pointee.streams_started = streamsStarted
    target.pointee.streams_succeeded = streamsSucceeded
    target.pointee.streams_failed = streamsFailed
    target.pointee.messages_sent = messagesSent
    target.pointee.messages_received = messagesReceived
    target.pointee.keep_alives_sent = keepAlivesSent
    target.pointee.last_local_stream_created_timestamp = try self.lastLocalStreamCreatedTimestamp
      .structure(in: arena)
    target.pointee.last_remote_stream_created_timestamp = try self.lastRemoteStreamCreatedTimestamp
      .structure(in: arena)
    target.pointee.last_message_sent_timestamp = try self.lastMessageSentTimestamp.structure(
      in: arena)
    target.pointee.last_message_received_timestamp = try self.lastMessageReceivedTimestamp
      .structure(in: arena)
    target.pointee.local_flow_control_window = try self.localFlowControlWindow.structure(in: arena)
    target.pointee.remote_flow_control_window = try self.remoteFlowControlWindow.structure(
      in: arena)
    target.pointee.n_option = option.count
    target.pointee.option = try arena.messages(option)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Address represents the address used to create the socket.
package struct GrpcChannelzV1Address: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.Address"
  package static let plan = MessagePlan.of(grpc__channelz__v1__address__init)
  package static let defaults = Defaults(GrpcChannelzV1Address())

  package var address: Address?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(address: Address? = nil) {
    self.address = address
  }

  /// What `address` is.
  package enum Address: Sendable, Hashable {
    case tcpipAddress(GrpcChannelzV1Address.TcpIpAddress)
    case udsAddress(GrpcChannelzV1Address.UdsAddress)
    case otherAddress(GrpcChannelzV1Address.OtherAddress)
  }

  package struct TcpIpAddress: BridgedMessage {
    package static let fullName = "grpc.channelz.v1.Address.TcpIpAddress"
    package static let plan = MessagePlan.of(grpc__channelz__v1__address__tcp_ip_address__init)
    package static let defaults = Defaults(GrpcChannelzV1Address.TcpIpAddress())

    /// Either the IPv4 or IPv6 address in bytes.  Will be either 4 bytes or 16
    /// bytes in length.
    package var ipAddress: [UInt8] = []

    /// 0-64k, or -1 if not appropriate.
    package var port: Int32 = 0

    /// Fields that the schema does not know, as they were on the wire.
    package var unknownFields: [UInt8] = []

    package init() {}

    package init(ipAddress: [UInt8] = [], port: Int32 = 0) {
      self.ipAddress = ipAddress
      self.port = port
    }
  }

  /// A Unix Domain Socket address.
  package struct UdsAddress: BridgedMessage {
    package static let fullName = "grpc.channelz.v1.Address.UdsAddress"
    package static let plan = MessagePlan.of(grpc__channelz__v1__address__uds_address__init)
    package static let defaults = Defaults(GrpcChannelzV1Address.UdsAddress())

    package var filename: String = ""

    /// Fields that the schema does not know, as they were on the wire.
    package var unknownFields: [UInt8] = []

    package init() {}

    package init(filename: String = "") {
      self.filename = filename
    }
  }

  /// An address type not included above.
  package struct OtherAddress: BridgedMessage {
    package static let fullName = "grpc.channelz.v1.Address.OtherAddress"
    package static let plan = MessagePlan.of(grpc__channelz__v1__address__other_address__init)
    package static let defaults = Defaults(GrpcChannelzV1Address.OtherAddress())

    /// The human readable version of the value.  This value should be set.
    package var name: String = ""

    /// The actual address message.
    package var value: GoogleProtobufAny?

    /// Fields that the schema does not know, as they were on the wire.
    package var unknownFields: [UInt8] = []

    package init() {}

    package init(name: String = "", value: GoogleProtobufAny? = nil) {
      self.name = name
      self.value = value
    }
  }
}

extension GrpcChannelzV1Address {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Address>)
    throws(ProtobufError)
  {
    switch source.pointee.address_case.rawValue {
    case 1:
      self.address = try .tcpipAddress(
        GrpcChannelzV1Address.TcpIpAddress.copy(orDefault: source.pointee.tcpip_address))
    case 2:
      self.address = try .udsAddress(
        GrpcChannelzV1Address.UdsAddress.copy(orDefault: source.pointee.uds_address))
    case 3:
      self.address = try .otherAddress(
        GrpcChannelzV1Address.OtherAddress.copy(orDefault: source.pointee.other_address))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Address>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__address__init(target)
    switch address {
    case .tcpipAddress(let value):
      target.pointee.address_case = .init(rawValue: 1)
      target.pointee.tcpip_address = try arena.message(value)
    case .udsAddress(let value):
      target.pointee.address_case = .init(rawValue: 2)
      target.pointee.uds_address = try arena.message(value)
    case .otherAddress(let value):
      target.pointee.address_case = .init(rawValue: 3)
      target.pointee.other_address = try arena.message(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

extension GrpcChannelzV1Address.TcpIpAddress {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Address__TcpIpAddress>)
    throws(ProtobufError)
  {
    self.ipAddress = source.pointee.ip_address.bytes
    self.port = source.pointee.port
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Address__TcpIpAddress>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__address__tcp_ip_address__init(target)
    target.pointee.ip_address = arena.bytes(ipAddress)
    target.pointee.port = port
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

extension GrpcChannelzV1Address.UdsAddress {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Address__UdsAddress>)
    throws(ProtobufError)
  {
    try source.pointee.filename.read(
      into: &self.filename, "grpc.channelz.v1.Address.UdsAddress.filename")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Address__UdsAddress>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__address__uds_address__init(target)
    target.pointee.filename = arena.text(filename)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

extension GrpcChannelzV1Address.OtherAddress {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Address__OtherAddress>)
    throws(ProtobufError)
  {
    try source.pointee.name.read(into: &self.name, "grpc.channelz.v1.Address.OtherAddress.name")
    try self.value.read(from: source.pointee.value)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Address__OtherAddress>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__address__other_address__init(target)
    target.pointee.name = arena.text(name)
    target.pointee.value = try self.value.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Security represents details about how secure the socket is.
package struct GrpcChannelzV1Security: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.Security"
  package static let plan = MessagePlan.of(grpc__channelz__v1__security__init)
  package static let defaults = Defaults(GrpcChannelzV1Security())

  package var model: Model?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(model: Model? = nil) {
    self.model = model
  }

  /// What `model` is.
  package enum Model: Sendable, Hashable {
    case tls(GrpcChannelzV1Security.Tls)
    case other(GrpcChannelzV1Security.OtherSecurity)
  }

  package struct Tls: BridgedMessage {
    package static let fullName = "grpc.channelz.v1.Security.Tls"
    package static let plan = MessagePlan.of(grpc__channelz__v1__security__tls__init)
    package static let defaults = Defaults(GrpcChannelzV1Security.Tls())

    package var cipherSuite: CipherSuite?

    /// the certificate used by this endpoint.
    package var localCertificate: [UInt8] = []

    /// the certificate used by the remote endpoint.
    package var remoteCertificate: [UInt8] = []

    /// Fields that the schema does not know, as they were on the wire.
    package var unknownFields: [UInt8] = []

    package init() {}

    package init(
      cipherSuite: CipherSuite? = nil, localCertificate: [UInt8] = [],
      remoteCertificate: [UInt8] = []
    ) {
      self.cipherSuite = cipherSuite
      self.localCertificate = localCertificate
      self.remoteCertificate = remoteCertificate
    }

    /// What `cipherSuite` is.
    package enum CipherSuite: Sendable, Hashable {
      /// The cipher suite name in the RFC 4346 format:
      /// https://tools.ietf.org/html/rfc4346#appendix-C
      case standardName(String)
      /// Some other way to describe the cipher suite if
      /// the RFC 4346 name is not available.
      case otherName(String)
    }
  }

  package struct OtherSecurity: BridgedMessage {
    package static let fullName = "grpc.channelz.v1.Security.OtherSecurity"
    package static let plan = MessagePlan.of(grpc__channelz__v1__security__other_security__init)
    package static let defaults = Defaults(GrpcChannelzV1Security.OtherSecurity())

    /// The human readable version of the value.
    package var name: String = ""

    /// The actual security details message.
    package var value: GoogleProtobufAny?

    /// Fields that the schema does not know, as they were on the wire.
    package var unknownFields: [UInt8] = []

    package init() {}

    package init(name: String = "", value: GoogleProtobufAny? = nil) {
      self.name = name
      self.value = value
    }
  }
}

extension GrpcChannelzV1Security {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Security>)
    throws(ProtobufError)
  {
    switch source.pointee.model_case.rawValue {
    case 1:
      self.model = try .tls(GrpcChannelzV1Security.Tls.copy(orDefault: source.pointee.tls))
    case 2:
      self.model = try .other(
        GrpcChannelzV1Security.OtherSecurity.copy(orDefault: source.pointee.other))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Security>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__security__init(target)
    switch model {
    case .tls(let value):
      target.pointee.model_case = .init(rawValue: 1)
      target.pointee.tls = try arena.message(value)
    case .other(let value):
      target.pointee.model_case = .init(rawValue: 2)
      target.pointee.other = try arena.message(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

extension GrpcChannelzV1Security.Tls {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__Security__Tls>)
    throws(ProtobufError)
  {
    self.localCertificate = source.pointee.local_certificate.bytes
    self.remoteCertificate = source.pointee.remote_certificate.bytes
    switch source.pointee.cipher_suite_case.rawValue {
    case 1:
      self.cipherSuite = try .standardName(
        source.pointee.standard_name.text("grpc.channelz.v1.Security.Tls.standard_name"))
    case 2:
      self.cipherSuite = try .otherName(
        source.pointee.other_name.text("grpc.channelz.v1.Security.Tls.other_name"))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Security__Tls>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__security__tls__init(target)
    target.pointee.local_certificate = arena.bytes(localCertificate)
    target.pointee.remote_certificate = arena.bytes(remoteCertificate)
    switch cipherSuite {
    case .standardName(let value):
      target.pointee.cipher_suite_case = .init(rawValue: 1)
      target.pointee.standard_name = arena.text(value)
    case .otherName(let value):
      target.pointee.cipher_suite_case = .init(rawValue: 2)
      target.pointee.other_name = arena.text(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

extension GrpcChannelzV1Security.OtherSecurity {
  package mutating func read(
    from source: UnsafePointer<Grpc__Channelz__V1__Security__OtherSecurity>
  ) throws(ProtobufError) {
    try source.pointee.name.read(into: &self.name, "grpc.channelz.v1.Security.OtherSecurity.name")
    try self.value.read(from: source.pointee.value)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__Security__OtherSecurity>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__security__other_security__init(target)
    target.pointee.name = arena.text(name)
    target.pointee.value = try self.value.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// SocketOption represents socket options for a socket.  Specifically, these
/// are the options returned by getsockopt().
package struct GrpcChannelzV1SocketOption: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.SocketOption"
  package static let plan = MessagePlan.of(grpc__channelz__v1__socket_option__init)
  package static let defaults = Defaults(GrpcChannelzV1SocketOption())

  /// The full name of the socket option.  Typically this will be the upper case
  /// name, such as "SO_REUSEPORT".
  package var name: String = ""

  /// The human readable value of this socket option.  At least one of value or
  /// additional will be set.
  package var value: String = ""

  /// Additional data associated with the socket option.  At least one of value
  /// or additional will be set.
  package var additional: GoogleProtobufAny?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(name: String = "", value: String = "", additional: GoogleProtobufAny? = nil) {
    self.name = name
    self.value = value
    self.additional = additional
  }
}

extension GrpcChannelzV1SocketOption {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__SocketOption>)
    throws(ProtobufError)
  {
    try source.pointee.name.read(into: &self.name, "grpc.channelz.v1.SocketOption.name")
    try source.pointee.value.read(into: &self.value, "grpc.channelz.v1.SocketOption.value")
    try self.additional.read(from: source.pointee.additional)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__SocketOption>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__socket_option__init(target)
    target.pointee.name = arena.text(name)
    target.pointee.value = arena.text(value)
    target.pointee.additional = try self.additional.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// For use with SocketOption's additional field.  This is primarily used for
/// SO_RCVTIMEO and SO_SNDTIMEO
package struct GrpcChannelzV1SocketOptionTimeout: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.SocketOptionTimeout"
  package static let plan = MessagePlan.of(grpc__channelz__v1__socket_option_timeout__init)
  package static let defaults = Defaults(GrpcChannelzV1SocketOptionTimeout())

  package var duration: GoogleProtobufDuration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(duration: GoogleProtobufDuration? = nil) {
    self.duration = duration
  }
}

extension GrpcChannelzV1SocketOptionTimeout {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__SocketOptionTimeout>)
    throws(ProtobufError)
  {
    try self.duration.read(from: source.pointee.duration)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__SocketOptionTimeout>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__socket_option_timeout__init(target)
    target.pointee.duration = try self.duration.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// For use with SocketOption's additional field.  This is primarily used for
/// SO_LINGER.
package struct GrpcChannelzV1SocketOptionLinger: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.SocketOptionLinger"
  package static let plan = MessagePlan.of(grpc__channelz__v1__socket_option_linger__init)
  package static let defaults = Defaults(GrpcChannelzV1SocketOptionLinger())

  /// active maps to `struct linger.l_onoff`
  package var active: Bool = false

  /// duration maps to `struct linger.l_linger`
  package var duration: GoogleProtobufDuration?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(active: Bool = false, duration: GoogleProtobufDuration? = nil) {
    self.active = active
    self.duration = duration
  }
}

extension GrpcChannelzV1SocketOptionLinger {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__SocketOptionLinger>)
    throws(ProtobufError)
  {
    self.active = source.pointee.active != 0
    try self.duration.read(from: source.pointee.duration)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__SocketOptionLinger>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__socket_option_linger__init(target)
    target.pointee.active = active ? 1 : 0
    target.pointee.duration = try self.duration.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// For use with SocketOption's additional field.  Tcp info for
/// SOL_TCP and TCP_INFO.
package struct GrpcChannelzV1SocketOptionTcpInfo: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.SocketOptionTcpInfo"
  package static let plan = MessagePlan.of(grpc__channelz__v1__socket_option_tcp_info__init)
  package static let defaults = Defaults(GrpcChannelzV1SocketOptionTcpInfo())

  package var tcpiState: UInt32 = 0

  package var tcpiCaState: UInt32 = 0

  package var tcpiRetransmits: UInt32 = 0

  package var tcpiProbes: UInt32 = 0

  package var tcpiBackoff: UInt32 = 0

  package var tcpiOptions: UInt32 = 0

  package var tcpiSndWscale: UInt32 = 0

  package var tcpiRcvWscale: UInt32 = 0

  package var tcpiRto: UInt32 = 0

  package var tcpiAto: UInt32 = 0

  package var tcpiSndMss: UInt32 = 0

  package var tcpiRcvMss: UInt32 = 0

  package var tcpiUnacked: UInt32 = 0

  package var tcpiSacked: UInt32 = 0

  package var tcpiLost: UInt32 = 0

  package var tcpiRetrans: UInt32 = 0

  package var tcpiFackets: UInt32 = 0

  package var tcpiLastDataSent: UInt32 = 0

  package var tcpiLastAckSent: UInt32 = 0

  package var tcpiLastDataRecv: UInt32 = 0

  package var tcpiLastAckRecv: UInt32 = 0

  package var tcpiPmtu: UInt32 = 0

  package var tcpiRcvSsthresh: UInt32 = 0

  package var tcpiRtt: UInt32 = 0

  package var tcpiRttvar: UInt32 = 0

  package var tcpiSndSsthresh: UInt32 = 0

  package var tcpiSndCwnd: UInt32 = 0

  package var tcpiAdvmss: UInt32 = 0

  package var tcpiReordering: UInt32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    tcpiState: UInt32 = 0, tcpiCaState: UInt32 = 0, tcpiRetransmits: UInt32 = 0,
    tcpiProbes: UInt32 = 0, tcpiBackoff: UInt32 = 0, tcpiOptions: UInt32 = 0,
    tcpiSndWscale: UInt32 = 0, tcpiRcvWscale: UInt32 = 0, tcpiRto: UInt32 = 0, tcpiAto: UInt32 = 0,
    tcpiSndMss: UInt32 = 0, tcpiRcvMss: UInt32 = 0, tcpiUnacked: UInt32 = 0, tcpiSacked: UInt32 = 0,
    tcpiLost: UInt32 = 0, tcpiRetrans: UInt32 = 0, tcpiFackets: UInt32 = 0,
    tcpiLastDataSent: UInt32 = 0, tcpiLastAckSent: UInt32 = 0, tcpiLastDataRecv: UInt32 = 0,
    tcpiLastAckRecv: UInt32 = 0, tcpiPmtu: UInt32 = 0, tcpiRcvSsthresh: UInt32 = 0,
    tcpiRtt: UInt32 = 0, tcpiRttvar: UInt32 = 0, tcpiSndSsthresh: UInt32 = 0,
    tcpiSndCwnd: UInt32 = 0, tcpiAdvmss: UInt32 = 0, tcpiReordering: UInt32 = 0
  ) {
    self.tcpiState = tcpiState
    self.tcpiCaState = tcpiCaState
    self.tcpiRetransmits = tcpiRetransmits
    self.tcpiProbes = tcpiProbes
    self.tcpiBackoff = tcpiBackoff
    self.tcpiOptions = tcpiOptions
    self.tcpiSndWscale = tcpiSndWscale
    self.tcpiRcvWscale = tcpiRcvWscale
    self.tcpiRto = tcpiRto
    self.tcpiAto = tcpiAto
    self.tcpiSndMss = tcpiSndMss
    self.tcpiRcvMss = tcpiRcvMss
    self.tcpiUnacked = tcpiUnacked
    self.tcpiSacked = tcpiSacked
    self.tcpiLost = tcpiLost
    self.tcpiRetrans = tcpiRetrans
    self.tcpiFackets = tcpiFackets
    self.tcpiLastDataSent = tcpiLastDataSent
    self.tcpiLastAckSent = tcpiLastAckSent
    self.tcpiLastDataRecv = tcpiLastDataRecv
    self.tcpiLastAckRecv = tcpiLastAckRecv
    self.tcpiPmtu = tcpiPmtu
    self.tcpiRcvSsthresh = tcpiRcvSsthresh
    self.tcpiRtt = tcpiRtt
    self.tcpiRttvar = tcpiRttvar
    self.tcpiSndSsthresh = tcpiSndSsthresh
    self.tcpiSndCwnd = tcpiSndCwnd
    self.tcpiAdvmss = tcpiAdvmss
    self.tcpiReordering = tcpiReordering
  }
}

extension GrpcChannelzV1SocketOptionTcpInfo {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__SocketOptionTcpInfo>)
    throws(ProtobufError)
  {
    self.tcpiState = source.pointee.tcpi_state
    self.tcpiCaState = source.pointee.tcpi_ca_state
    self.tcpiRetransmits = source.pointee.tcpi_retransmits
    self.tcpiProbes = source.pointee.tcpi_probes
    self.tcpiBackoff = source.pointee.tcpi_backoff
    self.tcpiOptions = source.pointee.tcpi_options
    self.tcpiSndWscale = source.pointee.tcpi_snd_wscale
    self.tcpiRcvWscale = source.pointee.tcpi_rcv_wscale
    self.tcpiRto = source.pointee.tcpi_rto
    self.tcpiAto = source.pointee.tcpi_ato
    self.tcpiSndMss = source.pointee.tcpi_snd_mss
    self.tcpiRcvMss = source.pointee.tcpi_rcv_mss
    self.tcpiUnacked = source.pointee.tcpi_unacked
    self.tcpiSacked = source.pointee.tcpi_sacked
    self.tcpiLost = source.pointee.tcpi_lost
    self.tcpiRetrans = source.pointee.tcpi_retrans
    self.tcpiFackets = source.pointee.tcpi_fackets
    self.tcpiLastDataSent = source.pointee.tcpi_last_data_sent
    self.tcpiLastAckSent = source.pointee.tcpi_last_ack_sent
    self.tcpiLastDataRecv = source.pointee.tcpi_last_data_recv
    self.tcpiLastAckRecv = source.pointee.tcpi_last_ack_recv
    self.tcpiPmtu = source.pointee.tcpi_pmtu
    self.tcpiRcvSsthresh = source.pointee.tcpi_rcv_ssthresh
    self.tcpiRtt = source.pointee.tcpi_rtt
    self.tcpiRttvar = source.pointee.tcpi_rttvar
    self.tcpiSndSsthresh = source.pointee.tcpi_snd_ssthresh
    self.tcpiSndCwnd = source.pointee.tcpi_snd_cwnd
    self.tcpiAdvmss = source.pointee.tcpi_advmss
    self.tcpiReordering = source.pointee.tcpi_reordering
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__SocketOptionTcpInfo>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__socket_option_tcp_info__init(target)
    target.pointee.tcpi_state = tcpiState
    target.pointee.tcpi_ca_state = tcpiCaState
    target.pointee.tcpi_retransmits = tcpiRetransmits
    target.pointee.tcpi_probes = tcpiProbes
    target.pointee.tcpi_backoff = tcpiBackoff
    target.pointee.tcpi_options = tcpiOptions
    target.pointee.tcpi_snd_wscale = tcpiSndWscale
    target.pointee.tcpi_rcv_wscale = tcpiRcvWscale
    target.pointee.tcpi_rto = tcpiRto
    target.pointee.tcpi_ato = tcpiAto
    target.pointee.tcpi_snd_mss = tcpiSndMss
    target.pointee.tcpi_rcv_mss = tcpiRcvMss
    target.pointee.tcpi_unacked = tcpiUnacked
    target.pointee.tcpi_sacked = tcpiSacked
    target.pointee.tcpi_lost = tcpiLost
    target.pointee.tcpi_retrans = tcpiRetrans
    target.pointee.tcpi_fackets = tcpiFackets
    target.pointee.tcpi_last_data_sent = tcpiLastDataSent
    target.pointee.tcpi_last_ack_sent = tcpiLastAckSent
    target.pointee.tcpi_last_data_recv = tcpiLastDataRecv
    target.pointee.tcpi_last_ack_recv = tcpiLastAckRecv
    target.pointee.tcpi_pmtu = tcpiPmtu
    target.pointee.tcpi_rcv_ssthresh = tcpiRcvSsthresh
    target.pointee.tcpi_rtt = tcpiRtt
    target.pointee.tcpi_rttvar = tcpiRttvar
    target.pointee.tcpi_snd_ssthresh = tcpiSndSsthresh
    target.pointee.tcpi_snd_cwnd = tcpiSndCwnd
    target.pointee.tcpi_advmss = tcpiAdvmss
    target.pointee.tcpi_reordering = tcpiReordering
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetTopChannelsRequest: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetTopChannelsRequest"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_top_channels_request__init)
  package static let defaults = Defaults(GrpcChannelzV1GetTopChannelsRequest())

  /// start_channel_id indicates that only channels at or above this id should be
  /// included in the results.
  /// To request the first page, this should be set to 0. To request
  /// subsequent pages, the client generates this value by adding 1 to
  /// the highest seen result ID.
  package var startChannelId: Int64 = 0

  /// If non-zero, the server will return a page of results containing
  /// at most this many items. If zero, the server will choose a
  /// reasonable page size.  Must never be negative.
  package var maxResults: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(startChannelId: Int64 = 0, maxResults: Int64 = 0) {
    self.startChannelId = startChannelId
    self.maxResults = maxResults
  }
}

extension GrpcChannelzV1GetTopChannelsRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetTopChannelsRequest>)
    throws(ProtobufError)
  {
    self.startChannelId = source.pointee.start_channel_id
    self.maxResults = source.pointee.max_results
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetTopChannelsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_top_channels_request__init(target)
    target.pointee.start_channel_id = startChannelId
    target.pointee.max_results = maxResults
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetTopChannelsResponse: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetTopChannelsResponse"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_top_channels_response__init)
  package static let defaults = Defaults(GrpcChannelzV1GetTopChannelsResponse())

  /// list of channels that the connection detail service knows about.  Sorted in
  /// ascending channel_id order.
  /// Must contain at least 1 result, otherwise 'end' must be true.
  package var channel: [GrpcChannelzV1Channel] = []

  /// If set, indicates that the list of channels is the final list.  Requesting
  /// more channels can only return more if they are created after this RPC
  /// completes.
  package var end: Bool = false

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(channel: [GrpcChannelzV1Channel] = [], end: Bool = false) {
    self.channel = channel
    self.end = end
  }
}

extension GrpcChannelzV1GetTopChannelsResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetTopChannelsResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_channel != 0 {
      self.channel = try [GrpcChannelzV1Channel](source.pointee.channel, source.pointee.n_channel)
    }
    self.end = source.pointee.end != 0
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetTopChannelsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_top_channels_response__init(target)
    target.pointee.n_channel = channel.count
    target.pointee.channel = try arena.messages(channel)
    target.pointee.end = end ? 1 : 0
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetServersRequest: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetServersRequest"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_servers_request__init)
  package static let defaults = Defaults(GrpcChannelzV1GetServersRequest())

  /// start_server_id indicates that only servers at or above this id should be
  /// included in the results.
  /// To request the first page, this must be set to 0. To request
  /// subsequent pages, the client generates this value by adding 1 to
  /// the highest seen result ID.
  package var startServerId: Int64 = 0

  /// If non-zero, the server will return a page of results containing
  /// at most this many items. If zero, the server will choose a
  /// reasonable page size.  Must never be negative.
  package var maxResults: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(startServerId: Int64 = 0, maxResults: Int64 = 0) {
    self.startServerId = startServerId
    self.maxResults = maxResults
  }
}

extension GrpcChannelzV1GetServersRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetServersRequest>)
    throws(ProtobufError)
  {
    self.startServerId = source.pointee.start_server_id
    self.maxResults = source.pointee.max_results
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetServersRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_servers_request__init(target)
    target.pointee.start_server_id = startServerId
    target.pointee.max_results = maxResults
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetServersResponse: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetServersResponse"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_servers_response__init)
  package static let defaults = Defaults(GrpcChannelzV1GetServersResponse())

  /// list of servers that the connection detail service knows about.  Sorted in
  /// ascending server_id order.
  /// Must contain at least 1 result, otherwise 'end' must be true.
  package var server: [GrpcChannelzV1Server] = []

  /// If set, indicates that the list of servers is the final list.  Requesting
  /// more servers will only return more if they are created after this RPC
  /// completes.
  package var end: Bool = false

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(server: [GrpcChannelzV1Server] = [], end: Bool = false) {
    self.server = server
    self.end = end
  }
}

extension GrpcChannelzV1GetServersResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetServersResponse>)
    throws(ProtobufError)
  {
    if source.pointee.n_server != 0 {
      self.server = try [GrpcChannelzV1Server](source.pointee.server, source.pointee.n_server)
    }
    self.end = source.pointee.end != 0
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetServersResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_servers_response__init(target)
    target.pointee.n_server = server.count
    target.pointee.server = try arena.messages(server)
    target.pointee.end = end ? 1 : 0
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetServerRequest: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetServerRequest"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_server_request__init)
  package static let defaults = Defaults(GrpcChannelzV1GetServerRequest())

  /// server_id is the identifier of the specific server to get.
  package var serverId: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(serverId: Int64 = 0) {
    self.serverId = serverId
  }
}

extension GrpcChannelzV1GetServerRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetServerRequest>)
    throws(ProtobufError)
  {
    self.serverId = source.pointee.server_id
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetServerRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_server_request__init(target)
    target.pointee.server_id = serverId
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetServerResponse: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetServerResponse"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_server_response__init)
  package static let defaults = Defaults(GrpcChannelzV1GetServerResponse())

  /// The Server that corresponds to the requested server_id.  This field
  /// should be set.
  package var server: GrpcChannelzV1Server?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(server: GrpcChannelzV1Server? = nil) {
    self.server = server
  }
}

extension GrpcChannelzV1GetServerResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetServerResponse>)
    throws(ProtobufError)
  {
    try self.server.read(from: source.pointee.server)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetServerResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_server_response__init(target)
    target.pointee.server = try self.server.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetServerSocketsRequest: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetServerSocketsRequest"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_server_sockets_request__init)
  package static let defaults = Defaults(GrpcChannelzV1GetServerSocketsRequest())

  package var serverId: Int64 = 0

  /// start_socket_id indicates that only sockets at or above this id should be
  /// included in the results.
  /// To request the first page, this must be set to 0. To request
  /// subsequent pages, the client generates this value by adding 1 to
  /// the highest seen result ID.
  package var startSocketId: Int64 = 0

  /// If non-zero, the server will return a page of results containing
  /// at most this many items. If zero, the server will choose a
  /// reasonable page size.  Must never be negative.
  package var maxResults: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(serverId: Int64 = 0, startSocketId: Int64 = 0, maxResults: Int64 = 0) {
    self.serverId = serverId
    self.startSocketId = startSocketId
    self.maxResults = maxResults
  }
}

extension GrpcChannelzV1GetServerSocketsRequest {
  package mutating func read(
    from source: UnsafePointer<Grpc__Channelz__V1__GetServerSocketsRequest>
  ) throws(ProtobufError) {
    self.serverId = source.pointee.server_id
    self.startSocketId = source.pointee.start_socket_id
    self.maxResults = source.pointee.max_results
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetServerSocketsRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_server_sockets_request__init(target)
    target.pointee.server_id = serverId
    target.pointee.start_socket_id = startSocketId
    target.pointee.max_results = maxResults
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetServerSocketsResponse: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetServerSocketsResponse"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_server_sockets_response__init)
  package static let defaults = Defaults(GrpcChannelzV1GetServerSocketsResponse())

  /// list of socket refs that the connection detail service knows about.  Sorted in
  /// ascending socket_id order.
  /// Must contain at least 1 result, otherwise 'end' must be true.
  package var socketRef: [GrpcChannelzV1SocketRef] = []

  /// If set, indicates that the list of sockets is the final list.  Requesting
  /// more sockets will only return more if they are created after this RPC
  /// completes.
  package var end: Bool = false

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(socketRef: [GrpcChannelzV1SocketRef] = [], end: Bool = false) {
    self.socketRef = socketRef
    self.end = end
  }
}

extension GrpcChannelzV1GetServerSocketsResponse {
  package mutating func read(
    from source: UnsafePointer<Grpc__Channelz__V1__GetServerSocketsResponse>
  ) throws(ProtobufError) {
    if source.pointee.n_socket_ref != 0 {
      self.socketRef = try [GrpcChannelzV1SocketRef](
        source.pointee.socket_ref, source.pointee.n_socket_ref)
    }
    self.end = source.pointee.end != 0
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetServerSocketsResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_server_sockets_response__init(target)
    target.pointee.n_socket_ref = socketRef.count
    target.pointee.socket_ref = try arena.messages(socketRef)
    target.pointee.end = end ? 1 : 0
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetChannelRequest: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetChannelRequest"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_channel_request__init)
  package static let defaults = Defaults(GrpcChannelzV1GetChannelRequest())

  /// channel_id is the identifier of the specific channel to get.
  package var channelId: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(channelId: Int64 = 0) {
    self.channelId = channelId
  }
}

extension GrpcChannelzV1GetChannelRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetChannelRequest>)
    throws(ProtobufError)
  {
    self.channelId = source.pointee.channel_id
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetChannelRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_channel_request__init(target)
    target.pointee.channel_id = channelId
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetChannelResponse: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetChannelResponse"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_channel_response__init)
  package static let defaults = Defaults(GrpcChannelzV1GetChannelResponse())

  /// The Channel that corresponds to the requested channel_id.  This field
  /// should be set.
  package var channel: GrpcChannelzV1Channel?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(channel: GrpcChannelzV1Channel? = nil) {
    self.channel = channel
  }
}

extension GrpcChannelzV1GetChannelResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetChannelResponse>)
    throws(ProtobufError)
  {
    try self.channel.read(from: source.pointee.channel)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetChannelResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_channel_response__init(target)
    target.pointee.channel = try self.channel.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetSubchannelRequest: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetSubchannelRequest"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_subchannel_request__init)
  package static let defaults = Defaults(GrpcChannelzV1GetSubchannelRequest())

  /// subchannel_id is the identifier of the specific subchannel to get.
  package var subchannelId: Int64 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(subchannelId: Int64 = 0) {
    self.subchannelId = subchannelId
  }
}

extension GrpcChannelzV1GetSubchannelRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetSubchannelRequest>)
    throws(ProtobufError)
  {
    self.subchannelId = source.pointee.subchannel_id
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetSubchannelRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_subchannel_request__init(target)
    target.pointee.subchannel_id = subchannelId
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetSubchannelResponse: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetSubchannelResponse"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_subchannel_response__init)
  package static let defaults = Defaults(GrpcChannelzV1GetSubchannelResponse())

  /// The Subchannel that corresponds to the requested subchannel_id.  This
  /// field should be set.
  package var subchannel: GrpcChannelzV1Subchannel?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(subchannel: GrpcChannelzV1Subchannel? = nil) {
    self.subchannel = subchannel
  }
}

extension GrpcChannelzV1GetSubchannelResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetSubchannelResponse>)
    throws(ProtobufError)
  {
    try self.subchannel.read(from: source.pointee.subchannel)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetSubchannelResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_subchannel_response__init(target)
    target.pointee.subchannel = try self.subchannel.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetSocketRequest: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetSocketRequest"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_socket_request__init)
  package static let defaults = Defaults(GrpcChannelzV1GetSocketRequest())

  /// socket_id is the identifier of the specific socket to get.
  package var socketId: Int64 = 0

  /// If true, the response will contain only high level information
  /// that is inexpensive to obtain. Fields thay may be omitted are
  /// documented.
  package var summary: Bool = false

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(socketId: Int64 = 0, summary: Bool = false) {
    self.socketId = socketId
    self.summary = summary
  }
}

extension GrpcChannelzV1GetSocketRequest {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetSocketRequest>)
    throws(ProtobufError)
  {
    self.socketId = source.pointee.socket_id
    self.summary = source.pointee.summary != 0
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetSocketRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_socket_request__init(target)
    target.pointee.socket_id = socketId
    target.pointee.summary = summary ? 1 : 0
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

package struct GrpcChannelzV1GetSocketResponse: BridgedMessage {
  package static let fullName = "grpc.channelz.v1.GetSocketResponse"
  package static let plan = MessagePlan.of(grpc__channelz__v1__get_socket_response__init)
  package static let defaults = Defaults(GrpcChannelzV1GetSocketResponse())

  /// The Socket that corresponds to the requested socket_id.  This field
  /// should be set.
  package var socket: GrpcChannelzV1Socket?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(socket: GrpcChannelzV1Socket? = nil) {
    self.socket = socket
  }
}

extension GrpcChannelzV1GetSocketResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Channelz__V1__GetSocketResponse>)
    throws(ProtobufError)
  {
    try self.socket.read(from: source.pointee.socket)
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Channelz__V1__GetSocketResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__channelz__v1__get_socket_response__init(target)
    target.pointee.socket = try self.socket.structure(in: arena)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
