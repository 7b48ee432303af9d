import Access

/// Who may call.
struct AccessConfiguration: Sendable, Equatable {
  var settings: AccessSettings
  /// Nil believes no tokens.
  var tokens: TokenSettings?
}

/// Where the audit log goes.
enum AuditConfiguration: Sendable, Equatable {
  case none
  /// Standard error.
  case log
  case file(String)
}
