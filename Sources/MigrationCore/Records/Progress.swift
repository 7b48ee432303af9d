/// How far a driver has come with a migration's data.
package struct ProgressReport: Hashable, Sendable, Codable {
  package var shares: [ShareProgress]
  /// Data moved a second, in bytes, over the last seconds; 0 when unknown.
  package var bytesPerSecond: Double
  /// Which pass over the data this is: 1 is the full one, later ones are deltas.
  package var pass: Int
  /// The percentage shown when the driver counts no bytes; nil derives it from the shares.
  package var percentOverride: Double?

  package init(
    shares: [ShareProgress] = [], bytesPerSecond: Double = 0, pass: Int = 0,
    percentOverride: Double? = nil
  ) {
    self.shares = shares
    self.bytesPerSecond = bytesPerSecond
    self.pass = pass
    self.percentOverride = percentOverride
  }

  package var bytesDone: Int64 { shares.reduce(0) { $0 + $1.bytesDone } }
  package var bytesTotal: Int64 { shares.reduce(0) { $0 + $1.bytesTotal } }
  package var filesDone: Int64 { shares.reduce(0) { $0 + $1.filesDone } }
  package var filesTotal: Int64 { shares.reduce(0) { $0 + $1.filesTotal } }

  /// 0 to 100, from bytes, else from files.
  package var percent: Double {
    if let percentOverride { return percentOverride }
    if bytesTotal > 0 { return min(100, 100 * Double(bytesDone) / Double(bytesTotal)) }
    if filesTotal > 0 { return min(100, 100 * Double(filesDone) / Double(filesTotal)) }
    return 0
  }

  /// The time the rest takes at the present rate; nil when the rate is unknown.
  package var timeLeft: Duration? {
    guard bytesPerSecond > 0 else { return nil }
    return .seconds(Double(max(0, bytesTotal - bytesDone)) / bytesPerSecond)
  }
}

/// How far a driver has come with one share.
package struct ShareProgress: Hashable, Sendable, Codable {
  package var shareID: Identifier
  package var bytesDone: Int64
  package var bytesTotal: Int64
  package var filesDone: Int64
  package var filesTotal: Int64

  package init(
    shareID: Identifier, bytesDone: Int64 = 0, bytesTotal: Int64 = 0, filesDone: Int64 = 0,
    filesTotal: Int64 = 0
  ) {
    self.shareID = shareID
    self.bytesDone = bytesDone
    self.bytesTotal = bytesTotal
    self.filesDone = filesDone
    self.filesTotal = filesTotal
  }
}

/// Why a migration failed, for people.
package struct MigrationFailure: Hashable, Sendable, Codable {
  /// The step that failed: the task state in which it happened.
  package var step: TaskState
  /// A stable word for programs, UPPER_SNAKE_CASE.
  package var reason: String
  package var message: String

  package init(step: TaskState, reason: String, message: String) {
    self.step = step
    self.reason = reason
    self.message = message
  }
}
