import Testing

@testable import galleond

/// A user who mistypes something must be told where and what to write instead.
@Suite struct BadConfigurationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let errors: String
    var testDescription: String { name }
  }

  @Test(arguments: cases) func isRefusedByLine(_ bad: Case) {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationLoader.parse(bad.file, file: "g.yaml", directory: "/etc/galleon")
    }
    #expect(error?.description == bad.errors)
  }

  /// A file that is right, for a case to append to or put before.
  static let backends = """
    backends:
      - name: alpha
        driver: directory
        directory: {root: /srv/alpha}

    """

  static let cases: [Case] = [
    Case(
      name: "an unknown key at the top, near a known one",
      file: backends + "lisen: [127.0.0.1:1]\n",
      errors: "g.yaml:5:1: unknown key \"lisen\"; did you mean \"listen\"?"),
    Case(
      name: "an unknown key that is near nothing",
      file: backends + "log: {colour: red}\n",
      errors: "g.yaml:5:7: log: unknown key \"colour\"; known here: level, format"),
    Case(
      name: "an unknown key in a backend's options",
      file: """
        backends:
          - name: alpha
            driver: directory
            directory:
              root: /srv/alpha
              max-pases: 3
        """,
      errors: "g.yaml:6:7: backends[0].directory: unknown key \"max-pases\"; "
        + "did you mean \"max_passes\"?"),
    Case(
      name: "a word that is not one of a list",
      file: backends + "log:\n  level: warn\n  format: jsn\n",
      errors: """
        g.yaml:6:10: log.level: found "warn", expected one of trace, debug, info, notice, warning, \
        error, critical
        g.yaml:7:11: log.format: found "jsn", expected one of text, json; did you mean json?
        """),
    Case(
      name: "a duration without its unit",
      file: backends + "drain_timeout: 25\n",
      errors: "g.yaml:5:16: drain_timeout: found \"25\", expected a duration with its unit "
        + "(ms, s, m, h, d) from 0s to 1d, such as 250ms, 10s or 5m"),
    Case(
      name: "a duration out of range",
      file: backends + "service_down_time: 10ms\n",
      errors: "g.yaml:5:20: service_down_time: found \"10ms\", expected a duration with its unit "
        + "(ms, s, m, h, d) from 1s to 1d, such as 250ms, 10s or 5m"),
    Case(
      name: "heartbeats too rare to keep a backend up",
      file: backends + "service_down_time: 10s\n",
      errors: "g.yaml:5:20: service_down_time: service_down_time must be longer than "
        + "heartbeat_interval, else every backend counts as down"),
    Case(
      name: "a record that is removed before it has been acted upon",
      file: backends + "migrations: {delete_source_after: 7d}\n"
        + "retention: {remove_migrations_after: 7d}\n",
      errors: "g.yaml:6:38: retention.remove_migrations_after: a migration must be kept longer "
        + "than migrations.delete_source_after: its record says which source is to be deleted"),
    Case(
      name: "a size in the wrong unit, a count that is none",
      file: backends + "limits:\n  max_message_bytes: 4MB\n  max_connections: many\n",
      errors: """
        g.yaml:6:22: limits.max_message_bytes: found "4MB", expected a size with its unit (B, KiB, \
        MiB, GiB, TiB, PiB) from 1KiB to 1GiB, such as 4MiB or 1GiB
        g.yaml:7:20: limits.max_connections: found "many", expected a whole number from 1 to 1000000
        """),
    Case(
      name: "a size too large for a machine word",
      file: backends + "limits: {max_message_bytes: 99999999999PiB}\n",
      errors: "g.yaml:5:29: limits.max_message_bytes: found \"99999999999PiB\", expected a size "
        + "with its unit (B, KiB, MiB, GiB, TiB, PiB) from 1KiB to 1GiB, such as 4MiB or 1GiB"),
    Case(
      name: "a boolean of another dialect",
      file: backends + "insecure: yes\n",
      errors: "g.yaml:5:11: insecure: found \"yes\", expected true or false"),
    Case(
      name: "plaintext where others can reach it",
      file: backends + "listen:\n  - 127.0.0.1:1\n  - 0.0.0.0:50051\n",
      errors: "g.yaml:7:5: listen[1]: 0.0.0.0:50051 can be reached from other machines, and "
        + "whoever reaches it may do everything; listen on 127.0.0.1, [::1] or a Unix socket, give "
        + "it \"tls\" with \"client_authorities\", or "
        + "write \"insecure: true\" (or start with --insecure) if that network is trusted"),
    Case(
      name: "addresses that are none",
      file: backends + "listen: [localhost:1, '::1:1', '127.0.0.1:99999', here]\n",
      errors: """
        g.yaml:5:10: listen[0]: found "localhost:1", expected a numeric address: 127.0.0.1:1 or \
        [::1]:1
        g.yaml:5:23: listen[1]: found "::1:1", expected square brackets around an IPv6 address, as \
        in [::1]:50051
        g.yaml:5:32: listen[2]: found "127.0.0.1:99999", expected a port from 0 to 65535 at the \
        end, as in 127.0.0.1:50051
        g.yaml:5:51: listen[3]: found "here", expected an address: "127.0.0.1:50051", \
        "[::1]:50051" or "unix:/run/galleon/galleon.sock"
        """),
    Case(
      name: "one address twice",
      file: backends + "listen: [127.0.0.1:1, 127.0.0.1:1]\n",
      errors: "g.yaml:5:23: listen[1]: 127.0.0.1:1 is in the list twice; keep one of them"),
    Case(
      name: "a single value where a list belongs",
      file: backends + "listen: 127.0.0.1:1\n",
      errors: "g.yaml:5:9: listen: found \"127.0.0.1:1\", expected a list, each element after "
        + "\"- \""),
    Case(
      name: "a value where a section belongs, and the other way round",
      file: backends + "log: info\nledger: {sqlite: {path: {}}}\n",
      errors: """
        g.yaml:5:6: log: found "info", expected keys with values, indented below
        g.yaml:6:25: ledger.sqlite.path: found keys with values, expected a path
        """),
    Case(
      name: "a key without a value",
      file: backends + "drain_delay:\n",
      errors: "g.yaml:5:13: drain_delay: found nothing, expected a duration with its unit "
        + "(ms, s, m, h, d) from 0s to 1d, such as 250ms, 10s or 5m"),
    Case(
      name: "no backends", file: "listen: [127.0.0.1:1]\n",
      errors: "g.yaml:1:1: backends: no backends; list at least one storage backend"),
    Case(
      name: "an empty file", file: "# nothing\n",
      errors: "g.yaml: backends: no backends; list at least one storage backend"),
    Case(
      name: "a backend without what it needs",
      file: "backends:\n  - host: local\n  - name: a\n    driver: directory\n",
      errors: """
        g.yaml:2:5: backends[0]: driver is missing; write for example "driver: directory"
        g.yaml:2:5: backends[0]: name is missing; write for example "name: alpha"
        g.yaml:3:5: backends[1]: the driver directory needs a section "directory:" with at least \
        "root: /srv/galleon/NAME"
        """),
    Case(
      name: "a driver that is none",
      file: "backends:\n  - {name: a, driver: nsf}\n",
      errors: "g.yaml:2:23: backends[0].driver: found \"nsf\", expected one of directory, dummy"),
    Case(
      name: "options of another driver",
      file: "backends:\n  - {name: a, driver: dummy, directory: {root: /srv/a}}\n",
      errors: "g.yaml:2:41: backends[0].directory: these are options of the driver directory, but "
        + "this backend's driver is dummy; remove one of the two"),
    Case(
      name: "a name with a pool in it",
      file: "backends:\n  - {name: 'a#p', driver: dummy}\n",
      errors:
        "g.yaml:2:12: backends[0].name: found \"a#p\", expected a name without @, # and white "
        + "space"),
    Case(
      name: "two backends of one name",
      file: "backends:\n  - {name: a, driver: dummy}\n  - {name: a, driver: dummy}\n",
      errors: "g.yaml:3:5: backends[1]: local@a is configured twice; give this one another name"),
    Case(
      name: "a backend inside another",
      file: """
        backends:
          - {name: a, driver: directory, directory: {root: /srv/a}}
          - {name: b, driver: directory, directory: {root: /srv/a/b}}
        """,
      errors: "g.yaml:3:5: backends[1]: the root of local@b and that of local@a lie in each other "
        + "(/srv/a/b); each backend needs a directory of its own"),
    Case(
      name: "a fault of a call that is none",
      file: "backends:\n  - {name: a, driver: dummy, dummy: {faults: [{call: copy}]}}\n",
      errors: "g.yaml:2:54: backends[0].dummy.faults[0].call: found \"copy\", expected one of "
        + "inspect, create_server, delete_server, create_share, delete_share, extend_share, "
        + "create_snapshot, delete_snapshot, apply_access_rules, check_compatibility, "
        + "start_migration, advance_migration, complete_migration, cancel_migration, "
        + "verify_recovery, recover_migration"),
    Case(
      name: "what is not YAML", file: "listen: [127.0.0.1:1\nlog: {}\n",
      errors: "g.yaml:2:4: not YAML: while parsing a flow sequence from line 1 on: "
        + "did not find expected ',' or ']'"),
    Case(
      name: "a tab as indentation", file: "log:\n\tlevel: info\n",
      errors: "g.yaml:2:1: not YAML: while scanning for the next token from line 2 on: "
        + "found character that cannot start any token"),
    Case(
      name: "a key twice", file: "insecure: false\nlog: {}\nlog: {}\n",
      errors: "g.yaml:2:1: the key \"log\" stands twice in one section; keep one of them"),
    Case(
      name: "two documents", file: backends + "---\nlog: {}\n",
      errors: "g.yaml:5:1: not YAML: expected a single document in the stream from line 1 on: "
        + "but found another document"),
  ]

  @Test func namesAFileThatIsNotThere() {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationLoader.load(path: "/nonexistent/galleon.yaml")
    }
    #expect(
      error?.description == "/nonexistent/galleon.yaml: cannot be read: No such file or directory")
  }

  @Test func namesADirectoryGivenAsAFile() {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationLoader.load(path: "/tmp")
    }
    #expect(error?.description == "/tmp: cannot be read: Is a directory")
  }
}
