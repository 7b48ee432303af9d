import Foundation
import HTTP2

/// A certificate authority in a directory of its own, and what it signs, all made by openssl(1).
final class Certificates {
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "galleon-tls-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try authority("ca")
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  func path(_ name: String) -> String { directory.appending(path: name).path }

  func authority(_ name: String) throws {
    try openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-days",
      "2", "-subj", "/CN=\(name)", "-keyout", path("\(name).key"), "-out", path("\(name).pem"))
    try Data().write(to: directory.appending(path: "\(name).index"))
    let configuration = """
      [ca]
      default_ca = here
      [here]
      database = \(path("\(name).index"))
      default_md = sha256
      default_crl_days = 2
      """
    try Data(configuration.utf8).write(to: directory.appending(path: "\(name).conf"))
  }

  /// Makes `name.pem` and `name.key`.
  ///
  /// - Parameter names: as openssl spells them: `DNS:localhost,URI:spiffe://a/b`.
  func sign(
    _ name: String, names: String, by authority: String = "ca", days: Int = 2, as serial: Int = 1
  ) throws {
    let extensions = directory.appending(path: "\(name).ext")
    try Data("subjectAltName=\(names)".utf8).write(to: extensions)
    try openssl(
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
      "/CN=\(name)", "-keyout", path("\(name).key"), "-out", path("\(name).csr"))
    try openssl(
      "x509", "-req", "-in", path("\(name).csr"), "-CA", path("\(authority).pem"), "-CAkey",
      path("\(authority).key"), "-set_serial", String(serial), "-days", String(days), "-extfile",
      extensions.path, "-out", path("\(name).pem"))
  }

  /// Makes `name`, a list of the revoked certificates of the authority.
  func revoke(_ revoked: [String], into name: String) throws {
    let base = [
      "ca", "-config", path("ca.conf"), "-keyfile", path("ca.key"), "-cert", path("ca.pem"),
    ]
    for one in revoked { try openssl(base + ["-revoke", path("\(one).pem")]) }
    try openssl(base + ["-gencrl", "-out", path(name)])
  }

  private func openssl(_ words: String...) throws { try openssl(words) }

  private func openssl(_ words: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = words
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let words = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw OpenSSLFailure(description: String(decoding: words, as: UTF8.self))
    }
  }

  struct OpenSSLFailure: Error, CustomStringConvertible { let description: String }

  // MARK: What the tests use

  func server(_ name: String = "server") -> TLSServerFiles {
    TLSServerFiles(certificateChain: path("\(name).pem"), privateKey: path("\(name).key"))
  }

  func client(_ name: String? = nil, trusting authority: String = "ca", expecting: String? = nil)
    throws -> TLSClient
  {
    try TLSClient(
      TLSClientFiles(
        authorities: path("\(authority).pem"), certificateChain: name.map { path("\($0).pem") },
        privateKey: name.map { path("\($0).key") }, serverName: expecting))
  }
}
