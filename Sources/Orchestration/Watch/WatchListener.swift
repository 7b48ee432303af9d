/// Who wants to hear that a watch may have something to tell, and does not wait for it.
package protocol WatchListener: AnyObject, Sendable {
  /// On any thread; must not block.
  func rung()

  /// The same of many at once, in this order, for listeners that are cheaper to reach together. They may be of any kind.
  static func rung(_ listeners: [any WatchListener])
}

/// Reaches many watches of a circle at once: it knows itself who they are, so the hub touches none of them.
package protocol WatchRound: AnyObject, Sendable {
  /// There are events. On any thread; must not block.
  func ring()
}
