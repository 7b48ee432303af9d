/// Something that waits for a channel to have a connection; touched on the channel's loop only.
protocol PickWaiter: AnyObject {
  /// The channel has changed: look again.
  func pickAgain()
}
