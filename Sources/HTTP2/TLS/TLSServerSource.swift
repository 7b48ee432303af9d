import CLinux
import Glibc
import Synchronization

/// Where a listener takes its TLS from: files that may change. New connections get the newest that could be loaded; running
/// ones keep what they began with.
package final class TLSServerSource: Sendable {
  private struct State {
    var context: TLSContext
    var stamps: [FileStamp]
  }

  package let files: TLSServerFiles
  private let state: Mutex<State>

  /// - Throws: an error that names the file and what is wrong with it.
  package init(_ files: TLSServerFiles) throws(HTTP2Error) {
    self.files = files
    let stamps = files.paths.map(FileStamp.init)
    state = Mutex(State(context: try .server(files), stamps: stamps))
  }

  var current: TLSContext { state.withLock { $0.context } }

  /// Loads the files again, if they have changed since.
  ///
  /// - Returns: whether they had.
  /// - Throws: what is wrong with them; then what was loaded before stays. The same files are not tried again.
  package func reload() throws(HTTP2Error) -> Bool {
    let stamps = files.paths.map(FileStamp.init)
    let isSame = state.withLock { state in
      defer { state.stamps = stamps }
      return state.stamps == stamps
    }
    if isSame { return false }
    let context = try TLSContext.server(files)
    state.withLock { $0.context = context }
    return true
  }
}
