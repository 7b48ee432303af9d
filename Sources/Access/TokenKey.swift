import JWTKit

/// One public key for one algorithm. What a token says of its algorithm only chooses among these, so a key never verifies
/// anything but what it is for (RFC 8725, section 3.1).
struct TokenKey: Sendable {
  let kid: String?
  let algorithm: any JWTAlgorithm

  /// Every algorithm that a key can be for: signatures by public keys, no MACs and no `none`.
  static func algorithms(_ type: JWK.KeyType, curve: String?) -> [String] {
    switch (type.rawValue, curve) {
    case ("RSA", _): ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
    case ("EC", "P-256"): ["ES256"]
    case ("EC", "P-384"): ["ES384"]
    case ("EC", "P-521"): ["ES512"]
    case ("OKP", "Ed25519"): ["EdDSA"]
    default: []
    }
  }

  /// A key for each algorithm that it may be used with.
  static func all(of key: JWK) async throws(TokenProblem) -> [TokenKey] {
    let possible = algorithms(key.keyType, curve: key.curve?.rawValue)
    let wanted = key.algorithm.map { [$0.rawValue] } ?? possible
    guard !wanted.isEmpty, wanted.allSatisfy(possible.contains) else {
      throw unusable(key, "is for no algorithm that is known here")
    }
    guard key.privateExponent == nil else {
      throw unusable(key, "is a private one; only its public part belongs here")
    }
    var keys: [TokenKey] = []
    for name in wanted {
      do {
        // A collection of its own: the algorithm that a JWK is asked for first is kept by it.
        var named = key
        let kid = JWKIdentifier(string: "key")
        named.keyIdentifier = kid
        let algorithm = try await JWTKeyCollection().add(jwk: named).getKey(for: kid, alg: name)
        keys.append(TokenKey(kid: key.keyIdentifier?.string, algorithm: algorithm))
      } catch {
        throw unusable(key, "cannot be used: \(error)")
      }
    }
    return keys
  }

  private static func unusable(_ key: JWK, _ why: String) -> TokenProblem {
    let name = key.keyIdentifier.map { "the key “\($0.string)”" } ?? "a key without kid"
    return TokenProblem("KEYS_UNUSABLE", "\(name) \(why)")
  }
}
