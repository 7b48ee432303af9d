/// An enum of a schema. Open: a value that this side does not know is kept as its number.
package protocol ProtobufEnum: RawRepresentable, Hashable, Sendable, CustomStringConvertible
where RawValue == Int32 {
  init(rawValue: Int32)

  /// Name of the value in the schema (`TASK_STATE_MIGRATION_SUCCESS`); nil if it is unknown.
  var name: String? { get }
}

extension ProtobufEnum {
  package init() { self.init(rawValue: 0) }

  package var description: String { name ?? String(rawValue) }
}
