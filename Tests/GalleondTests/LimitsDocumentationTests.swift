import Foundation
import HTTP2
import Testing

@testable import galleond

/// docs/limits.md is what an operator sizes a machine by: it must name every limit, its key and its default, and no other.
@Suite struct LimitsDocumentationTests {
  private struct Row {
    let limit: String
    let key: String
    let value: String
  }

  private let rows: [Row]

  init() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
        "docs/limits.md"
      ).path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      let cells = line.split(separator: "|").map { cell in
        cell.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "`", with: "")
      }
      return Row(limit: cells[0], key: cells[1], value: cells[2])
    }
  }

  @Test func namesEveryLimitWithItsDefault() throws {
    var limits: [String: String] = [:]
    for child in Mirror(reflecting: Limits()).children {
      limits[try #require(child.label)] = Self.canonical(child.value)
    }
    #expect(!limits.isEmpty)
    let documented = Dictionary(
      rows.map { ($0.limit, Self.read($0.value)) }, uniquingKeysWith: { first, _ in first })
    #expect(documented == limits)
    #expect(rows.count == limits.count, "a limit is named twice")
  }

  @Test func namesEveryKey() throws {
    let example = try ExampleConfigurationTests()
    let diagnostics = ConfigurationDiagnostics()
    _ = try ConfigurationLoader.parse(
      example.text, file: "example", directory: "/", diagnostics: diagnostics)
    let known = diagnostics.knownKeys.filter {
      $0.hasPrefix("limits.") || $0.hasPrefix("connections.")
    }
    #expect(Set(rows.map(\.key)) == known)
    #expect(rows.count == known.count, "a key is named twice")
  }

  /// Every key of the table changes the limit beside it and no other.
  @Test func eachKeySetsItsLimit() throws {
    for row in rows {
      let words = row.key.split(separator: ".").map(String.init)
      // One more, in the unit of the default, is within every range.
      let digits = row.value.prefix { $0.isNumber }
      let number = try #require(Int(digits))
      let changed = "\(number + 1)\(row.value.dropFirst(digits.count))"
      let file = BadConfigurationTests.backends + "\(words[0]): {\(words[1]): \(changed)}\n"
      let configuration = try ConfigurationLoader.parse(file, file: "f", directory: "/")
      let transport = Wiring.limits(configuration)
      for child in Mirror(reflecting: transport).children {
        let standard = try #require(rows.first { $0.limit == child.label })
        let expected = Self.read(child.label == row.limit ? changed : standard.value)
        #expect(Self.canonical(child.value) == expected, "\(row.key) and \(child.label ?? "")")
      }
    }
  }

  @Test func refusesWhatIsOutOfRange() throws {
    for row in rows {
      let words = row.key.split(separator: ".").map(String.init)
      let file = BadConfigurationTests.backends + "\(words[0]): {\(words[1]): -1}\n"
      #expect(throws: ConfigurationError.self, "\(row.key)") {
        try ConfigurationLoader.parse(file, file: "f", directory: "/")
      }
    }
  }

  /// A value of `Limits` as text.
  private static func canonical(_ value: Any) -> String {
    switch value {
    case let optional as Duration?: optional.map { "\($0)" } ?? "never"
    default: "\(value)"
    }
  }

  /// The same of a value as it stands in a configuration file.
  private static func read(_ text: String) -> String {
    let anything: ClosedRange<Int64> = 0...Int64.max
    if let count = try? ScalarParser.count(anything)(text) { return "\(count)" }
    if let size = try? ScalarParser.size(anything)(text) { return "\(size)" }
    let anyTime = Duration.zero...Duration.seconds(1 << 40)
    if let time = try? ScalarParser.duration(anyTime)(text) { return "\(time)" }
    return text
  }
}
