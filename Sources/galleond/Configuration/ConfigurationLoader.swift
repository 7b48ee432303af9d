import Foundation
import Yams

/// Reads `galleon.yaml`.
enum ConfigurationLoader {
  /// Reads the file at `path`. Relative paths in it mean below its directory.
  ///
  /// - Parameter insecure: what `insecure: true` in it would say.
  static func load(path: String, insecure: Bool = false) throws(ConfigurationError)
    -> Configuration
  {
    let bytes = try read(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationError(file: path, whole: "is not UTF-8 text")
    }
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return try parse(text, file: path, directory: directory, insecure: insecure)
  }

  private static func read(_ path: String) throws(ConfigurationError) -> [UInt8] {
    guard let file = fopen(path, "rb") else {
      throw ConfigurationError(file: path, whole: "cannot be read: \(errnoInWords())")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    if ferror(file) != 0 {
      throw ConfigurationError(file: path, whole: "cannot be read: \(errnoInWords())")
    }
    return bytes
  }

  private static func errnoInWords() -> String { String(cString: strerror(errno)) }

  /// Reads the text of a configuration file. `file` is its name in messages.
  static func parse(
    _ text: String, file: String, directory: String, insecure: Bool = false,
    diagnostics: ConfigurationDiagnostics = ConfigurationDiagnostics()
  ) throws(ConfigurationError) -> Configuration {
    let root = try compose(text, file: file)
    let configuration = readConfiguration(
      ConfigurationReader(root, path: "", diagnostics: diagnostics), directory: directory,
      insecure: insecure)
    guard let configuration, diagnostics.problems.isEmpty else {
      throw ConfigurationError(file: file, problems: diagnostics.problems)
    }
    return configuration
  }

  private static func compose(_ text: String, file: String) throws(ConfigurationError) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw ConfigurationError(file: file, problems: [problem(error, in: text)])
    } catch {
      throw ConfigurationError(file: file, whole: "is not YAML: \(error)")
    }
  }

  private static func problem(_ error: YamlError, in text: String) -> ConfigurationProblem {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let before = context.map { "\($0.text) from line \($0.mark.line) on: " } ?? ""
      return ConfigurationProblem(
        line: mark.line, column: mark.column, path: "", message: "not YAML: \(before)\(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      return ConfigurationProblem(
        line: context.mark.line, column: context.mark.column, path: "",
        message: "the key \"\(keys.joined(separator: "\", \""))\" stands twice in one section; "
          + "keep one of them")
    case .reader(let problem, let offset, _, _):
      let line = text.prefix(offset ?? 0).count { $0.isNewline } + 1
      return ConfigurationProblem(
        line: line, column: 1, path: "", message: "not YAML: \(problem)")
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return ConfigurationProblem(line: 0, column: 0, path: "", message: "not YAML: \(error)")
    }
  }
}

extension ConfigurationError {
  /// Something wrong with the file as a whole.
  fileprivate init(file: String, whole message: String) {
    self.init(
      file: file,
      problems: [ConfigurationProblem(line: 0, column: 0, path: "", message: message)])
  }
}
