import MigrationCore

/// How fast this machine moved data to a backend, and how long cutovers took.
struct MeasuredRates: Sendable, Hashable, Codable {
  /// Phase 1 from beginning to end: files and bytes.
  private var copies = LinearCost()
  /// Phase 2 from beginning to end: once, and files looked at.
  private var cutovers = LinearCost()
  /// Seconds for a file in the last delta pass and the count before it; nil when there was none.
  private var examination: Double?

  /// Of a modest disk, where nothing could be measured.
  static let modest = LinearCost.Rates(first: 200e-6, second: 10e-9)
  private static let cutover = LinearCost.Rates(first: 0.1, second: 20e-6)

  /// What a look at the disk found; nil before there was one.
  var calibration: LinearCost.Rates?

  mutating func copied(files: Int64, bytes: Int64, in time: Duration) {
    let seconds = time / .seconds(1)
    // What is over at once tells of everything but the data.
    guard seconds > 0.25 else { return }
    copies.learn(
      first: Double(files), second: Double(bytes), seconds: seconds, weight: min(1, seconds))
  }

  mutating func examined(files: Int64, in time: Duration) {
    guard files > 0 else { return }
    examination = time / .seconds(1) / Double(files)
  }

  mutating func cutOver(files: Int64, in time: Duration) {
    // The time that does not depend on the files is found with few of them, too.
    cutovers.learn(first: 1, second: Double(files), seconds: time / .seconds(1), weight: 1)
  }

  func estimate(bytes: Int64, files: Int64) -> Estimate {
    var cutover = Self.cutover
    // A few names say little about many.
    if let examination { cutover.second = min(examination, cutover.first) }
    return Estimate(
      bytes: bytes, files: files,
      duration: .seconds(
        copies.seconds(
          first: Double(files), second: Double(bytes), assuming: calibration ?? Self.modest)),
      cutover: .seconds(cutovers.seconds(first: 1, second: Double(files), assuming: cutover)))
  }
}
