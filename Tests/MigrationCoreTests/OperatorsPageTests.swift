import Foundation
import MigrationCore
import Testing

@Suite("docs/operators.md")
struct OperatorsPageTests {
  private let page: String

  init() throws {
    page = try Self.text("docs/operators.md")
  }

  private static func text(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    return try String(contentsOf: root.appending(path: path).standardized, encoding: .utf8)
  }

  /// The lines of tables whose first cell names `word`.
  private func rows(_ word: String) -> [Substring] {
    page.split(separator: "\n").filter { line in
      line.hasPrefix("|") && line.split(separator: "|").first?.contains("`\(word)`") == true
    }
  }

  @Test("every state an operator can meet has a row", arguments: TaskState.allCases)
  func states(state: TaskState) {
    #expect(rows(state.rawValue).count == 1)
  }

  @Test("every status of a server has a row", arguments: ShareServerStatus.allCases)
  func servers(status: ShareServerStatus) {
    #expect(!rows(status.rawValue).isEmpty)
  }

  @Test("every status of a share or snapshot has a row", arguments: ResourceStatus.allCases)
  func resources(status: ResourceStatus) {
    #expect(!rows(status.rawValue).isEmpty)
  }

  @Test("every reason the program can give has one row")
  func reasons() throws {
    let source = try Self.text("Sources/MigrationCore/Rules/Reason.swift")
    let known =
      source.matches(of: /Reason\("([A-Z_]+)"\)/).map { String($0.1) }
      + Noun.allCases.map { Reason.notFound($0).rawValue }
    #expect(known.count > 60, "the source was not read")
    for reason in known {
      #expect(rows(reason).count == 1, "\(reason)")
    }
  }

  @Test("every reason that a caller can get is in the schema's comments")
  func schema() throws {
    let source = try Self.text("Sources/MigrationCore/Rules/Reason.swift")
    let names = ["migration", "evacuation", "share_server", "share", "network", "backend"]
    var schema = try Self.text("proto/galleon/v1/migration.proto")
    schema += try Self.text("proto/galleon/v1/evacuation.proto")
    for name in names { schema += try Self.text("proto/galleon/v1/\(name)_service.proto") }
    let told = Set(schema.matches(of: /[A-Z][A-Z_0-9]+/).map { String($0.0) })
    // With these no service comes up that could answer.
    let unanswered: Set = ["LEDGER_NEWER", "LEDGER_FOREIGN"]
    for match in source.matches(of: /Reason\("([A-Z_]+)"\)/)
    where !unanswered.contains("\(match.1)") {
      #expect(told.contains("\(match.1)"), "\(match.1)")
    }
  }

  @Test("every reason the page has is one that the program can give")
  func noOthers() throws {
    let source = try Self.text("Sources/MigrationCore/Rules/Reason.swift")
    let known = Set(
      source.matches(of: /Reason\("([A-Z_]+)"\)/).map { String($0.1) }
        + Noun.allCases.map { Reason.notFound($0).rawValue })
    let told = page.split(separator: "\n").filter { $0.hasPrefix("|") }.flatMap { line in
      (line.split(separator: "|").first ?? "").matches(of: /`([A-Z][A-Z_]+)`/)
        .map { String($0.1) }
    }
    #expect(told.count > 60, "the page was not read")
    for reason in told { #expect(known.contains(reason), "\(reason)") }
  }

  @Test("no reason is made anywhere but in the list that this page is held to")
  func oneList() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources").standardized
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var looked = 0
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift", file.lastPathComponent != "Reason.swift" else {
        continue
      }
      looked += 1
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(!text.contains(/\bReason\("/), "\(file.lastPathComponent)")
    }
    #expect(looked > 100, "the sources were not found")
  }
}
