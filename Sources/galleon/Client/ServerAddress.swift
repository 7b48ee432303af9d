import GRPC

/// Reads the servers as `--server` gives them.
enum ServerAddress {
  static let byDefault = "127.0.0.1:50051"
  static let expected =
    "HOST:PORT, [IPv6]:PORT, unix:PATH, dns:///HOST:PORT, or several of them with commas"

  /// - Throws: wrong use, with what is wrong.
  static func servers(_ text: String) throws(CommandFailure) -> ServerList {
    do throws(ServerList.Invalid) {
      return try ServerList(text)
    } catch {
      throw CommandFailure(
        lines: ["--server: \(error.message).", "Hint: write \(expected)."], exitCode: .usage)
    }
  }
}
