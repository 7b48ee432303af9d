import Foundation
import GalleonAPI
import Testing

@testable import galleon

/// Programs read the JSON of the command line by the field names of the schema: a field that is
/// added there and forgotten here would be lost to them.
@Suite struct SchemaKeysTests {
  static let outputs: [(message: String, output: OutputValue)] = [
    ("Migration", Migration().output), ("MigrationOptions", MigrationOptions().output),
    ("MigrationCapabilities", MigrationCapabilities().output),
    ("MigrationProgress", MigrationProgress().output), ("ShareProgress", ShareProgress().output),
    ("MigrationError", MigrationError().output),
    ("MigrationTransition", MigrationTransition().output),
    ("MigrationControls", GalleonAPI.MigrationControls().output),
    ("MigrationRecovery", MigrationRecovery().output),
    ("RecoveryChange", RecoveryChange().output),
    ("RecoverMigrationResponse", RecoverMigrationResponse().output),
    ("MigrationConflict", MigrationConflict().output),
    ("MigrationEstimate", MigrationEstimate().output),
    ("CheckMigrationResponse", CheckMigrationResponse().output),
    ("Evacuation", Evacuation().output), ("EvacuationOptions", EvacuationOptions().output),
    ("EvacuationItem", EvacuationItem().output),
    ("EvacuationProgress", EvacuationProgress().output),
    ("DestinationSuggestion", DestinationSuggestion().output),
    ("PlanEvacuationResponse", PlanEvacuationResponse().output),
    ("ShareServer", ShareServer().output), ("NetworkAllocation", NetworkAllocation().output),
    ("Share", Share().output), ("ExportLocation", ExportLocation().output),
    ("Snapshot", Snapshot().output), ("AccessRule", AccessRule().output),
    ("ShareNetwork", ShareNetwork().output), ("ShareNetworkSubnet", ShareNetworkSubnet().output),
    ("AvailabilityZone", AvailabilityZone().output), ("Backend", Backend().output),
    ("BackendPool", BackendPool().output), ("BackendCapabilities", BackendCapabilities().output),
    ("ShareType", ShareType().output),
  ]

  @Test(arguments: outputs.map(\.message))
  func keysAreTheSchemasFields(message: String) throws {
    let output = try #require(Self.outputs.first { $0.message == message }?.output)
    guard case .record(let fields) = output else {
      Issue.record("\(message) is no record")
      return
    }
    #expect(fields.map(\.key) == (try Self.fields(of: message)))
  }

  /// A hint for a word the server never says helps nobody.
  @Test func hintsAreForReasonsOfTheSchema() throws {
    let schema = try Self.schema()
    for reason in RefusalText.reasonsWithHints where !reason.hasPrefix("LEDGER_") {
      #expect(schema.contains(reason), "\(reason)")
    }
  }

  private static func fields(of message: String) throws -> [String] {
    let schema = try schema()
    let start = try #require(schema.range(of: "\nmessage \(message) {"))
    let end = try #require(schema.range(of: "\n}", range: start.upperBound..<schema.endIndex))
    return schema[start.upperBound..<end.lowerBound].split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^  [A-Za-z][^\/]*? ([a-z0-9_]+) = [0-9]+;/).map { String($0.1) }
    }
  }

  /// All files of the schema, one after the other.
  private static func schema() throws -> String {
    let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("proto/galleon/v1")
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    return try files.sorted().map {
      try String(contentsOf: directory.appendingPathComponent($0), encoding: .utf8)
    }.joined(separator: "\n")
  }
}
