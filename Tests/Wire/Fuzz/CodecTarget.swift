import GalleonAPI
import Protobuf

/// Messages of the schema: what decodes encodes, and decodes to the same again.
enum CodecTarget {
  /// One check for each of some types, chosen by the input's first byte.
  private static let checks: [@Sendable ([UInt8]) -> Void] = [
    { check(Migration.self, $0) }, { check(ShareServer.self, $0) }, { check(Evacuation.self, $0) },
    { check(Share.self, $0) }, { check(Backend.self, $0) }, { check(MigrationEvent.self, $0) },
    { check(StartMigrationRequest.self, $0) }, { check(CheckMigrationResponse.self, $0) },
    { check(UpdateMigrationRequest.self, $0) }, { check(WatchMigrationsRequest.self, $0) },
    { check(ListMigrationsResponse.self, $0) }, { check(GoogleRpcStatus.self, $0) },
  ]

  static func run(_ bytes: UnsafeRawBufferPointer) -> CInt {
    guard let first = bytes.first else { return 0 }
    checks[Int(first) % checks.count](Array(bytes.dropFirst()))
    return 0
  }

  private static func check<Message: ProtobufMessage>(_ type: Message.Type, _ bytes: [UInt8]) {
    guard let message = try? Message.decode(bytes) else { return }
    guard let encoded = try? message.encode() else { return }
    guard let again = try? Message.decode(encoded) else {
      preconditionFailure("what was encoded cannot be decoded")
    }
    // Compared as bytes: a NaN is not equal to itself, and unknown fields are kept with their tags made short.
    precondition(
      (try? again.encode()) == encoded, "a message is another one after encoding and decoding")
  }
}
