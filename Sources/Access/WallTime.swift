import Glibc

/// The time of day, for expiries.
enum WallTime {
  /// Seconds since 1970. The coarse clock is a few milliseconds late and costs no system call (clock_gettime(2)).
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return Int64(time.tv_sec)
  }
}
