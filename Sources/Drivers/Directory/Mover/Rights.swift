import Foundation
import Glibc

/// What this process may do to files of others, from its effective capabilities (capabilities(7)) rather than from
/// its user id: root in a container often lacks some.
package struct Rights: Sendable, Hashable {
  package var mayChown: Bool
  package var mayMakeDevices: Bool
  /// `trusted` attributes; `security.capability` needs CAP_SETFCAP besides.
  package var maySetTrusted: Bool
  package var maySetFileCapabilities: Bool
  package var maySetImmutable: Bool
  package var uid: UInt32
  package var groups: Set<UInt32>

  package init(capabilities: UInt64, uid: UInt32, groups: Set<UInt32>) {
    func has(_ bit: Int) -> Bool { capabilities >> bit & 1 == 1 }
    mayChown = has(0)
    maySetImmutable = has(9)
    maySetTrusted = has(21)
    mayMakeDevices = has(27)
    maySetFileCapabilities = has(31)
    self.uid = uid
    self.groups = groups
  }

  /// Those of this process.
  package static let own: Rights = {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
    let word = line?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
    var groups = [gid_t](repeating: 0, count: 65536)
    let count = max(0, Int(getgroups(Int32(groups.count), &groups)))
    return Rights(
      capabilities: word ?? 0, uid: geteuid(), groups: Set(groups.prefix(count) + [getegid()]))
  }()

  /// Whether a file of this owner and group can be made.
  func canOwn(_ stat: FileStat) -> Bool {
    mayChown || (stat.uid == uid && groups.contains(stat.gid))
  }

  /// Whether an attribute of this name can be written.
  func canSet(attribute name: String) -> Bool {
    if name.hasPrefix("trusted.") { return maySetTrusted }
    if name == "security.capability" { return maySetFileCapabilities }
    if name.hasPrefix("security.") { return maySetTrusted }
    return true
  }
}
