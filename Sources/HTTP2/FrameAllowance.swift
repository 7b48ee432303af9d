/// Frames that bring no call forward (WINDOW_UPDATE, PRIORITY, empty DATA): each is cheap, a flood of them is not. Work done
/// earns them, so that a busy connection never runs out and never looks at the clock for it.
struct FrameAllowance {
  private var left = 0
  private let most: Int
  private var idle: RateLimit

  init(_ count: Int, per period: Duration) {
    most = count
    idle = RateLimit(count, per: period)
  }

  /// A request came, or a DATA frame was sent.
  mutating func earn(_ count: Int) {
    if left < most { left += count }
  }

  /// Takes one; false when there were too many for what was done.
  mutating func take() -> Bool {
    if left > 0 {
      left -= 1
      return true
    }
    return idle.take()
  }
}
