import Access
import GRPC
import Logging
import MigrationCore

/// Who may call what, and where it is written down, as the configuration says.
struct Authority: Sendable {
  /// Nil lets everybody do everything.
  let gate: AccessGate?
  let audit: AuditLog?
  private let tokens: TokenStore?
  private let file: AuditFile?
  private let logger = Logger(label: "galleon.access")

  /// - Throws: a sentence that names the file of keys, or the audit log, and what is wrong with it.
  init(_ configuration: Configuration, _ router: Router) async throws(StartError) {
    tokens = try await Self.tokens(configuration.access?.tokens)
    let (tokens, logger) = (tokens, logger)
    gate = configuration.access.map {
      AccessGate($0.settings, tokens: tokens, router: router, logger: logger)
    }
    switch configuration.auditLog {
    case .none: file = nil
    case .log: file = try AuditFile(nil, logger: Logger(label: "galleon.audit"))
    case .file(let path): file = try AuditFile(path, logger: Logger(label: "galleon.audit"))
    }
    audit = file.map { AuditLog($0, router) }
  }

  private static func tokens(_ settings: TokenSettings?) async throws(StartError) -> TokenStore? {
    guard let settings else { return nil }
    do throws(TokenProblem) {
      return try await TokenStore(settings)
    } catch {
      throw StartError("the keys in \(settings.keysFile) cannot be used: \(error)")
    }
  }

  /// Takes keys that have changed. Tokens of keys that are gone are believed no longer.
  func refresh() async {
    guard let tokens else { return }
    do throws(TokenProblem) {
      guard try await tokens.reload() else { return }
      logger.notice("the keys in \(tokens.settings.keysFile) verify tokens from now on")
    } catch {
      logger.error("the keys of tokens stay as they were: \(tokens.settings.keysFile): \(error)")
    }
  }

  /// Goes on in a new file, where the old one was moved away.
  func reopenAudit() { file?.reopen() }

  /// Looks for changed keys until the task is cancelled.
  func keepFresh(every interval: Duration, _ clock: any WallClock) async {
    guard tokens != nil else { return }
    while true {
      do { try await clock.sleep(for: interval) } catch { return }
      await refresh()
    }
  }
}
