import Glibc

/// Why a pass over a tree stopped.
package struct MoverError: Error, Hashable, Sendable, CustomStringConvertible {
  package let kind: Kind

  package enum Kind: Hashable, Sendable {
    /// A system call failed. `path` is relative to the root of the tree.
    case system(operation: String, side: Side, path: [UInt8], code: Int32)
    /// The caller said stop.
    case cancelled
    /// Somebody still writes; the path is the first one found changed.
    case sourceChanges(path: [UInt8])
    /// Not permitted to preserve these, and their loss is not allowed by name.
    case losses([LossFinding])
    /// The journal of the migration is not usable.
    case journal(path: String, code: Int32)
  }

  package enum Side: String, Hashable, Sendable {
    case source
    case destination
  }

  package init(_ kind: Kind) {
    self.kind = kind
  }

  package static let cancelled = MoverError(.cancelled)

  /// The errno of a failed system call.
  package var code: Int32? {
    switch kind {
    case .system(_, _, _, let code), .journal(_, let code): code
    case .cancelled, .sourceChanges, .losses: nil
    }
  }

  package var description: String {
    switch kind {
    case .system(let operation, let side, let path, let code):
      "cannot \(operation) \(PathText.quoted(path)) at the \(side.rawValue): "
        + PathText.words(of: code)
    case .cancelled: "the copy was told to stop"
    case .sourceChanges(let path): "the source still changes: \(PathText.quoted(path))"
    case .losses(let findings):
      "not permitted to preserve: " + findings.map(\.description).joined(separator: "; ")
    case .journal(let path, let code):
      "cannot use the journal \(path): \(PathText.words(of: code))"
    }
  }
}
