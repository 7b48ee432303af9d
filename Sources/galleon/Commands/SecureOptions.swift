import ArgumentParser
import GRPC
import HTTP2

/// What a connection is made secure with.
struct SecureOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: ArgumentHelp(
      "Speak TLS. Any of the options below says so as well. (environment: GALLEON_TLS=1)"))
  var tls = Environment["GALLEON_TLS"] == "1"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "PEM file of the authorities that the server is verified against; the system's without it. "
        + "(environment: GALLEON_CA_FILE)", valueName: "FILE"))
  var caFile: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "PEM file of your own certificate, for a server that asks for one. "
        + "(environment: GALLEON_CERT_FILE)", valueName: "FILE"))
  var certFile: String?

  @Option(
    name: .long,
    help: ArgumentHelp("PEM file of its key. (environment: GALLEON_KEY_FILE)", valueName: "FILE"))
  var keyFile: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The name that the server's certificate must have, when it is not that of --server.",
      valueName: "NAME"))
  var serverName: String?

  private var authorities: String? { caFile ?? Environment["GALLEON_CA_FILE"] }
  private var certificate: String? { certFile ?? Environment["GALLEON_CERT_FILE"] }
  private var key: String? { keyFile ?? Environment["GALLEON_KEY_FILE"] }

  func validate() throws {
    guard (certificate == nil) != (key == nil) else { return }
    throw ValidationError("--cert-file and --key-file go together: give both or none")
  }

  /// Nil for a plain connection.
  func client() throws(CommandFailure) -> TLSClient? {
    guard tls || authorities != nil || certificate != nil || serverName != nil else { return nil }
    do throws(HTTP2Error) {
      return try TLSClient(
        TLSClientFiles(
          authorities: authorities, certificateChain: certificate, privateKey: key,
          serverName: serverName))
    } catch {
      throw CommandFailure(lines: [error.message], exitCode: .usage)
    }
  }
}
