import CTestProto
import Foundation
import GalleonAPI
import Protobuf

/// Python's protobuf in a process of its own, which knows the schema of the API and of the tests.
///
/// Its Python is `GALLEON_PYTHON`, or `python3`.
final class Oracle {
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  enum Verdict: Equatable {
    /// What the message means to Python, as bytes that can be compared.
    case accepted([UInt8])
    case refused(String)
    /// Python reads it in a way of its own.
    case undecided
  }

  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()
  private let complaints = Pipe()

  init() throws {
    let python = ProcessInfo.processInfo.environment["GALLEON_PYTHON"] ?? "python3"
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../ProtobufOracle/oracle.py").standardized
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, script.path]
    process.standardInput = requests
    process.standardOutput = answers
    process.standardError = complaints
    try process.run()
    // Nothing may hold the far ends open, or the end of the process would go unnoticed.
    try answers.fileHandleForWriting.close()
    try complaints.fileHandleForWriting.close()
    guard (try? answer()) == Array("ready".utf8) else {
      let complaint = String(
        decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      throw Missing(
        description: """
          these tests need Python's protobuf as a judge: run scripts/install.sh test, then
          GALLEON_PYTHON=.venv/bin/python swift test. (\(complaint.split(separator: "\n").last ?? ""))
          """)
    }
    for (_, bytes) in FileDescriptors.all { _ = try ask("F", [bytes]) }
    for index in 0..<test_files_count() {
      let name = String(cString: test_files_name(index))
      if FileDescriptors.all.contains(where: { $0.name == name }) { continue }
      let bytes = UnsafeBufferPointer(
        start: test_files_bytes(index), count: test_files_length(index))
      _ = try ask("F", [Array(bytes)])
    }
  }

  deinit {
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The full names of all messages of both schemas.
  func messageNames() throws -> Set<String> {
    let names = String(decoding: try ask("N", []), as: UTF8.self)
    return Set(names.split(separator: "\n").map(String.init))
  }

  /// A message with random values.
  func randomMessage(_ type: any ProtobufMessage.Type, seed: Int) throws -> [UInt8] {
    try ask("R", [Array(type.fullName.utf8), Array(String(seed).utf8)])
  }

  func judge(_ bytes: [UInt8], as type: any ProtobufMessage.Type) throws -> Verdict {
    let answer = try ask("J", [Array(type.fullName.utf8), bytes])
    let rest = Array(answer.dropFirst())
    switch answer.first {
    case UInt8(ascii: "+"): return .accepted(rest)
    case UInt8(ascii: "-"): return .refused(String(decoding: rest, as: UTF8.self))
    default: return .undecided
    }
  }

  private func ask(_ command: Character, _ parts: [[UInt8]]) throws -> [UInt8] {
    let request = Array(String(command).utf8) + parts.flatMap { Self.length($0) + $0 }
    try requests.fileHandleForWriting.write(contentsOf: Self.length(request) + request)
    return try answer()
  }

  private func answer() throws -> [UInt8] {
    let length = try read(4).reduce(0) { $0 << 8 | Int($1) }
    return try read(length)
  }

  private func read(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let wanted = count - bytes.count
      guard let more = try answers.fileHandleForReading.read(upToCount: wanted), !more.isEmpty
      else { throw Missing(description: "the oracle has ended") }
      bytes += more
    }
    return bytes
  }

  private static func length(_ bytes: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) }
  }
}
