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
    /// All names met are new, but some other name has the file already.
    case unled(waiting: [Name])
    case arrived(Name)
  }

  private var states: [FileKey: State] = [:]
  /// Which source file an inode of the destination stands for.
  private var claims: [UInt64: FileKey] = [:]

  /// A name was met. One that `mayHaveElder` waits for a name that has the file at the destination already, so that a
  /// new name does not make the file be copied anew.
  mutating func enter(_ key: FileKey, _ name: Name, mayHaveElder: Bool) -> Role {
    switch states[key] {
    case nil:
      states[key] = mayHaveElder ? .unled(waiting: [name]) : .copying(waiting: [])
      return mayHaveElder ? .wait : .lead
    case .unled(let waiting):
      states[key] =
        mayHaveElder ? .unled(waiting: waiting + [name]) : .copying(waiting: waiting)
      return mayHaveElder ? .wait : .lead
    case .copying(let waiting):
      states[key] = .copying(waiting: waiting + [name])
      return .wait
    case .arrived(let place): return .follow(place)
    }
  }

  /// Everything else is done: names that waited for an elder in vain. The groups start over.
  mutating func orphans() -> [Name] {
    var names: [Name] = []
    for (key, state) in states {
      guard case .unled(let waiting) = state else { continue }
      names += waiting
      states[key] = nil
    }
    return names
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
