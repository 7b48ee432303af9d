import GRPC
import GalleonAPI
import Glibc
import Protobuf

/// This project's side of Benchmarks/peers, where galleond is not what is to be measured:
///   PeerBench serve PORT DIRECTORY   the transport with async handlers, as the peers are written
///   PeerBench codec DIRECTORY        nanoseconds to encode and decode the messages of the directory
@main
enum PeerBench {
  static func main() async throws {
    let words = CommandLine.arguments
    switch (words.dropFirst().first, words.count) {
    case ("serve", 4): try await serve(words[2], from: words[3])
    case ("codec", 3): try CodecRun(directory: words[2]).run()
    default:
      print("usage: PeerBench serve PORT DIRECTORY | codec DIRECTORY")
      exit(2)
    }
  }

  private static func serve(_ port: String, from directory: String) async throws {
    let progress = try GetMigrationProgressResponse.decode(bytes("\(directory)/progress"))
    let message = try WatchMigrationsResponse.decode(bytes("\(directory)/event"))
    let routes = ServiceRoutes(
      service: "galleon.v1.MigrationService",
      methods: [
        "GetMigrationProgress": .unary(
          GetMigrationProgressRequest.self, GetMigrationProgressResponse.self
        ) { (request, _) async throws(RPCError) in
          guard !request.migrationId.isEmpty else {
            throw RPCError(code: .invalidArgument, message: "no id")
          }
          return progress
        },
        "WatchMigrations": .serverStreaming(
          WatchMigrationsRequest.self, WatchMigrationsResponse.self
        ) { (request, writer, _) async throws(RPCError) in
          for _ in 0..<(Int(request.resumeToken) ?? 0) { try await writer.write(message) }
        },
      ])
    let server = GRPCServer(router: Router([routes]))
    _ = try await server.start(on: .tcp(host: "127.0.0.1", port: UInt16(port) ?? 0))
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  /// A file's bytes.
  static func bytes(_ path: String) throws(ProtobufError) -> [UInt8] {
    guard let file = fopen(path, "r") else { throw .malformed("\(path) cannot be read") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return bytes
  }
}
