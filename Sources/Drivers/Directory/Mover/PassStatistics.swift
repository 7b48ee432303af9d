/// What one pass over a tree saw and did.
package struct PassStatistics: Hashable, Sendable {
  /// Everything that is not a directory; a file with several names counts as often.
  package var filesExamined = 0
  package var directoriesExamined = 0
  /// Data in the files examined, holes left out, each file once.
  package var bytesExamined: Int64 = 0
  /// Files whose data were written, wholly or in part, and other things made anew.
  package var filesCopied = 0
  package var bytesCopied: Int64 = 0
  /// Names linked to a file that was there already.
  package var filesLinked = 0
  /// Files and directories that only got other owners, modes, times, attributes or flags.
  package var metadataUpdated = 0
  /// Names removed at the destination.
  package var deleted = 0
  /// Bytes read from both sides to see that they are equal.
  package var bytesCompared: Int64 = 0
  /// Files that vanished or changed under the reader's eyes.
  package var unstable = 0
  /// The first path, relative to the root, at which anything was done; nil when both trees were equal.
  package var firstChange: [UInt8]?

  package init() {}

  /// Everything the pass had to do; 0 when it found both trees equal.
  package var changes: Int {
    filesCopied + filesLinked + metadataUpdated + deleted + unstable
  }

  package static func += (left: inout PassStatistics, right: PassStatistics) {
    left.filesExamined += right.filesExamined
    left.directoriesExamined += right.directoriesExamined
    left.bytesExamined += right.bytesExamined
    left.filesCopied += right.filesCopied
    left.bytesCopied += right.bytesCopied
    left.filesLinked += right.filesLinked
    left.metadataUpdated += right.metadataUpdated
    left.deleted += right.deleted
    left.bytesCompared += right.bytesCompared
    left.unstable += right.unstable
    left.firstChange = left.firstChange ?? right.firstChange
  }
}
