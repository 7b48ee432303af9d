import Testing

@testable import galleond

@Suite struct ConfigurationTests {
  private func parse(_ text: String) throws -> Configuration {
    try ConfigurationLoader.parse(text, file: "g.yaml", directory: "/etc/galleon")
  }

  /// A user who writes relative paths gets them beside the file, wherever the service is started.
  @Test func relativePathsMeanBelowTheFile() throws {
    let configuration = try parse(
      """
      listen: [unix:galleon.sock]
      ledger: {sqlite: {path: data/ledger.sqlite}}
      backends: [{name: a, driver: directory, directory: {root: alpha}}]
      """)
    #expect(configuration.listen.map(\.address) == [.unix(path: "/etc/galleon/galleon.sock")])
    #expect(configuration.ledger == .sqlite(path: "/etc/galleon/data/ledger.sqlite"))
    guard case .directory(let options) = configuration.backends[0].driver else {
      Issue.record("not a directory backend")
      return
    }
    #expect(options.root == "/etc/galleon/alpha")
  }

  @Test(arguments: [
    ("250ms", Duration.milliseconds(250)), ("10s", .seconds(10)), ("5m", .seconds(300)),
    ("2h", .seconds(7200)), ("1d", .seconds(86_400)), ("0s", .zero),
  ])
  func readsDurations(text: String, duration: Duration) throws {
    let range = Duration.zero...Duration.seconds(86_400)
    #expect(try ScalarParser.duration(range)(text) == duration)
  }

  @Test(arguments: [
    ("512KiB", Int64(512 << 10)), ("4MiB", 4 << 20), ("1GiB", 1 << 30), ("2TiB", 2 << 40),
    ("77", 77), ("77B", 77),
  ])
  func readsSizes(text: String, bytes: Int64) throws {
    #expect(try ScalarParser.size(0...(1 << 50))(text) == bytes)
  }

  @Test(arguments: ["-1s", "1.5s", "s", "", "1 s", "1w", "１s"])
  func refusesWhatIsNoDuration(text: String) {
    #expect(throws: BadValue.self) {
      try ScalarParser.duration(.zero...Duration.seconds(86_400))(text)
    }
  }

  @Test func beyondLoopbackOnlyWhenAskedFor() throws {
    let configuration = try parse(
      "insecure: true\nlisten: ['0.0.0.0:1', '[::]:2']\nbackends: [{name: a, driver: dummy}]\n")
    #expect(configuration.listen.map(\.description) == ["0.0.0.0:1", "[::]:2"])
  }

  /// Else nobody could have two listeners, with TLS and without, on ports that are free.
  @Test func portsThatTheKernelChoosesAreDifferent() throws {
    let words = ["[::1]:0", "[::1]:0", "127.0.0.1:0", "127.0.0.1:0"]
    let configuration = try parse(
      "listen: ['[::1]:0', '[::1]:0', 127.0.0.1:0, 127.0.0.1:0]\nbackends: [{name: a, driver: dummy}]\n"
    )
    #expect(configuration.listen.map(\.description) == words)
  }

  @Test func summaryNamesWhatMatters() throws {
    let configuration = try parse(
      """
      backends:
        - {name: alpha, driver: directory, directory: {root: /srv/a}}
        - {name: beta, driver: dummy, enabled: false, availability_zone: west}
      """)
    #expect(
      ConfigurationSummary.text(of: configuration, file: "g.yaml") == """
        g.yaml is right.
          listens on  127.0.0.1:50051
          ledger      SQLite, /var/lib/galleon/ledger.sqlite
          backends    local@alpha (directory in /srv/a, zone nova)
                      local@beta (dummy, zone west, disabled)
        """)
  }

  /// A reload must apply what it can, and must not silently ignore the rest.
  @Test func reloadSortsWhatCanBeChanged() throws {
    let old = try parse(
      "backends: [{name: a, driver: dummy}, {name: b, driver: dummy}, {name: c, driver: dummy}]\n")
    let new = try parse(
      """
      listen: [127.0.0.1:1]
      log: {level: debug, format: json}
      backends:
        - {name: a, driver: dummy, enabled: false}
        - {name: b, driver: dummy, dummy: {share_files: 3}}
        - {name: d, driver: dummy}
      """)
    let plan = ReloadPlan(from: old, to: new)
    #expect(plan.logLevel == .debug)
    #expect(plan.enabled == ["local@a": false])
    #expect(
      plan.needsRestart == [
        "listen", "log.format", "backends: options of local@b", "backends: local@c is gone",
        "backends: local@d is new",
      ])
    #expect(ReloadPlan(from: old, to: old).isEmpty)
  }
}
