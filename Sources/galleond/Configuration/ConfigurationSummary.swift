/// What `--check-config` says of a configuration that is right.
enum ConfigurationSummary {
  static func text(of configuration: Configuration, file: String) -> String {
    var lines = ["\(file) is right."]
    lines.append("  listens on  " + configuration.listen.map(\.description).joined(separator: ", "))
    if let access = configuration.access {
      let (roles, proxies) = (access.settings.roles.count, access.settings.proxies.count)
      let tokens = access.tokens.map { ", tokens of \($0.issuer)" } ?? ""
      lines.append("  callers     \(roles) lines of roles, \(proxies) proxies\(tokens)")
    }
    switch configuration.auditLog {
    case .none: break
    case .log: lines.append("  audit log   standard error")
    case .file(let path): lines.append("  audit log   \(path)")
    }
    switch configuration.ledger {
    case .sqlite(let path): lines.append("  ledger      SQLite, \(path)")
    }
    for (index, backend) in configuration.backends.enumerated() {
      let title = index == 0 ? "  backends    " : "              "
      let state = backend.enabled ? "" : ", disabled"
      let place =
        switch backend.driver {
        case .directory(let options): " in \(options.root)"
        case .dummy: ""
        }
      lines.append(
        "\(title)\(backend.address) (\(backend.driver.kind.rawValue)\(place), "
          + "zone \(backend.availabilityZone)\(state))")
    }
    return lines.joined(separator: "\n")
  }
}
