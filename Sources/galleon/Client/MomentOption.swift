import ArgumentParser
import GalleonAPI
import Glibc

/// A moment on the command line: `2026-11-24T02:30` in local time, `2026-11-24T02:30:00Z`, `2026-11-24T02:30+01:00`, or
/// `+2h` from now; `none` is no moment.
struct MomentOption: ExpressibleByArgument, Sendable, Equatable {
  /// Nil for `none`.
  let time: GoogleProtobufTimestamp?

  init?(argument: String) {
    self.init(argument, now: Int64(Glibc.time(nil)))
  }

  init?(_ text: String, now: Int64) {
    if text == "none" {
      time = nil
    } else if text.hasPrefix("+"), let later = DurationOption(argument: String(text.dropFirst())) {
      time = .init(seconds: now + later.duration.components.seconds, nanos: 0)
    } else if let seconds = Self.seconds(text) {
      time = .init(seconds: seconds, nanos: 0)
    } else {
      return nil
    }
  }

  private static func seconds(_ text: String) -> Int64? {
    let form =
      /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?/
    guard let match = text.wholeMatch(of: form)?.output else { return nil }
    var parts = tm()
    parts.tm_year = (Int32(match.1) ?? 0) - 1900
    parts.tm_mon = (Int32(match.2) ?? 0) - 1
    parts.tm_mday = Int32(match.3) ?? 0
    parts.tm_hour = Int32(match.4) ?? 0
    parts.tm_min = Int32(match.5) ?? 0
    parts.tm_sec = match.6.flatMap { Int32($0) } ?? 0
    parts.tm_isdst = -1
    let asked = parts
    let seconds = match.7 == nil ? mktime(&parts) : timegm(&parts)
    // The 31st of February is another day for the C library, and nothing for people.
    guard parts.tm_mday == asked.tm_mday, parts.tm_mon == asked.tm_mon, asked.tm_hour < 24,
      asked.tm_min < 60, asked.tm_sec < 60
    else { return nil }
    return Int64(seconds) - (match.7.flatMap(offset) ?? 0)
  }

  /// Seconds east of UTC.
  private static func offset(_ zone: Substring) -> Int64? {
    guard zone != "Z" else { return 0 }
    let numbers = zone.dropFirst().split(separator: ":").compactMap { Int64($0) }
    guard numbers.count == 2 else { return nil }
    let seconds = numbers[0] * 3600 + numbers[1] * 60
    return zone.hasPrefix("-") ? -seconds : seconds
  }
}
