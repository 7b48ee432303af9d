import HTTP2
import Logging
import MigrationCore

/// The certificates of all listeners, taken anew when their files change or a SIGHUP comes.
struct Certificates: Sendable {
  /// One for each listener; nil for those without TLS.
  let sources: [TLSServerSource?]
  private let logger = Logger(label: "galleon.tls")

  /// - Throws: an error that names the file and what is wrong with it.
  init(_ listeners: [ListenConfiguration]) throws(HTTP2Error) {
    var sources: [TLSServerSource?] = []
    for listener in listeners {
      guard let files = listener.tls else {
        sources.append(nil)
        continue
      }
      sources.append(try TLSServerSource(files))
    }
    self.sources = sources
  }

  /// Running connections keep what they began with. Files that cannot be used change nothing.
  func refresh() {
    for source in sources.compactMap({ $0 }) {
      do throws(HTTP2Error) {
        guard try source.reload() else { continue }
        logger.notice("\(source.files.certificateChain) is taken for new connections from now on")
      } catch {
        logger.error("the certificates stay as they were: \(error.message)")
      }
    }
  }

  /// Looks for changed files until the task is cancelled.
  func keepFresh(every interval: Duration, _ clock: any WallClock) async {
    guard sources.contains(where: { $0 != nil }) else { return }
    while true {
      do { try await clock.sleep(for: interval) } catch { return }
      refresh()
    }
  }
}
