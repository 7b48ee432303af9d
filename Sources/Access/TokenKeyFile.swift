import Foundation
import JWTKit

/// Reads the file with the keys that tokens are verified by.
enum TokenKeyFile {
  static func read(_ path: String) async throws(TokenProblem) -> [TokenKey] {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else {
      throw problem("cannot be read, or has more than 1 MiB")
    }
    guard let text = String(validating: data, as: UTF8.self) else { throw problem("is not text") }
    let isJSON = text.first { !$0.isWhitespace } == "{"
    var keys: [TokenKey] = []
    for key in isJSON ? try set(text) : try pem(text) { keys += try await TokenKey.all(of: key) }
    guard !keys.isEmpty else { throw problem("has no key that signatures are verified with") }
    return keys
  }

  private static func problem(_ what: String) -> TokenProblem {
    TokenProblem("KEYS_UNUSABLE", "the file \(what)")
  }

  // MARK: JWKS

  private struct KeySet: Decodable {
    let keys: [Element]
  }

  /// A key of a set, or why it is passed over.
  private struct Element: Decodable {
    let isSecret: Bool
    let key: JWK?

    private enum CodingKeys: String, CodingKey {
      case type = "kty"
      case use
      case secret = "k"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let type = try container.decode(String.self, forKey: .type)
      isSecret = type == "oct" || container.contains(.secret)
      let use = try container.decodeIfPresent(String.self, forKey: .use)
      // Keys for encryption and kinds of keys that are not known are none of ours (RFC 7517, section 5).
      let isOurs = use ?? "sig" == "sig" && ["RSA", "EC", "OKP"].contains(type)
      key = isOurs ? try JWK(from: decoder) : nil
    }
  }

  private static func set(_ text: String) throws(TokenProblem) -> [JWK] {
    let set: KeySet
    do {
      set = try JSONDecoder().decode(KeySet.self, from: Data(text.utf8))
    } catch {
      throw problem("is no JWKS: an object with a list “keys”")
    }
    if set.keys.contains(where: \.isSecret) {
      throw problem(
        "has a shared secret (kty oct): whoever can verify with it can sign with it too, so none is "
          + "taken")
    }
    return set.keys.compactMap(\.key)
  }

  // MARK: PEM

  private static func pem(_ text: String) throws(TokenProblem) -> [JWK] {
    var keys: [JWK] = []
    var block: [Substring]?
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("-----BEGIN ") { block = [] }
      block?.append(line)
      guard line.hasPrefix("-----END "), let lines = block else { continue }
      block = nil
      if lines[0].contains("PRIVATE") {
        throw problem("has a private key; only public keys and certificates belong there")
      }
      let pem = lines.joined(separator: "\n") + "\n"
      guard let key = key(pem, isCertificate: lines[0].contains("CERTIFICATE")) else {
        throw problem(
          "has a PEM block that is no public key of RSA, P-256, P-384, P-521 or Ed25519")
      }
      keys.append(key)
    }
    return keys
  }

  private static func key(_ pem: String, isCertificate: Bool) -> JWK? {
    let rsa =
      isCertificate
      ? try? Insecure.RSA.PublicKey(certificatePEM: pem) : try? Insecure.RSA.PublicKey(pem: pem)
    if let numbers = try? rsa?.getKeyPrimitives() {
      return .rsa(
        nil, identifier: nil, modulus: base64URL(numbers.modulus),
        exponent: base64URL(numbers.publicExponent))
    }
    let p256 =
      isCertificate ? try? ES256PublicKey(certificate: pem) : try? ES256PublicKey(pem: pem)
    if let point = p256?.parameters { return elliptic(point, .p256) }
    let p384 =
      isCertificate ? try? ES384PublicKey(certificate: pem) : try? ES384PublicKey(pem: pem)
    if let point = p384?.parameters { return elliptic(point, .p384) }
    let p521 =
      isCertificate ? try? ES512PublicKey(certificate: pem) : try? ES512PublicKey(pem: pem)
    if let point = p521?.parameters { return elliptic(point, .p521) }
    guard !isCertificate, let edwards = try? EdDSA.PublicKey(pem: pem) else { return nil }
    return .octetKeyPair(
      .eddsa, identifier: nil, x: base64URL(edwards.rawRepresentation), y: nil, curve: .ed25519)
  }

  private static func elliptic(_ point: ECDSAParameters, _ curve: ECDSACurve) -> JWK {
    .ecdsa(nil, identifier: nil, x: point.x, y: point.y, curve: curve)
  }

  private static func base64URL(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
