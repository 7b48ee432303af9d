import Yams

/// Reads one mapping of the file by its keys. What is wrong is reported, never thrown: a reader
/// then goes on with the default, so that one run names every problem.
final class ConfigurationReader {
  /// Where this mapping stands, `backends[0].directory`; empty at the top.
  let path: String
  /// Where it begins; nil when it is not in the file and only defaults are read.
  let mark: Mark?
  /// Whether the file has this mapping at all.
  let isPresent: Bool
  let diagnostics: ConfigurationDiagnostics
  private let entries: [(key: Node, value: Node)]
  private var asked: [String] = []

  init(_ node: Node?, path: String, diagnostics: ConfigurationDiagnostics) {
    self.path = path
    self.diagnostics = diagnostics
    mark = node?.mark
    isPresent = node != nil
    switch node {
    case .mapping(let mapping):
      entries = Array(mapping)
    case .scalar(let scalar) where scalar.isNothing:
      entries = []
    case nil:
      entries = []
    case .some(let other):
      entries = []
      diagnostics.report(
        other.mark, path: path,
        "found \(other.inWords), expected keys with values, indented below")
    }
  }

  /// Reads a scalar; nil when the key is absent or its value wrong.
  func optional<Value>(
    _ key: String, _ parse: (String) throws(BadValue) -> Value
  ) -> Value? {
    guard let node = node(key) else { return nil }
    return scalar(node, path: child(key), parse)
  }

  /// Reads a scalar that has a default.
  func value<Value>(
    _ key: String, default fallback: Value, _ parse: (String) throws(BadValue) -> Value
  ) -> Value {
    optional(key, parse) ?? fallback
  }

  /// Reads a scalar that must be there; `example` shows what to write.
  func required<Value>(
    _ key: String, example: String, _ parse: (String) throws(BadValue) -> Value
  ) -> Value? {
    if node(key) == nil {
      diagnostics.report(
        mark, path: path, "\(key) is missing; write for example \"\(key): \(example)\"")
    }
    return optional(key, parse)
  }

  /// Reads a list of scalars; nil when the key is absent. Elements that are wrong are left out.
  func list<Value>(
    _ key: String, _ parse: (String) throws(BadValue) -> Value
  ) -> [(value: Value, place: Place)]? {
    elements(key)?.compactMap { node, path in
      scalar(node, path: path, parse).map { ($0, Place(mark: node.mark, path: path)) }
    }
  }

  /// Reads a list of mappings; nil when the key is absent.
  func sections(_ key: String) -> [ConfigurationReader]? {
    elements(key)?.map { node, path in
      ConfigurationReader(node, path: path, diagnostics: diagnostics)
    }
  }

  /// Reads a list of which each element is a scalar or a mapping; nil when the key is absent. Elements that are wrong are
  /// left out.
  func mixed<Value>(
    _ key: String, scalar parse: (String) throws(BadValue) -> Value,
    mapping: (ConfigurationReader) -> Value?
  ) -> [(value: Value, place: Place)]? {
    elements(key)?.compactMap { node, path in
      let place = Place(mark: node.mark, path: path)
      if case .mapping = node {
        return mapping(ConfigurationReader(node, path: path, diagnostics: diagnostics))
          .map { ($0, place) }
      }
      return scalar(node, path: path, parse).map { ($0, place) }
    }
  }

  /// Reads a mapping; when it is absent, one without keys, which yields every default.
  func section(_ key: String) -> ConfigurationReader {
    ConfigurationReader(node(key), path: child(key), diagnostics: diagnostics)
  }

  /// Reports the keys nobody asked for. Call it last.
  func finish() {
    for (key, _) in entries {
      let name = key.string ?? ""
      guard !asked.contains(name) else { continue }
      let hint =
        name.nearest(of: asked).map { "did you mean \"\($0)\"?" }
        ?? "known here: \(asked.joined(separator: ", "))"
      diagnostics.report(key.mark, path: path, "unknown key \"\(name)\"; \(hint)")
    }
  }

  func report(_ message: String) {
    diagnostics.report(mark, path: path, message)
  }

  /// Whether the file has this key.
  func has(_ key: String) -> Bool { node(key) != nil }

  /// Reports at the value of `key`.
  func report(at key: String, _ message: String) {
    diagnostics.report(node(key)?.mark ?? mark, path: child(key), message)
  }

  func report(at place: Place, _ message: String) {
    diagnostics.report(place.mark, path: place.path, message)
  }

  /// Where a value stands.
  struct Place {
    let mark: Mark?
    let path: String
  }

  private func child(_ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  private func node(_ key: String) -> Node? {
    if !asked.contains(key) { asked.append(key) }
    diagnostics.know(child(key))
    return entries.first { $0.key.string == key }?.value
  }

  private func elements(_ key: String) -> [(Node, String)]? {
    guard let node = node(key) else { return nil }
    guard case .sequence(let sequence) = node else {
      diagnostics.report(
        node.mark, path: child(key),
        "found \(node.inWords), expected a list, each element after \"- \"")
      return nil
    }
    return sequence.enumerated().map { ($1, "\(child(key))[\($0)]") }
  }

  private func scalar<Value>(
    _ node: Node, path: String, _ parse: (String) throws(BadValue) -> Value
  ) -> Value? {
    do throws(BadValue) {
      guard case .scalar(let scalar) = node, !scalar.isNothing else {
        // Only to learn what would be right.
        _ = try parse("")
        throw BadValue("a single value")
      }
      return try parse(scalar.string)
    } catch {
      diagnostics.report(
        node.mark, path: path, "found \(node.inWords), expected \(error.expected)")
      return nil
    }
  }
}

extension Node.Scalar {
  /// An empty value or a plain `null`, as after a key with nothing behind it.
  fileprivate var isNothing: Bool {
    style == .plain && ["", "~", "null"].contains(string)
  }
}

extension Node {
  /// What was found, as a message says it.
  fileprivate var inWords: String {
    switch self {
    case .scalar(let scalar): scalar.isNothing ? "nothing" : "\"\(scalar.string)\""
    case .mapping: "keys with values"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}
