/// Who wants to hear that a watch may have something to tell, and does not wait for it.
package protocol WatchListener: AnyObject, Sendable {
  /// On any thread; must not block.
  func rung()

  /// The same of many at once, in this order, for listeners that are cheaper to reach together. They may be of any kind.
  static func rung(_ listeners: [any WatchListener])
}
