/// A scalar that cannot be read as what its key means.
struct BadValue: Error, Equatable {
  /// What would be right, as a noun with an example.
  let expected: String

  init(_ expected: String) {
    self.expected = expected
  }
}
