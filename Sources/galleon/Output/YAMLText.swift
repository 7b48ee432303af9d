import Yams

/// YAML with the fields in the order of the schema.
enum YAMLText {
  static func text(_ value: OutputValue) -> String {
    do {
      return try Yams.serialize(node: node(value), width: -1, allowUnicode: true)
    } catch {
      // The emitter fails for want of memory only; JSON is YAML too.
      return JSONText.pretty(value) + "\n"
    }
  }

  private static func node(_ value: OutputValue) -> Node {
    switch value {
    case .text(let text): string(text)
    case .integer(let number), .bytes(let number): plain("\(number)")
    case .boolean(let flag): plain(flag ? "true" : "false")
    case .rate(let number), .percent(let number): plain(number.isFinite ? "\(number)" : "null")
    case .duration(let duration): string(Quantity.protobufSeconds(duration))
    case .nothing: plain("null")
    case .list(let values): Node(values.map(node), .implicit, values.isEmpty ? .flow : .block)
    case .record(let fields):
      Node(
        fields.map { (string($0.key), node($0.value)) }, .implicit,
        fields.isEmpty ? .flow : .block)
    }
  }

  private static func plain(_ text: String) -> Node { Node(text, .implicit, .plain) }

  /// A text, in quotes where a reader of YAML would take it for something else.
  private static func string(_ text: String) -> Node {
    let resolved = Resolver.default.resolveTag(of: plain(text))
    let harmless = resolved == .str && !YAML11.isAmbiguous(text)
    return Node(text, Tag(.str), harmless ? .any : .doubleQuoted)
  }

  /// Texts that YAML 1.1 readers take for booleans, which others leave alone.
  private enum YAML11 {
    static func isAmbiguous(_ text: String) -> Bool {
      ["y", "n", "yes", "no", "on", "off"].contains(text.lowercased())
    }
  }
}
