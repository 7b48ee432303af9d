import Foundation
import Testing
import Yams

@testable import galleond

/// The example file is the manual of the configuration: it must not lack a key, nor invent one, nor
/// lie about a default.
@Suite struct ExampleConfigurationTests {
  static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("deploy/galleon.example.yaml").path

  let text: String

  init() throws {
    text = try String(contentsOfFile: Self.path, encoding: .utf8)
  }

  @Test func hasExactlyTheKeysTheLoaderKnows() throws {
    let diagnostics = ConfigurationDiagnostics()
    _ = try ConfigurationLoader.parse(
      text, file: "example", directory: "/", diagnostics: diagnostics)
    let root = try #require(try Yams.compose(yaml: text))
    var written: Set<String> = []
    Self.collectKeys(root, path: "", into: &written)
    // The stanzas of the drivers exclude each other, so each backend has only its own.
    #expect(diagnostics.knownKeys.subtracting(written) == [])
    #expect(written.subtracting(diagnostics.knownKeys) == [])
  }

  @Test func saysTheDefaults() throws {
    let example = try ConfigurationLoader.parse(text, file: "example", directory: "/")
    let bare = try ConfigurationLoader.parse(
      """
      backends:
        - {name: alpha, driver: directory, directory: {root: /srv/galleon/alpha}}
        - {name: pretend, driver: dummy}
      """, file: "bare", directory: "/")
    var expected = bare
    // The one value that is no default: a fault, which shows the keys of faults.
    guard case .dummy(var dummy) = expected.backends[1].driver else {
      Issue.record("the second backend is no dummy")
      return
    }
    dummy.faults = [
      DummyConfiguration.Fault(
        call: .deleteSnapshot, recovery: .rollBack, after: 1000, times: 1,
        message: "a fault set in the configuration")
    ]
    expected.backends[1].driver = .dummy(dummy)
    // Nobody is asked who they are unless the file says so.
    #expect(bare.access == nil)
    expected.access = example.access
    #expect(example == expected)
  }

  @Test func explainsEveryKey() {
    // A key is explained by a comment above it, or above the first of a run of keys about the same.
    var explained = true
    var indentation = 0
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let body = line.drop { $0 == " " || $0 == "-" }
      let depth = line.count - body.count
      if body.hasPrefix("#") || line.contains("- #") {
        (explained, indentation) = (true, depth)
      } else if body.isEmpty {
        explained = false
      } else if body.contains(":"), !line.contains("- 127") {
        let sibling = depth == indentation && explained
        let known = ["name", "driver", "host"].contains(String(body.prefix { $0 != ":" }))
        #expect(sibling || known, "line \(index + 1) is not explained: \(line)")
        explained = depth == indentation && explained
      }
    }
  }

  private static func collectKeys(_ node: Node, path: String, into keys: inout Set<String>) {
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        let child = path.isEmpty ? key.string ?? "" : "\(path).\(key.string ?? "")"
        keys.insert(child)
        collectKeys(value, path: child, into: &keys)
      }
    case .sequence(let elements):
      for element in elements { collectKeys(element, path: path + "[]", into: &keys) }
    case .scalar, .alias:
      break
    }
  }
}
