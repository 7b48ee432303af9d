import Foundation

/// What the command line asks for.
struct Options {
  /// The first seed.
  var seed: UInt64 = 1
  var lives: UInt64 = 1
  var workers = 1
  /// Whether to print what happens in the life.
  var traces = false
  /// How many broken lives are enough.
  var broken = 5
  /// Where a worker says which seed it plays: if it dies, somebody must know.
  var note: String?

  init(_ arguments: [String]) {
    var rest = arguments.dropFirst()
    func value() -> String {
      guard let word = rest.popFirst() else { Self.usage() }
      return word
    }
    func number() -> UInt64 {
      guard let number = UInt64(value()) else { Self.usage() }
      return number
    }
    while let word = rest.popFirst() {
      switch word {
      case "--seed": seed = number()
      case "--fresh": seed = UInt64.random(in: 1 << 32...1 << 52)
      case "--lives": lives = number()
      case "--workers": workers = Int(number())
      case "--broken": broken = Int(number())
      case "--note": note = value()
      case "--trace": traces = true
      default: Self.usage()
      }
    }
  }

  private static func usage() -> Never {
    FileHandle.standardError.write(
      Data(
        """
        usage: galleon-lives [--seed N | --fresh] [--lives N] [--workers N] [--broken N] [--trace]

        """.utf8))
    exit(64)
  }
}
