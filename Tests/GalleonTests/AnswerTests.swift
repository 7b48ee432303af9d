import Testing

@testable import galleon

/// What scripts parse must not change, and what people read must line up.
@Suite struct AnswerTests {
  static let check = OutputValue.record([
    .init("compatible", .boolean(true)),
    .init(
      "requested_capabilities",
      .record([.init("writable", .boolean(false)), .init("preserve_snapshots", .boolean(true))])),
    .init("share_network_id", .nothing),
    .init(
      "conflicts",
      .list([
        .record([
          .init("reason", .text("NOT_ENOUGH_FREE_SPACE")), .init("message", .text("2 GiB too few")),
        ])
      ])),
    .init(
      "estimate",
      .record([.init("bytes", .bytes(325_582_848)), .init("duration", .duration(.seconds(12.5)))])),
  ])

  @Test func tableOfOneThing() {
    let answer = Answer.record(
      Self.check, tables: [.init(key: "conflicts", columns: ["reason", "message"])])
    #expect(
      answer.text(as: .table, width: nil) == """
        +------------------------+--------------------------+
        | Property               | Value                    |
        +------------------------+--------------------------+
        | compatible             | True                     |
        | requested_capabilities | writable: False          |
        |                        | preserve_snapshots: True |
        | share_network_id       |                          |
        | estimate               | bytes: 310.5 MiB         |
        |                        | duration: 12.5 s         |
        +------------------------+--------------------------+

        conflicts:
        +-----------------------+---------------+
        | reason                | message       |
        +-----------------------+---------------+
        | NOT_ENOUGH_FREE_SPACE | 2 GiB too few |
        +-----------------------+---------------+

        """)
  }

  @Test func json() {
    #expect(
      Answer.record(Self.check).text(as: .json, width: nil) == """
        {
          "compatible": true,
          "requested_capabilities": {
            "writable": false,
            "preserve_snapshots": true
          },
          "share_network_id": null,
          "conflicts": [
            {
              "reason": "NOT_ENOUGH_FREE_SPACE",
              "message": "2 GiB too few"
            }
          ],
          "estimate": {
            "bytes": 325582848,
            "duration": "12.500s"
          }
        }

        """)
  }

  @Test func yaml() {
    #expect(
      Answer.record(Self.check).text(as: .yaml, width: nil) == """
        compatible: true
        requested_capabilities:
          writable: false
          preserve_snapshots: true
        share_network_id: null
        conflicts:
        - reason: NOT_ENOUGH_FREE_SPACE
          message: 2 GiB too few
        estimate:
          bytes: 325582848
          duration: 12.500s

        """)
  }

  @Test func values() {
    #expect(
      Answer.record(Self.check).text(as: .value, width: nil) == """
        True
        {"writable": false, "preserve_snapshots": true}

        [{"reason": "NOT_ENOUGH_FREE_SPACE", "message": "2 GiB too few"}]
        {"bytes": 325582848, "duration": "12.500s"}

        """)
  }

  @Test func aListShowsItsColumns() {
    let rows: [OutputValue] = [
      .record([.init("id", .text("a")), .init("name", .text("ü")), .init("more", .integer(1))]),
      .record([.init("id", .text("b")), .init("name", .text("文件")), .init("more", .integer(2))]),
    ]
    let answer = Answer.list(rows, columns: ["id", "name"])
    #expect(
      answer.text(as: .table, width: nil) == """
        +----+------+
        | id | name |
        +----+------+
        | a  | ü    |
        | b  | 文件 |
        +----+------+

        """)
    #expect(answer.text(as: .value, width: nil) == "a ü\nb 文件\n")
    #expect(answer.text(as: .json, width: nil).contains("\"more\": 2"))
    #expect(Answer.list([], columns: ["id"]).text(as: .json, width: nil) == "[]\n")
    #expect(Answer.list([], columns: ["id"]).text(as: .value, width: nil) == "")
    #expect(
      Answer.list([], columns: ["id"]).text(as: .table, width: nil)
        == "+----+\n| id |\n+----+\n+----+\n")
  }

  @Test func longValuesAreWrappedOnATerminal() {
    let answer = Answer.record(.record([.init("m", .text("one two three four five six seven"))]))
    #expect(
      answer.text(as: .table, width: 36) == """
        +----------+--------------------+
        | Property | Value              |
        +----------+--------------------+
        | m        | one two three four |
        |          | five six seven     |
        +----------+--------------------+

        """)
  }

  /// A share's name must not be able to repaint the operator's terminal.
  @Test func controlCharactersAreSpelledOut() {
    let answer = Answer.list(
      [.record([.init("name", .text("a\u{1B}[2Jb\u{202E}c"))])], columns: ["name"])
    for format in [OutputFormat.table, .value, .json] {
      #expect(!answer.text(as: format, width: nil).contains("\u{1B}"))
    }
    #expect(answer.text(as: .value, width: nil) == "a\\u{1B}[2Jb\\u{202E}c\n")
  }

  @Test(arguments: [
    ("true", "\"true\""), ("12", "\"12\""), ("no", "\"no\""), ("null", "\"null\""), ("", "\"\""),
    ("10.0.0.0/24", "10.0.0.0/24"), ("a: b", "'a: b'"), ("2026-11-23", "\"2026-11-23\""),
  ])
  func yamlTextsStayTexts(text: String, yaml: String) {
    #expect(YAMLText.text(.record([.init("k", .text(text))])) == "k: \(yaml)\n")
  }
}
