import GRPC
import Glibc

/// The token that goes with every call.
enum BearerToken: Sendable {
  /// As it was given.
  case given(String)
  /// In a file, which is read before each call: somebody renews it.
  case file(String)

  /// The metadata of a call.
  func metadata() throws(RPCError) -> Metadata {
    var metadata = Metadata()
    try metadata.append("authorization", "Bearer \(try text())")
    return metadata
  }

  private func text() throws(RPCError) -> String {
    switch self {
    case .given(let token): return token
    case .file(let path):
      guard let token = Self.read(path), !token.isEmpty else {
        throw RPCError(
          code: .unauthenticated, message: "the token file \(path) cannot be read, or is empty")
      }
      return token
    }
  }

  /// What is in the file, without white space around it.
  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    // A header of the server's is no longer than this.
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    let text = String(validating: bytes[..<count], as: UTF8.self)
    return text.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
  }
}
