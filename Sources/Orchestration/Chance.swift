import MigrationCore

/// Where chance comes from: ids and jitter. A simulation draws it from its seed.
package struct Chance: Sendable, RandomNumberGenerator {
  private let draw: @Sendable () -> UInt64

  package init(_ draw: @escaping @Sendable () -> UInt64) {
    self.draw = draw
  }

  package func next() -> UInt64 { draw() }

  /// The operating system's.
  package static let system = Chance {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }

  func identifier() -> Identifier {
    var generator = self
    return Identifier(using: &generator)
  }

  func number(in range: ClosedRange<Double>) -> Double {
    var generator = self
    return Double.random(in: range, using: &generator)
  }
}
