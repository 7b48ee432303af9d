import MigrationCore

extension ConfigurationLoader {
  /// Reads the backend stanzas; nil when one of them lacks what has no default.
  static func readBackends(
    _ reader: ConfigurationReader, directory: String
  ) -> [BackendConfiguration]? {
    guard let stanzas = reader.sections("backends"), !stanzas.isEmpty else {
      reader.report(at: "backends", "no backends; list at least one storage backend")
      return nil
    }
    var backends: [BackendConfiguration] = []
    for stanza in stanzas {
      guard let backend = readBackend(stanza, directory: directory) else { continue }
      for other in backends {
        if other.address == backend.address {
          stanza.report("\(backend.address) is configured twice; give this one another name")
        }
        if let root = other.root(sharedWith: backend) {
          stanza.report(
            "the root of \(backend.address) and that of \(other.address) lie in each other "
              + "(\(root)); each backend needs a directory of its own")
        }
      }
      backends.append(backend)
    }
    return backends
  }

  private static func readBackend(
    _ reader: ConfigurationReader, directory: String
  ) -> BackendConfiguration? {
    let host = reader.value("host", default: "local", ScalarParser.addressPart)
    let name = reader.required("name", example: "alpha", ScalarParser.addressPart)
    let kind = reader.required(
      "driver", example: "directory", ScalarParser.word(DriverConfiguration.Kind.self))
    let zone = reader.value("availability_zone", default: "nova", ScalarParser.addressPart)
    let enabled = reader.value("enabled", default: true, ScalarParser.boolean)
    let maxConcurrent = reader.value("max_concurrent", default: Int64?.none) {
      (text: String) throws(BadValue) -> Int64? in
      if text == "default" { return nil }
      do throws(BadValue) {
        return try ScalarParser.count(0...1_000_000)(text)
      } catch {
        throw BadValue("default, or \(error.expected)")
      }
    }
    let bandwidthLimit = reader.value("bandwidth_limit", default: Int64?.none) {
      (text: String) throws(BadValue) -> Int64? in
      if text == "none" { return nil }
      do throws(BadValue) {
        return try ScalarParser.size(1...(1 << 50))(text)
      } catch {
        throw BadValue("none, or \(error.expected) (a second)")
      }
    }
    let sections = DriverConfiguration.Kind.allCases.map { ($0, reader.section($0.rawValue)) }
    var driver: DriverConfiguration?
    for (section, options) in sections {
      if let kind, section != kind, options.isPresent {
        options.report(
          "these are options of the driver \(section.rawValue), but this backend's driver is "
            + "\(kind.rawValue); remove one of the two")
      }
      guard section == kind else { continue }
      switch section {
      case .directory: driver = readDirectory(options, of: reader, directory).map { .directory($0) }
      case .dummy: driver = .dummy(readDummy(options))
      }
    }
    reader.finish()
    guard let name, let driver else { return nil }
    return BackendConfiguration(
      host: host, name: name, availabilityZone: zone, enabled: enabled,
      maxConcurrent: maxConcurrent, bandwidthLimit: bandwidthLimit, driver: driver)
  }

  private static func readDirectory(
    _ reader: ConfigurationReader, of stanza: ConfigurationReader, _ directory: String
  ) -> DirectoryConfiguration? {
    guard reader.isPresent else {
      stanza.report(
        "the driver directory needs a section \"directory:\" with at least "
          + "\"root: /srv/galleon/NAME\"")
      return nil
    }
    let root = reader.required(
      "root", example: "/srv/galleon/alpha", ScalarParser.path(relativeTo: directory))
    let losses = reader.list("allow_loss", ScalarParser.word(DirectoryConfiguration.Loss.self))
    let delta = reader.section("small_delta")
    let configuration = DirectoryConfiguration(
      root: root ?? "", pool: reader.value("pool", default: "pool", ScalarParser.addressPart),
      workers: reader.value("workers", default: 0, ScalarParser.count(0...1024)),
      allowLoss: losses?.map(\.value) ?? [],
      maxPasses: reader.value("max_passes", default: 10, ScalarParser.count(1...1000)),
      smallDeltaFiles: delta.value("files", default: 100, ScalarParser.count(0...1_000_000_000)),
      smallDeltaBytes: delta.value("bytes", default: 64 << 20, ScalarParser.size(0...(1 << 50))))
    delta.finish()
    reader.finish()
    return root == nil ? nil : configuration
  }

  private static func readDummy(_ reader: ConfigurationReader) -> DummyConfiguration {
    let size = ScalarParser.size(0...(1 << 60))
    let delays = reader.section("delays")
    var delayOf: [DummyConfiguration.Call: Duration] = [:]
    for call in DummyConfiguration.Call.allCases {
      let delay = delays.value(
        call.rawValue, default: .zero, ScalarParser.duration(.zero...Duration.seconds(86_400)))
      delayOf[call] = delay == .zero ? nil : delay
    }
    delays.finish()
    let configuration = DummyConfiguration(
      pools: readPools(reader), capabilities: readCapabilities(reader.section("capabilities")),
      shareBytes: reader.value("share_bytes", default: 1 << 30, size),
      shareFiles: reader.value(
        "share_files", default: 1000, ScalarParser.count(0...1_000_000_000)),
      delays: delayOf, faults: (reader.sections("faults") ?? []).compactMap(readFault))
    reader.finish()
    return configuration
  }

  private static func readPools(_ reader: ConfigurationReader) -> [DummyConfiguration.Pool] {
    guard let sections = reader.sections("pools") else {
      return [DummyConfiguration.Pool(name: "pool", totalBytes: 1 << 40)]
    }
    var pools: [DummyConfiguration.Pool] = []
    for section in sections {
      let name = section.required("name", example: "pool", ScalarParser.addressPart)
      let total = section.value(
        "total", default: 1 << 40, ScalarParser.size((1 << 30)...(1 << 60)))
      section.finish()
      guard let name else { continue }
      if pools.contains(where: { $0.name == name }) {
        section.report(at: "name", "the pool \(name) is in the list twice; give one another name")
      }
      pools.append(DummyConfiguration.Pool(name: name, totalBytes: total))
    }
    if sections.isEmpty {
      reader.report(at: "pools", "found an empty list, expected at least one pool")
    }
    return pools
  }

  private static func readCapabilities(_ reader: ConfigurationReader) -> Capabilities {
    func flag(_ key: String, default fallback: Bool) -> Bool {
      reader.value(key, default: fallback, ScalarParser.boolean)
    }
    let capabilities = Capabilities(
      writable: flag("writable", default: true),
      nondisruptive: flag("nondisruptive", default: false),
      preserveSnapshots: flag("preserve_snapshots", default: true),
      shareNetworkChange: flag("share_network_change", default: true),
      migrationCancel: flag("migration_cancel", default: true),
      migrationGetProgress: flag("migration_get_progress", default: true))
    reader.finish()
    return capabilities
  }

  private static func readFault(_ reader: ConfigurationReader) -> DummyConfiguration.Fault? {
    let call = reader.required(
      "call", example: "advance_migration", ScalarParser.word(DummyConfiguration.Call.self))
    let recovery = reader.value(
      "recovery", default: .rollBack, ScalarParser.word(DummyConfiguration.Recovery.self))
    let after = reader.value("after", default: 0, ScalarParser.count(0...1_000_000))
    let times = reader.value("times", default: 1, ScalarParser.count(0...1_000_000))
    let message = reader.value(
      "message", default: "a fault set in the configuration", ScalarParser.text)
    reader.finish()
    return call.map {
      DummyConfiguration.Fault(
        call: $0, recovery: recovery, after: after, times: times, message: message)
    }
  }
}

extension BackendConfiguration {
  /// The inner one of two roots of which one lies in the other, or both are the same.
  fileprivate func root(sharedWith other: BackendConfiguration) -> String? {
    guard case .directory(let mine) = driver, case .directory(let theirs) = other.driver else {
      return nil
    }
    let roots = [mine.root, theirs.root].map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    guard roots[0].hasPrefix(roots[1]) || roots[1].hasPrefix(roots[0]) else { return nil }
    return mine.root.count >= theirs.root.count ? mine.root : theirs.root
  }
}
