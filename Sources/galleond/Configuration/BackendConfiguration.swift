/// One backend stanza.
struct BackendConfiguration: Sendable, Equatable {
  /// The part of the address before `@`.
  var host: String
  /// The part after `@`.
  var name: String
  var availabilityZone: String
  /// Whether it may be used; can be changed by a reload.
  var enabled: Bool
  var driver: DriverConfiguration

  /// `host@name`, the name the API knows it by.
  var address: String { "\(host)@\(name)" }
}

/// A driver with its options.
enum DriverConfiguration: Sendable, Equatable {
  case directory(DirectoryConfiguration)
  case dummy(DummyConfiguration)

  /// The words for `driver:`.
  enum Kind: String, Sendable, CaseIterable {
    case directory
    case dummy
  }

  var kind: Kind {
    switch self {
    case .directory: .directory
    case .dummy: .dummy
    }
  }
}
