/// What a service without the right to preserve it may be allowed to lose, by the words of `allow_loss`.
package enum Loss: String, Hashable, Sendable, CaseIterable {
  /// Owners and groups; setuid and setgid bits go with them.
  case owners
  /// Device nodes.
  case devices
  /// Extended attributes outside the `user` namespace, and those that the destination's file system cannot hold.
  case xattrs
  /// File flags as of chattr(1).
  case flags
}

/// A thing in a tree that cannot be preserved.
package struct LossFinding: Hashable, Sendable, CustomStringConvertible {
  package let loss: Loss
  /// The first file found with it, relative to the root of the tree.
  package let example: [UInt8]
  /// How many files have it.
  package let count: Int

  package var description: String {
    "\(loss.rawValue) of \(count) \(count == 1 ? "file" : "files"), such as "
      + PathText.quoted(example)
  }
}
