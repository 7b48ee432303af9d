import ArgumentParser
import GRPC

/// The bearer token of a caller who has one.
struct TokenOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "File with your bearer token (a JWT); it is read before each call. "
        + "(environment: GALLEON_TOKEN_FILE)", valueName: "FILE"))
  var tokenFile: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Your bearer token itself; others on this machine can see it in the list of processes, so "
        + "better is --token-file or the environment. (environment: GALLEON_TOKEN)",
      valueName: "TOKEN"))
  var token: String?

  func validate() throws {
    guard token != nil && tokenFile != nil else { return }
    throw ValidationError("give --token or --token-file, not both")
  }

  /// Nil when there is none. What is said on the command line counts more than the environment.
  var bearer: BearerToken? {
    if let token { return .given(token) }
    if let tokenFile { return .file(tokenFile) }
    if let token = Environment["GALLEON_TOKEN"] { return .given(token) }
    return Environment["GALLEON_TOKEN_FILE"].map { .file($0) }
  }
}
