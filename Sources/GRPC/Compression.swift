/// Which messages are sent in gzip; none to a peer that does not say that it reads it.
package enum Compression: Sendable, Hashable {
  /// What is long enough to gain by it.
  case automatic
  case off
  /// Everything that gets shorter by it.
  case always
}
