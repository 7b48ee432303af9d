/// A field whose message can contain itself, held at arm's length so that its size is finite.
package final class Box<Value: Sendable & Hashable>: Sendable, Hashable {
  package let value: Value

  package init(_ value: Value) { self.value = value }

  package static func == (left: Box, right: Box) -> Bool {
    left === right || left.value == right.value
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
