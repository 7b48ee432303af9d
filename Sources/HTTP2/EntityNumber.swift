import Synchronization

/// Numbers connections, listeners and servers, none like another in the process.
package enum EntityNumber {
  private static let latest = Atomic(0)

  package static func next() -> Int { latest.wrappingAdd(1, ordering: .relaxed).newValue }
}
