import GalleonAPI
import Testing

@testable import galleon

@Suite struct FieldsTests {
  @Test func enumsAreManilasWords() {
    #expect(TaskState.migrationDriverPhase1Done.word == "migration_driver_phase1_done")
    #expect(TaskState().output == .nothing)
    #expect(TaskState(rawValue: 77).word == "77")
    #expect(Word<AccessLevel>(argument: "RO")?.value == .ro)
    #expect(Word<AccessLevel>(argument: "unspecified") == nil)
    #expect(OptionalTaskState(argument: "none")?.value == TaskState())
    #expect(Word<ShareProtocol>.allValueStrings == ["nfs", "cifs"])
  }

  @Test func momentsAreRFC3339() {
    #expect(
      GoogleProtobufTimestamp(seconds: 1_795_431_258, nanos: 7_900_000).text
        == "2026-11-23T10:54:18.007Z")
    #expect(GoogleProtobufTimestamp(seconds: 0, nanos: 0).text == "1970-01-01T00:00:00Z")
  }

  /// The table of a migration keeps the long lists apart; programs get everything in one.
  @Test func aMigrationShowsItsHistoryBelow() {
    let migration = Migration(
      id: "m", taskState: .migrationError,
      progress: MigrationProgress(
        totalPercent: 12.5, bytesDone: 2048,
        shares: [ShareProgress(shareId: "s", shareName: "home", bytesDone: 2048)]),
      createTime: GoogleProtobufTimestamp(seconds: 0, nanos: 0),
      lastError: MigrationError(step: "copy", reason: "DATA_UNREADABLE", message: "a: I/O error"),
      history: [MigrationTransition(revision: 1, ruleNumber: 3, toState: .migrationStarting)])
    let answer = MigrationCommands.shown(migration)
    let table = answer.text(as: .table, width: nil)
    #expect(table.contains("| id                          | m "))
    #expect(table.contains("total_percent: 12.5"))
    #expect(table.contains("message: a: I/O error"))
    #expect(table.contains("\nhistory:\n+----------+-------------+"))
    #expect(table.contains("\nprogress.shares:\n"))
    #expect(!table.contains("| history"))
    let json = answer.text(as: .json, width: nil)
    #expect(json.contains("\"bytes_done\": 2048"))
    #expect(json.contains("\"to_state\": \"migration_starting\""))
  }
}
