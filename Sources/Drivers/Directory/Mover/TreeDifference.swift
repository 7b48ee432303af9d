/// One way in which two trees differ.
package struct TreeDifference: Hashable, Sendable, CustomStringConvertible {
  /// Relative to the roots.
  package let path: [UInt8]
  package let aspect: Aspect
  /// Both sides, for a person.
  package let detail: String

  package enum Aspect: String, Hashable, Sendable, CaseIterable {
    case missing, extra, type, mode, owner, size, content, target, device, links, flags
    case modificationTime = "modification time"
    case attributes = "extended attributes"
    /// The second takes more space than the first.
    case allocation
    /// The second has data where the first has a hole.
    case holes
    /// Space reserved and not written.
    case reservation
  }

  package var description: String {
    "\(PathText.quoted(path)): \(aspect.rawValue) \(detail)"
  }
}
