import CLinux
import Glibc

/// How many processors this process may use.
package enum Processors {
  /// At least 1: those its affinity allows (sched_getaffinity(2)), but no more than the quota of its control groups pays
  /// for, rounded up (cgroups(7)).
  package static var available: Int {
    count(
      allowed: Int(galleon_processors_allowed()),
      quotas: quotas(memberships: text("/proc/self/cgroup") ?? "", file: text))
  }

  static func count(allowed: Int, quotas: [Double]) -> Int {
    let paid = quotas.map { Int($0.rounded(.up)) }.min() ?? Int.max
    return max(1, min(max(1, allowed), paid))
  }

  /// Processors that each group from this process's up to the root pays for; groups without a limit are left out.
  ///
  /// - Parameters:
  ///   - memberships: what /proc/self/cgroup says.
  ///   - file: the text of a file, nil if there is none.
  static func quotas(memberships: String, file: (String) -> String?) -> [Double] {
    var found: [Double] = []
    for line in memberships.split(separator: "\n") {
      // 0::/a/b of version 2, 4:cpu,cpuacct:/a/b of version 1.
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let isUnified = parts[1].isEmpty
      guard isUnified || parts[1].split(separator: ",").contains("cpu") else { continue }
      let mount = isUnified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/\(parts[1])"
      for group in ancestors(of: parts[2]) {
        let quota =
          isUnified
          ? file("\(mount)\(group)/cpu.max").flatMap(quota)
          : quota(
            "\(file("\(mount)\(group)/cpu.cfs_quota_us") ?? "") "
              + "\(file("\(mount)\(group)/cpu.cfs_period_us") ?? "")")
        if let quota { found.append(quota) }
      }
    }
    return found
  }

  /// `/a/b` has `/a/b`, `/a` and the root, which is empty. In a container its own group is the root of what it sees.
  private static func ancestors(of path: Substring) -> [String] {
    var names = path.split(separator: "/")
    var all: [String] = []
    while !names.isEmpty {
      all.append("/" + names.joined(separator: "/"))
      names.removeLast()
    }
    return all + [""]
  }

  /// `200000 100000` is two processors; `max 100000` and -1 are no limit.
  private static func quota(_ text: String) -> Double? {
    let numbers = text.split { $0 == " " || $0 == "\n" }.map { Double($0) }
    guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], quota > 0,
      period > 0
    else { return nil }
    return quota / period
  }

  private static func text(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
