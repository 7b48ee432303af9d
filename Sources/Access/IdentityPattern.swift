/// Which identities a rule is for: an identity in which `*` stands for any characters but `/`, and `**` for any at all.
package struct IdentityPattern: Sendable, Hashable, CustomStringConvertible {
  package let description: String
  private let pieces: [Piece]

  private enum Piece: Sendable, Hashable {
    case character(UInt8)
    case withinOne
    case anything
  }

  /// How an identity begins: by that it is told apart from those found out in another way.
  package static let kinds = ["spiffe://", "dns:", "cn:", "jwt:", "unix:"]

  /// Nil if the text begins like no identity; `**` alone stands for everybody.
  package init?(_ text: String) {
    guard text == "**" || Self.kinds.contains(where: { text.hasPrefix($0) && text != $0 }) else {
      return nil
    }
    description = text
    var pieces: [Piece] = []
    for byte in text.utf8 {
      if byte != UInt8(ascii: "*") {
        pieces.append(.character(byte))
      } else if pieces.last == .withinOne || pieces.last == .anything {
        pieces[pieces.count - 1] = .anything
      } else {
        pieces.append(.withinOne)
      }
    }
    self.pieces = pieces
  }

  package func matches(_ identity: String) -> Bool {
    // The usual two-pointer match cannot go back over two kinds of wildcard: all positions at once, then.
    var reached: Set<Int> = [0]
    func skipWildcards(_ set: Set<Int>) -> Set<Int> {
      var all = set
      for start in set {
        var place = start
        while place < pieces.count, pieces[place] == .withinOne || pieces[place] == .anything {
          place += 1
          all.insert(place)
        }
      }
      return all
    }
    for byte in identity.utf8 {
      var next: Set<Int> = []
      for place in skipWildcards(reached) where place < pieces.count {
        switch pieces[place] {
        case .character(byte): next.insert(place + 1)
        case .withinOne where byte != UInt8(ascii: "/"): next.insert(place)
        case .anything: next.insert(place)
        case .character, .withinOne: break
        }
      }
      if next.isEmpty { return false }
      reached = next
    }
    return skipWildcards(reached).contains(pieces.count)
  }
}
