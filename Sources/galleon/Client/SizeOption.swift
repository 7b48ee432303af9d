import ArgumentParser

/// A number of bytes on the command line: `512KiB`, `10MiB`, `1GiB`, or bytes alone; `none` is no limit.
struct SizeOption: ExpressibleByArgument, Sendable, Equatable {
  /// 0 is no limit.
  let bytes: Int64

  init?(argument: String) {
    if argument == "none" {
      bytes = 0
      return
    }
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    let units = ["": 0, "B": 0, "KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40]
    guard let number = Int64(digits), number > 0,
      let shift = units[String(argument.dropFirst(digits.count))], number <= Int64.max >> shift
    else { return nil }
    bytes = number << shift
  }
}
