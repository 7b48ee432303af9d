/// How far a running pass is.
package struct PassProgress: Hashable, Sendable {
  /// Names seen to, directories left out.
  package var files: Int64 = 0
  /// Data in the files seen to, whether they had to be copied or not; holes left out.
  package var bytes: Int64 = 0
  /// Data written by this pass.
  package var bytesCopied: Int64 = 0

  package init(files: Int64 = 0, bytes: Int64 = 0, bytesCopied: Int64 = 0) {
    self.files = files
    self.bytes = bytes
    self.bytesCopied = bytesCopied
  }
}
