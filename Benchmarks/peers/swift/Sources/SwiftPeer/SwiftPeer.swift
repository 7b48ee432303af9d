import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import GRPCProtobuf
import Messages
import Synchronization

// grpc-swift-2 over SwiftNIO.
//
//   SwiftPeer PORT DIRECTORY [CERTIFICATE KEY]
//
// The methods are registered by hand, as generated code does it.

final class Watches: Sendable {
  typealias Continuation = AsyncStream<Galleon_V1_WatchMigrationResponse>.Continuation

  private struct State {
    var number = 0
    var all: [String: [Int: Continuation]] = [:]
  }

  private let state = Mutex(State())

  func add(_ id: String) -> AsyncStream<Galleon_V1_WatchMigrationResponse> {
    let (stream, continuation) = AsyncStream.makeStream(of: Galleon_V1_WatchMigrationResponse.self)
    let number = state.withLock { state in
      state.number += 1
      state.all[id, default: [:]][state.number] = continuation
      return state.number
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.all[id]?.removeValue(forKey: number) }
    }
    return stream
  }

  func publish(_ event: Galleon_V1_WatchMigrationResponse, to id: String) {
    let told = state.withLock { Array($0.all[id, default: [:]].values) }
    for continuation in told { continuation.yield(event) }
  }
}

struct Peer: RegistrableRPCService {
  let progress: Galleon_V1_GetMigrationProgressResponse
  let event: Galleon_V1_WatchMigrationResponse
  let message: Galleon_V1_WatchMigrationsResponse
  let watches = Watches()

  init(_ directory: String) throws {
    let place = URL(fileURLWithPath: directory)
    let event = try Data(contentsOf: place.appendingPathComponent("event"))
    progress = try .init(
      serializedBytes: Data(contentsOf: place.appendingPathComponent("progress")))
    self.event = try .init(serializedBytes: event)
    message = try .init(serializedBytes: event)
  }

  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    let service = ServiceDescriptor(fullyQualifiedService: "galleon.v1.MigrationService")
    router.registerHandler(
      forMethod: MethodDescriptor(service: service, method: "GetMigrationProgress"),
      deserializer: ProtobufDeserializer<Galleon_V1_GetMigrationProgressRequest>(),
      serializer: ProtobufSerializer<Galleon_V1_GetMigrationProgressResponse>()
    ) { request, _ in
      let request = try await ServerRequest(stream: request)
      guard !request.message.migrationID.isEmpty else {
        throw RPCError(code: .invalidArgument, message: "no id")
      }
      return StreamingServerResponse(single: ServerResponse(message: progress))
    }
    router.registerHandler(
      forMethod: MethodDescriptor(service: service, method: "WatchMigrations"),
      deserializer: ProtobufDeserializer<Galleon_V1_WatchMigrationsRequest>(),
      serializer: ProtobufSerializer<Galleon_V1_WatchMigrationsResponse>()
    ) { request, _ in
      let count = try await Int(ServerRequest(stream: request).message.resumeToken) ?? 0
      return StreamingServerResponse { writer in
        for _ in 0..<count { try await writer.write(message) }
        return [:]
      }
    }
    router.registerHandler(
      forMethod: MethodDescriptor(service: service, method: "WatchMigration"),
      deserializer: ProtobufDeserializer<Galleon_V1_WatchMigrationRequest>(),
      serializer: ProtobufSerializer<Galleon_V1_WatchMigrationResponse>()
    ) { request, _ in
      let events = watches.add(try await ServerRequest(stream: request).message.migrationID)
      return StreamingServerResponse { writer in
        try await writer.write(event)
        for await event in events { try await writer.write(event) }
        return [:]
      }
    }
    router.registerHandler(
      forMethod: MethodDescriptor(service: service, method: "UpdateMigration"),
      deserializer: ProtobufDeserializer<Galleon_V1_UpdateMigrationRequest>(),
      serializer: ProtobufSerializer<Galleon_V1_UpdateMigrationResponse>()
    ) { request, _ in
      watches.publish(event, to: try await ServerRequest(stream: request).message.migrationID)
      return StreamingServerResponse(single: ServerResponse(message: .init()))
    }
  }
}

@main struct SwiftPeer {
  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 3 || words.count == 5, let port = Int(words[1]) else {
      print("usage: SwiftPeer PORT DIRECTORY [CERTIFICATE KEY]")
      exit(2)
    }
    var security = HTTP2ServerTransport.Posix.TransportSecurity.plaintext
    if words.count == 5 {
      security = .tls(
        certificateChain: [.file(path: words[3], format: .pem)],
        privateKey: .file(path: words[4], format: .pem))
    }
    var config = HTTP2ServerTransport.Posix.Config.defaults
    // SwiftNIO closes a connection with more than a hundred streams, and does not announce that by default.
    config.http2.maxConcurrentStreams = 1000
    let server = GRPCServer(
      transport: .http2NIOPosix(
        address: .ipv4(host: "127.0.0.1", port: port), transportSecurity: security,
        config: config),
      services: [try Peer(words[2])])
    try await server.serve()
  }
}
