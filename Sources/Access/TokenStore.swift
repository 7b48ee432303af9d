import COpenSSL
import HTTP2
import Synchronization

/// Whom tokens are of: verifies each once, and remembers whom it was of until it expires or the keys change.
package final class TokenStore: Sendable {
  private struct State {
    var verifier: TokenVerifier
    var known: [Digest: KnownCaller] = [:]
    /// Each change of the keys is a new one: what was known under the one before is not any more.
    var generation = 0
    var stamp: FileStamp
  }

  /// SHA-256 of a token: the token itself is not kept.
  private struct Digest: Hashable {
    let words: (UInt64, UInt64, UInt64, UInt64)

    init(_ token: UnsafeRawBufferPointer) {
      var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
      withUnsafeMutableBytes(of: &words) { out in
        _ = SHA256(
          token.assumingMemoryBound(to: UInt8.self).baseAddress, token.count,
          out.assumingMemoryBound(to: UInt8.self).baseAddress)
      }
      self.words = words
    }

    static func == (one: Digest, other: Digest) -> Bool { one.words == other.words }

    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
  }

  /// Tokens remembered at once; some 200 bytes each.
  static let knownMax = 10_000
  /// No token is longer.
  static let bytesMax = 8192

  package let settings: TokenSettings
  private let state: Mutex<State>

  /// - Throws: what is wrong with the file of keys.
  package init(_ settings: TokenSettings) async throws(TokenProblem) {
    self.settings = settings
    let stamp = FileStamp(settings.keysFile)
    let keys = try await TokenKeyFile.read(settings.keysFile)
    state = Mutex(State(verifier: TokenVerifier(settings: settings, keys: keys), stamp: stamp))
  }

  /// Reads the keys again, if their file has changed since.
  ///
  /// - Returns: whether it had.
  /// - Throws: what is wrong with it; then the keys stay as they were, and the same file is not tried again.
  package func reload() async throws(TokenProblem) -> Bool {
    let stamp = FileStamp(settings.keysFile)
    let isSame = state.withLock { state in
      defer { state.stamp = stamp }
      return state.stamp == stamp
    }
    if isSame { return false }
    let keys = try await TokenKeyFile.read(settings.keysFile)
    state.withLock { state in
      state.verifier = TokenVerifier(settings: settings, keys: keys)
      state.known = [:]
      state.generation += 1
    }
    return true
  }

  /// Whom the token is of.
  ///
  /// - Parameter resolve: what a caller with these claims may do.
  func caller(
    _ token: UnsafeRawBufferPointer,
    _ resolve: (TokenVerifier.Claims) throws(AccessRefusal) -> KnownCaller
  ) throws(AccessRefusal) -> KnownCaller {
    guard token.count <= Self.bytesMax else {
      throw .token(.malformed("is longer than \(Self.bytesMax) bytes"))
    }
    let (digest, now) = (Digest(token), WallTime.now)
    let (known, verifier, generation) = state.withLock { state in
      (state.known[digest], state.verifier, state.generation)
    }
    if let known, let expiry = known.caller.expiry, now < expiry { return known }
    let claims: TokenVerifier.Claims
    do throws(TokenProblem) {
      claims = try verifier.claims(of: Array(token), now: now)
    } catch {
      throw .token(error)
    }
    let caller = try resolve(claims)
    state.withLock { state in
      guard state.generation == generation else { return }
      if state.known.count >= Self.knownMax { Self.makeRoom(&state.known, now) }
      state.known[digest] = caller
    }
    return caller
  }

  /// Forgets what has expired, and if that is not enough, everything: the next calls verify again.
  private static func makeRoom(_ known: inout [Digest: KnownCaller], _ now: Int64) {
    known = known.filter { now < $0.value.caller.expiry ?? 0 }
    if known.count >= knownMax / 2 { known = [:] }
  }
}
