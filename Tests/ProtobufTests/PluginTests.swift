import Foundation
import Testing

/// Whoever writes a schema is told by protoc what is wrong with it.
@Suite struct PluginTests {
  @Test(arguments: [
    ("proto2", "", "a.proto is proto2; protoc-gen-galleon reads proto3 only"),
    ("proto3", "tabs=2", "there is no option tabs"),
    ("proto3", "output", "the option output has no value"),
    (
      "proto3", "output=java",
      "the option output is one of messages, stubs, types, files, not java"
    ),
  ])
  func whatIsWrongIsInTheResponse(_ syntax: String, _ options: String, _ sentence: String) throws {
    let file = Wire.field(1, "a.proto") + (syntax == "proto3" ? Wire.field(12, syntax) : [])
    let request = Wire.field(1, "a.proto") + Wire.field(2, options) + Wire.field(15, file)
    let (status, response) = try run(request)
    #expect(status == 0)
    // CodeGeneratorResponse: error = 1, supported_features = 2 (proto3 optional).
    #expect(response == Wire.field(1, sentence) + Wire.field(2, varint: 1))
  }

  @Test func aTypeThatNobodyDefinesIsNamed() throws {
    let field =
      Wire.field(1, "x") + Wire.field(3, varint: 1) + Wire.field(4, varint: 1)
      + Wire.field(5, varint: 11) + Wire.field(6, ".a.Missing")
    let message = Wire.field(1, "M") + Wire.field(2, field)
    let file = Wire.field(1, "a.proto") + Wire.field(4, message) + Wire.field(12, "proto3")
    let (_, response) = try run(Wire.field(1, "a.proto") + Wire.field(15, file))
    let sentence = ".a.Missing is used but defined in no file that is imported"
    #expect(response == Wire.field(1, sentence) + Wire.field(2, varint: 1))
  }

  @Test func whatProtocNeverWritesIsRefused() throws {
    let (status, response) = try run([0xFF, 0xFF])
    #expect(status == 1)
    #expect(response.isEmpty)
  }

  /// The plugin lies where this test's own program lies.
  private func run(_ request: [UInt8]) throws -> (status: Int32, response: [UInt8]) {
    let directory = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = directory.appending(path: "protoc-gen-galleon")
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: request)
    try input.fileHandleForWriting.close()
    let response = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, [UInt8](response))
  }
}
