import ArgumentParser

/// A time on the command line: `30`, `30s`, `250ms`, `5m`, `1h`; a number alone is in seconds.
struct DurationOption: ExpressibleByArgument, Sendable, Equatable {
  let duration: Duration
  private let text: String

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    let units = ["ms": 1, "": 1000, "s": 1000, "m": 60_000, "h": 3_600_000]
    guard let number = Int64(digits), number <= 1_000_000_000,
      let scale = units[String(argument.dropFirst(digits.count))]
    else { return nil }
    duration = .milliseconds(number * Int64(scale))
    text = argument
  }

  init(seconds: Int64) {
    duration = .seconds(seconds)
    text = "\(seconds)s"
  }

  var defaultValueDescription: String { text }
}
