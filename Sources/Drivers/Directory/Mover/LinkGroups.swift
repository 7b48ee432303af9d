/// Which names of the source are one file, and where that file is at the destination. The first worker to meet a name
/// of a group copies it; names met meanwhile wait for it, later ones are linked to it at once.
struct LinkGroups {
  enum Role {
    case lead
    /// Remembered; whoever leads will hand it back.
    case wait
    case follow(Name)
  }

  /// A name at the destination, in a directory that can be opened again.
  struct Name: Sendable {
    let directory: DirectoryNode
    let name: [UInt8]
  }

  private enum State {
    case copying(waiting: [Name])
    case arrived(Name)
  }

  private var states: [FileKey: State] = [:]
  /// Which source file an inode of the destination stands for.
  private var claims: [UInt64: FileKey] = [:]

  mutating func enter(_ key: FileKey, _ name: @autoclosure () -> Name) -> Role {
    switch states[key] {
    case nil:
      states[key] = .copying(waiting: [])
      return .lead
    case .copying(let waiting):
      states[key] = .copying(waiting: waiting + [name()])
      return .wait
    case .arrived(let place): return .follow(place)
    }
  }

  /// The leader is done: who waited for it.
  mutating func arrived(_ key: FileKey, at place: Name) -> [Name] {
    defer { states[key] = .arrived(place) }
    guard case .copying(let waiting) = states[key] else { return [] }
    return waiting
  }

  /// The leader's name is gone: somebody else of these must lead.
  mutating func abandoned(_ key: FileKey) -> [Name] {
    guard case .copying(let waiting) = states.removeValue(forKey: key) else { return [] }
    return waiting
  }

  /// Whether an inode that is already at the destination may stand for this source file, and for no other.
  mutating func claim(_ inode: UInt64, for key: FileKey) -> Bool {
    if let owner = claims[inode] { return owner == key }
    claims[inode] = key
    return true
  }
}
