import Foundation

/// Runs `Tests/Interop/grpc_peer.py` with the Python that `GALLEON_PYTHON` names, by default that
/// of `.venv` in the package's directory.
struct PythonPeer {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static var python: String {
    ProcessInfo.processInfo.environment["GALLEON_PYTHON"]
      ?? root.appendingPathComponent(".venv/bin/python").path
  }

  private static func process(_ arguments: [String]) throws -> Process {
    guard FileManager.default.isExecutableFile(atPath: python) else {
      throw Failure(
        description: "there is no Python at \(python): set GALLEON_PYTHON, or make one with "
          + "python3 -m venv .venv && .venv/bin/pip install grpcio")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    let script = root.appendingPathComponent("Tests/Interop/grpc_peer.py").path
    process.arguments = [script] + arguments
    return process
  }

  /// Runs a program to its end and returns what it printed on both outputs.
  static func run(_ process: Process) async throws -> (status: Int32, output: String) {
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { process in
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        let output = String(decoding: data, as: UTF8.self)
        continuation.resume(returning: (process.terminationStatus, output))
      }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
  }

  /// Plays one case of the foreign client against a server.
  static func client(port: UInt16, case name: String) async throws {
    let (status, output) = try await run(process(["client", "\(port)", name]))
    guard status == 0 else {
      if output.contains("No module named 'grpc'") {
        throw Failure(
          description: "\(python) has no grpcio: install it with \(python) -m pip install grpcio")
      }
      throw Failure(description: output)
    }
  }

  /// A running foreign server; it ends when `stop()` closes its standard input.
  struct Server {
    let port: UInt16
    fileprivate let process: Process
    fileprivate let input: Pipe

    func stop() {
      try? input.fileHandleForWriting.close()
      process.waitUntilExit()
    }

    /// As when the machine hangs: its kernel still takes what is sent.
    func pause() { Foundation.kill(process.processIdentifier, SIGSTOP) }

    /// As when the machine fails.
    func kill() {
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  /// - Parameter takesAnyPings: else it sends away who pings more often than grpcio likes.
  static func server(takesAnyPings: Bool = false) throws -> Server {
    let process = try process(takesAnyPings ? ["server", "any-pings"] : ["server"])
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line: [UInt8] = []
    while line.last != UInt8(ascii: "\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else {
        throw Failure(
          description: "the server did not start; is grpcio installed? "
            + "\(python) -m pip install grpcio")
      }
      line += data
    }
    guard let port = UInt16(String(decoding: line.dropLast(), as: UTF8.self)) else {
      throw Failure(description: "the server printed no port")
    }
    return Server(port: port, process: process, input: input)
  }
}
