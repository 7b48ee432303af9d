/// What `--galleon_opt` says, as `key=value` in a comma separated list.
struct Options {
  enum Output: String, CaseIterable {
    /// Swift: messages and enums.
    case messages
    /// Swift: servers' protocols, routes and clients.
    case stubs
    /// Swift: a list of all messages.
    case types
    /// C: the files' descriptors.
    case files
  }

  private(set) var output = Output.messages
  /// The package whose Swift types have no prefix.
  private(set) var barePackage = ""
  /// The Clang module with protoc-gen-c's output.
  private(set) var cModule = "CGalleonProto"
  /// Swift modules with messages of imported files, `+` between them.
  private(set) var imports: [String] = []
  /// Prefix of the names of C functions and files.
  private(set) var prefix = "galleon_files"

  init(_ parameter: String) throws(PluginError) {
    for option in parameter.split(separator: ",") {
      let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw PluginError("the option \(option) has no value") }
      try set(parts[0], parts[1])
    }
  }

  private mutating func set(_ key: String, _ value: String) throws(PluginError) {
    switch key {
    case "output":
      guard let output = Output(rawValue: value) else {
        let known = Output.allCases.map(\.rawValue).joined(separator: ", ")
        throw PluginError("the option output is one of \(known), not \(value)")
      }
      self.output = output
    case "bare_package": barePackage = value
    case "c_module": cModule = value
    case "imports": imports = value.split(separator: "+").map(String.init)
    case "prefix": prefix = value
    default: throw PluginError("there is no option \(key)")
    }
  }
}
