import Foundation
import Logging
import Testing

@testable import galleond

@Suite struct LogLineTests {
  private func line(_ message: String, _ metadata: Logger.Metadata = [:]) -> LogLine {
    LogLine(
      time: timespec(tv_sec: 1_795_431_258, tv_nsec: 7_900_000), level: .warning,
      label: "galleon.http2", message: message, metadata: metadata)
  }

  @Test func textIsForPeople() {
    #expect(
      line("too slow", ["peer": "127.0.0.1:9", "why": "no \"window\"", "n": "3"]).text
        == "2026-11-23T10:54:18.007Z warning galleon.http2: too slow n=3 peer=127.0.0.1:9 "
        + "why=\"no \\\"window\\\"\"")
  }

  /// Who reads the log with a program must be able to trust every line.
  @Test func jsonCanBeReadBack() throws {
    let json = line(
      "a\nb\u{1}\"\\ é", ["level": "mine", "list": .array(["a", "b"]), "map": ["k": "v"]]
    ).json
    #expect(!json.contains("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String]
    #expect(
      object == [
        "ts": "2026-11-23T10:54:18.007Z", "level": "warning", "logger": "galleon.http2",
        "message": "a\nb\u{1}\"\\ é", "level_": "mine", "list": "[a, b]", "map": "{k: v}",
      ])
  }

  /// A name with a newline in it must not be able to forge an entry.
  @Test func textStaysOnOneLine() {
    let text = line("a\nb", ["name": "x\n2026 error"]).text
    #expect(text.hasSuffix("a\\nb name=\"x\\n2026 error\""))
  }

  @Test func secretsAreNeverWritten() {
    let secret = line(
      "m", ["db_password": "hunter2", "Authorization": "hunter2", "a": ["secret": "hunter2"]])
    #expect(!secret.text.contains("hunter2"))
    #expect(!secret.json.contains("hunter2"))
  }

  @Test func theLevelChangesForLoggersThatExist() {
    let level = LogLevel(.info)
    let logger = Logger(label: "t") {
      LineLogHandler(label: $0, format: .text, level: level, descriptor: -1)
    }
    #expect(logger.logLevel == .info)
    level.value = .debug
    #expect(logger.logLevel == .debug)
  }
}
