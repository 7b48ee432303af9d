import Foundation
import JWTKit

/// Judges JSON Web Tokens (RFC 7519) by the rules of RFC 8725. A value: the keys of one reading of their file.
struct TokenVerifier: Sendable {
  let settings: TokenSettings
  let keys: [TokenKey]

  /// What a token that is believed says.
  struct Claims: Sendable, Hashable {
    var subject: String
    var roles: [String]
    var project: String?
    /// The second, since 1970, from which it is believed no longer; the leeway is in it.
    var expiry: Int64
  }

  private struct Header: Decodable {
    let alg: String
    let kid: String?
    let crit: JSONValue?
  }

  /// - Parameter now: seconds since 1970.
  func claims(of token: [UInt8], now: Int64) throws(TokenProblem) -> Claims {
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let head = Self.decoded(parts[0]), let body = Self.decoded(parts[1]),
      let signature = Self.decoded(parts[2])
    else { throw .malformed("is no JSON Web Token: three parts of base64url, joined by dots") }
    guard let header = try? JSONDecoder().decode(Header.self, from: head) else {
      throw .malformed("has no header with an “alg”")
    }
    guard header.crit == nil else {
      throw .malformed("asks for an extension (crit) that is not known here")
    }
    let signed = token[..<(parts[1].endIndex)]
    try verify(signature, signed, header)
    guard let payload = try? JSONDecoder().decode(JSONValue.self, from: body),
      case .object = payload
    else { throw .malformed("has claims that are no JSON object") }
    return try judge(payload, now)
  }

  private func verify(_ signature: Data, _ signed: ArraySlice<UInt8>, _ header: Header)
    throws(TokenProblem)
  {
    let fitting = keys.filter { key in
      key.algorithm.name == header.alg && (header.kid == nil || key.kid ?? header.kid == header.kid)
    }
    guard !fitting.isEmpty else {
      throw TokenProblem(
        "TOKEN_KEY_UNKNOWN",
        "the bearer token is signed by a key, or in a way, that is not accepted here")
    }
    for key in fitting where (try? key.algorithm.verify(signature, signs: signed)) == true {
      return
    }
    throw TokenProblem("TOKEN_SIGNATURE_WRONG", "the signature of the bearer token does not verify")
  }

  private func judge(_ payload: JSONValue, _ now: Int64) throws(TokenProblem) -> Claims {
    guard payload["iss"]?.text == settings.issuer else {
      throw TokenProblem(
        "TOKEN_ISSUER_WRONG", "the bearer token is not of the issuer that is accepted here")
    }
    guard payload["aud"]?.texts?.contains(settings.audience) ?? false else {
      throw TokenProblem("TOKEN_AUDIENCE_WRONG", "the bearer token is for another audience")
    }
    guard let expiry = Self.second(payload["exp"]) else {
      throw .malformed("has no expiry (exp), without which none is accepted")
    }
    guard now < expiry + settings.leeway else {
      throw TokenProblem("TOKEN_EXPIRED", "the bearer token has expired")
    }
    for (name, what) in [("nbf", "is not valid yet"), ("iat", "was issued in the future")] {
      guard let claim = payload[name] else { continue }
      guard let moment = Self.second(claim), moment <= now + settings.leeway else {
        throw TokenProblem("TOKEN_NOT_YET_VALID", "the bearer token \(what) (\(name))")
      }
    }
    guard let subject = payload[settings.subjectClaim]?.text, !subject.isEmpty,
      subject.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }), subject.utf8.count <= 255
    else { throw .malformed("does not say who it is for (\(settings.subjectClaim))") }
    return Claims(
      subject: subject, roles: settings.roleClaim.flatMap { payload[$0]?.texts } ?? [],
      project: settings.projectClaim.flatMap { payload[$0]?.text }.flatMap {
        $0.isEmpty ? nil : $0
      },
      expiry: expiry + settings.leeway)
  }

  /// A NumericDate (RFC 7519, section 2) in whole seconds, from 1970 to 9999.
  private static func second(_ value: JSONValue?) -> Int64? {
    guard let number = value?.number, number >= 0, number < 253_402_300_800 else { return nil }
    return Int64(number)
  }

  /// Base64url without padding (RFC 7515, section 2), and nothing else.
  private static func decoded(_ part: ArraySlice<UInt8>) -> Data? {
    guard part.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") }) else {
      return nil
    }
    var text = String(decoding: part, as: UTF8.self).replacing("-", with: "+")
      .replacing("_", with: "/")
    guard !text.contains("=") else { return nil }
    while text.utf8.count % 4 != 0 { text += "=" }
    return Data(base64Encoded: text)
  }
}
