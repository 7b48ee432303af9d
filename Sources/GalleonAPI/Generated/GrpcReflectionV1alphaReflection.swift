// Made by protoc-gen-galleon from grpc/reflection/v1alpha/reflection.proto; see scripts/generate-swift.sh.

import CGalleonProto
import Protobuf

/// The message sent by the client when calling ServerReflectionInfo method.
package struct GrpcReflectionV1alphaServerReflectionRequest: BridgedMessage {
  package static let fullName = "grpc.reflection.v1alpha.ServerReflectionRequest"
  package static let plan = MessagePlan.of(
    grpc__reflection__v1alpha__server_reflection_request__init)
  package static let defaults = Defaults(GrpcReflectionV1alphaServerReflectionRequest())

  package var host: String = ""

  /// To use reflection service, the client should set one of the following
  /// fields in message_request. The server distinguishes requests by their
  /// defined field and then handles them using corresponding methods.
  package var messageRequest: MessageRequest?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(host: String = "", messageRequest: MessageRequest? = nil) {
    self.host = host
    self.messageRequest = messageRequest
  }

  /// To use reflection service, the client should set one of the following
  /// fields in message_request. The server distinguishes requests by their
  /// defined field and then handles them using corresponding methods.
  package enum MessageRequest: Sendable, Hashable {
    /// Find a proto file by the file name.
    case fileByFilename(String)
    /// Find the proto file that declares the given fully-qualified symbol name.
    /// This field should be a fully-qualified symbol name
    /// (e.g. <package>.<service>[.<method>] or <package>.<type>).
    case fileContainingSymbol(String)
    /// Find the proto file which defines an extension extending the given
    /// message type with the given field number.
    case fileContainingExtension(GrpcReflectionV1alphaExtensionRequest)
    /// Finds the tag numbers used by all known extensions of extendee_type, and
    /// appends them to ExtensionNumberResponse in an undefined order.
    /// Its corresponding method is best-effort: it's not guaranteed that the
    /// reflection service will implement this method, and it's not guaranteed
    /// that this method will provide all extensions. Returns
    /// StatusCode::UNIMPLEMENTED if it's not implemented.
    /// This field should be a fully-qualified type name. The format is
    /// <package>.<type>
    case allExtensionNumbersOfType(String)
    /// List the full names of registered services. The content will not be
    /// checked.
    case listServices(String)
  }
}

extension GrpcReflectionV1alphaServerReflectionRequest {
  package mutating func read(
    from source: UnsafePointer<Grpc__Reflection__V1alpha__ServerReflectionRequest>
  ) throws(ProtobufError) {
    try source.pointee.host.read(
      into: &self.host, "grpc.reflection.v1alpha.ServerReflectionRequest.host")
    switch source.pointee.message_request_case.rawValue {
    case 3:
      self.messageRequest = try .fileByFilename(
        source.pointee.file_by_filename.text(
          "grpc.reflection.v1alpha.ServerReflectionRequest.file_by_filename"))
    case 4:
      self.messageRequest = try .fileContainingSymbol(
        source.pointee.file_containing_symbol.text(
          "grpc.reflection.v1alpha.ServerReflectionRequest.file_containing_symbol"))
    case 5:
      self.messageRequest = try .fileContainingExtension(
        GrpcReflectionV1alphaExtensionRequest.copy(
          orDefault: source.pointee.file_containing_extension))
    case 6:
      self.messageRequest = try .allExtensionNumbersOfType(
        source.pointee.all_extension_numbers_of_type.text(
          "grpc.reflection.v1alpha.ServerReflectionRequest.all_extension_numbers_of_type"))
    case 7:
      self.messageRequest = try .listServices(
        source.pointee.list_services.text(
          "grpc.reflection.v1alpha.ServerReflectionRequest.list_services"))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ServerReflectionRequest>,
    _ arena: Arena
  ) throws(ProtobufError) {
    grpc__reflection__v1alpha__server_reflection_request__init(target)
    target.pointee.host = arena.text(host)
    switch messageRequest {
    case .fileByFilename(let value):
      target.pointee.message_request_case = .init(rawValue: 3)
      target.pointee.file_by_filename = arena.text(value)
    case .fileContainingSymbol(let value):
      target.pointee.message_request_case = .init(rawValue: 4)
      target.pointee.file_containing_symbol = arena.text(value)
    case .fileContainingExtension(let value):
      target.pointee.message_request_case = .init(rawValue: 5)
      target.pointee.file_containing_extension = try arena.message(value)
    case .allExtensionNumbersOfType(let value):
      target.pointee.message_request_case = .init(rawValue: 6)
      target.pointee.all_extension_numbers_of_type = arena.text(value)
    case .listServices(let value):
      target.pointee.message_request_case = .init(rawValue: 7)
      target.pointee.list_services = arena.text(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// The type name and extension number sent by the client when requesting
/// file_containing_extension.
package struct GrpcReflectionV1alphaExtensionRequest: BridgedMessage {
  package static let fullName = "grpc.reflection.v1alpha.ExtensionRequest"
  package static let plan = MessagePlan.of(grpc__reflection__v1alpha__extension_request__init)
  package static let defaults = Defaults(GrpcReflectionV1alphaExtensionRequest())

  /// Fully-qualified type name. The format should be <package>.<type>
  package var containingType: String = ""

  package var extensionNumber: Int32 = 0

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(containingType: String = "", extensionNumber: Int32 = 0) {
    self.containingType = containingType
    self.extensionNumber = extensionNumber
  }
}

extension GrpcReflectionV1alphaExtensionRequest {
  package mutating func read(
    from source: UnsafePointer<Grpc__Reflection__V1alpha__ExtensionRequest>
  ) throws(ProtobufError) {
    try source.pointee.containing_type.read(
      into: &self.containingType, "grpc.reflection.v1alpha.ExtensionRequest.containing_type")
    self.extensionNumber = source.pointee.extension_number
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ExtensionRequest>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__reflection__v1alpha__extension_request__init(target)
    target.pointee.containing_type = arena.text(containingType)
    target.pointee.extension_number = extensionNumber
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// The message sent by the server to answer ServerReflectionInfo method.
package struct GrpcReflectionV1alphaServerReflectionResponse: BridgedMessage {
  package static let fullName = "grpc.reflection.v1alpha.ServerReflectionResponse"
  package static let plan = MessagePlan.of(
    grpc__reflection__v1alpha__server_reflection_response__init)
  package static let defaults = Defaults(GrpcReflectionV1alphaServerReflectionResponse())

  package var validHost: String = ""

  package var originalRequest: GrpcReflectionV1alphaServerReflectionRequest?

  /// The server set one of the following fields according to the message_request
  /// in the request.
  package var messageResponse: MessageResponse?

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(
    validHost: String = "", originalRequest: GrpcReflectionV1alphaServerReflectionRequest? = nil,
    messageResponse: MessageResponse? = nil
  ) {
    self.validHost = validHost
    self.originalRequest = originalRequest
    self.messageResponse = messageResponse
  }

  /// The server set one of the following fields according to the message_request
  /// in the request.
  package enum MessageResponse: Sendable, Hashable {
    /// This message is used to answer file_by_filename, file_containing_symbol,
    /// file_containing_extension requests with transitive dependencies. As
    /// the repeated label is not allowed in oneof fields, we use a
    /// FileDescriptorResponse message to encapsulate the repeated fields.
    /// The reflection service is allowed to avoid sending FileDescriptorProtos
    /// that were previously sent in response to earlier requests in the stream.
    case fileDescriptorResponse(GrpcReflectionV1alphaFileDescriptorResponse)
    /// This message is used to answer all_extension_numbers_of_type requst.
    case allExtensionNumbersResponse(GrpcReflectionV1alphaExtensionNumberResponse)
    /// This message is used to answer list_services request.
    case listServicesResponse(GrpcReflectionV1alphaListServiceResponse)
    /// This message is used when an error occurs.
    case errorResponse(GrpcReflectionV1alphaErrorResponse)
  }
}

extension GrpcReflectionV1alphaServerReflectionResponse {
  package mutating func read(
    from source: UnsafePointer<Grpc__Reflection__V1alpha__ServerReflectionResponse>
  ) throws(ProtobufError) {
    try source.pointee.valid_host.read(
      into: &self.validHost, "grpc.reflection.v1alpha.ServerReflectionResponse.valid_host")
    try self.originalRequest.read(from: source.pointee.original_request)
    switch source.pointee.message_response_case.rawValue {
    case 4:
      self.messageResponse = try .fileDescriptorResponse(
        GrpcReflectionV1alphaFileDescriptorResponse.copy(
          orDefault: source.pointee.file_descriptor_response))
    case 5:
      self.messageResponse = try .allExtensionNumbersResponse(
        GrpcReflectionV1alphaExtensionNumberResponse.copy(
          orDefault: source.pointee.all_extension_numbers_response))
    case 6:
      self.messageResponse = try .listServicesResponse(
        GrpcReflectionV1alphaListServiceResponse.copy(
          orDefault: source.pointee.list_services_response))
    case 7:
      self.messageResponse = try .errorResponse(
        GrpcReflectionV1alphaErrorResponse.copy(orDefault: source.pointee.error_response))
    default: break
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ServerReflectionResponse>,
    _ arena: Arena
  ) throws(ProtobufError) {
    grpc__reflection__v1alpha__server_reflection_response__init(target)
    target.pointee.valid_host = arena.text(validHost)
    target.pointee.original_request = try self.originalRequest.structure(in: arena)
    switch messageResponse {
    case .fileDescriptorResponse(let value):
      target.pointee.message_response_case = .init(rawValue: 4)
      target.pointee.file_descriptor_response = try arena.message(value)
    case .allExtensionNumbersResponse(let value):
      target.pointee.message_response_case = .init(rawValue: 5)
      target.pointee.all_extension_numbers_response = try arena.message(value)
    case .listServicesResponse(let value):
      target.pointee.message_response_case = .init(rawValue: 6)
      target.pointee.list_services_response = try arena.message(value)
    case .errorResponse(let value):
      target.pointee.message_response_case = .init(rawValue: 7)
      target.pointee.error_response = try arena.message(value)
    case nil: break
    }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// Serialized FileDescriptorProto messages sent by the server answering
/// a file_by_filename, file_containing_symbol, or file_containing_extension
/// request.
package struct GrpcReflectionV1alphaFileDescriptorResponse: BridgedMessage {
  package static let fullName = "grpc.reflection.v1alpha.FileDescriptorResponse"
  package static let plan = MessagePlan.of(
    grpc__reflection__v1alpha__file_descriptor_response__init)
  package static let defaults = Defaults(GrpcReflectionV1alphaFileDescriptorResponse())

  /// Serialized FileDescriptorProto messages. We avoid taking a dependency on
  /// descriptor.proto, which uses proto2 only features, by making them opaque
  /// bytes instead.
  package var fileDescriptorProto: [[UInt8]] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(fileDescriptorProto: [[UInt8]] = []) {
    self.fileDescriptorProto = fileDescriptorProto
  }
}

extension GrpcReflectionV1alphaFileDescriptorResponse {
  package mutating func read(
    from source: UnsafePointer<Grpc__Reflection__V1alpha__FileDescriptorResponse>
  ) throws(ProtobufError) {
    if source.pointee.n_file_descriptor_proto != 0 {
      self.fileDescriptorProto = try [[UInt8]](
        source.pointee.file_descriptor_proto, source.pointee.n_file_descriptor_proto
      ) { $0.bytes }
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Reflection__V1alpha__FileDescriptorResponse>,
    _ arena: Arena
  ) throws(ProtobufError) {
    grpc__reflection__v1alpha__file_descriptor_response__init(target)
    target.pointee.n_file_descriptor_proto = fileDescriptorProto.count
    target.pointee.file_descriptor_proto = arena.array(fileDescriptorProto) { arena.bytes($0) }
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A list of extension numbers sent by the server answering
/// all_extension_numbers_of_type request.
package struct GrpcReflectionV1alphaExtensionNumberResponse: BridgedMessage {
  package static let fullName = "grpc.reflection.v1alpha.ExtensionNumberResponse"
  package static let plan = MessagePlan.of(
    grpc__reflection__v1alpha__extension_number_response__init)
  package static let defaults = Defaults(GrpcReflectionV1alphaExtensionNumberResponse())

  /// Full name of the base type, including the package name. The format
  /// is <package>.<type>
  package var baseTypeName: String = ""

  package var extensionNumber: [Int32] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(baseTypeName: String = "", extensionNumber: [Int32] = []) {
    self.baseTypeName = baseTypeName
    self.extensionNumber = extensionNumber
  }
}

extension GrpcReflectionV1alphaExtensionNumberResponse {
  package mutating func read(
    from source: UnsafePointer<Grpc__Reflection__V1alpha__ExtensionNumberResponse>
  ) throws(ProtobufError) {
    try source.pointee.base_type_name.read(
      into: &self.baseTypeName, "grpc.reflection.v1alpha.ExtensionNumberResponse.base_type_name")
    if source.pointee.n_extension_number != 0 {
      self.extensionNumber = [Int32](
        source.pointee.extension_number, source.pointee.n_extension_number)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ExtensionNumberResponse>,
    _ arena: Arena
  ) throws(ProtobufError) {
    grpc__reflection__v1alpha__extension_number_response__init(target)
    target.pointee.base_type_name = arena.text(baseTypeName)
    target.pointee.n_extension_number = extensionNumber.count
    target.pointee.extension_number = arena.array(extensionNumber)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// A list of ServiceResponse sent by the server answering list_services request.
package struct GrpcReflectionV1alphaListServiceResponse: BridgedMessage {
  package static let fullName = "grpc.reflection.v1alpha.ListServiceResponse"
  package static let plan = MessagePlan.of(grpc__reflection__v1alpha__list_service_response__init)
  package static let defaults = Defaults(GrpcReflectionV1alphaListServiceResponse())

  /// The information of each service may be expanded in the future, so we use
  /// ServiceResponse message to encapsulate it.
  package var service: [GrpcReflectionV1alphaServiceResponse] = []

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(service: [GrpcReflectionV1alphaServiceResponse] = []) {
    self.service = service
  }
}

extension GrpcReflectionV1alphaListServiceResponse {
  package mutating func read(
    from source: UnsafePointer<Grpc__Reflection__V1alpha__ListServiceResponse>
  ) throws(ProtobufError) {
    if source.pointee.n_service != 0 {
      self.service = try [GrpcReflectionV1alphaServiceResponse](
        source.pointee.service, source.pointee.n_service)
    }
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ListServiceResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__reflection__v1alpha__list_service_response__init(target)
    target.pointee.n_service = service.count
    target.pointee.service = try arena.messages(service)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// The information of a single service used by ListServiceResponse to answer
/// list_services request.
package struct GrpcReflectionV1alphaServiceResponse: BridgedMessage {
  package static let fullName = "grpc.reflection.v1alpha.ServiceResponse"
  package static let plan = MessagePlan.of(grpc__reflection__v1alpha__service_response__init)
  package static let defaults = Defaults(GrpcReflectionV1alphaServiceResponse())

  /// Full name of a registered service, including its package name. The format
  /// is <package>.<service>
  package var name: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(name: String = "") {
    self.name = name
  }
}

extension GrpcReflectionV1alphaServiceResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Reflection__V1alpha__ServiceResponse>)
    throws(ProtobufError)
  {
    try source.pointee.name.read(into: &self.name, "grpc.reflection.v1alpha.ServiceResponse.name")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ServiceResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__reflection__v1alpha__service_response__init(target)
    target.pointee.name = arena.text(name)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}

/// The error code and error message sent by the server when an error occurs.
package struct GrpcReflectionV1alphaErrorResponse: BridgedMessage {
  package static let fullName = "grpc.reflection.v1alpha.ErrorResponse"
  package static let plan = MessagePlan.of(grpc__reflection__v1alpha__error_response__init)
  package static let defaults = Defaults(GrpcReflectionV1alphaErrorResponse())

  /// This field uses the error codes defined in grpc::StatusCode.
  package var errorCode: Int32 = 0

  package var errorMessage: String = ""

  /// Fields that the schema does not know, as they were on the wire.
  package var unknownFields: [UInt8] = []

  package init() {}

  package init(errorCode: Int32 = 0, errorMessage: String = "") {
    self.errorCode = errorCode
    self.errorMessage = errorMessage
  }
}

extension GrpcReflectionV1alphaErrorResponse {
  package mutating func read(from source: UnsafePointer<Grpc__Reflection__V1alpha__ErrorResponse>)
    throws(ProtobufError)
  {
    self.errorCode = source.pointee.error_code
    try source.pointee.error_message.read(
      into: &self.errorMessage, "grpc.reflection.v1alpha.ErrorResponse.error_message")
    if source.pointee.base.n_unknown_fields != 0 {
      self.unknownFields = source.pointee.base.foreignFields
    }
  }

  package mutating func fill(
    _ target: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ErrorResponse>, _ arena: Arena
  ) throws(ProtobufError) {
    grpc__reflection__v1alpha__error_response__init(target)
    target.pointee.error_code = errorCode
    target.pointee.error_message = arena.text(errorMessage)
    arena.setUnknownFields(unknownFields, &target.pointee.base)
  }
}
