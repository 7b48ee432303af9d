/// What an operator can set about migrations.
package struct Settings: Sendable {
  /// A backend that was not heard of for this long counts as down.
  package var serviceDownTime: Duration = .seconds(60)
  /// How often each backend is asked how it is.
  package var heartbeatInterval: Duration = .seconds(10)
  /// A watch that was quiet for this long gets a sign of life.
  package var watchHeartbeat: Duration = .seconds(15)
  /// Attempts of a driver call whose error says that it may succeed later.
  package var attemptsMax = 6
  /// The pause after the first failed attempt; it doubles each time.
  package var retryDelay: Duration = .milliseconds(100)
  /// When the source server is deleted after a success; nil leaves that to the operator.
  package var deleteSourceAfter: Duration?

  package init() {}
}
