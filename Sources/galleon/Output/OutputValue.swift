/// What a command shows, before it is known in which form: the keys are the schema's field names,
/// so that programs can rely on them.
indirect enum OutputValue: Sendable, Equatable {
  /// A text; a moment too, as RFC 3339.
  case text(String)
  case integer(Int64)
  case boolean(Bool)
  /// A count of bytes: a number for programs, with a unit for people.
  case bytes(Int64)
  /// Bytes per second.
  case rate(Double)
  /// 0 to 100.
  case percent(Double)
  /// For programs in seconds, `12.5s`, as the JSON form of protobuf has it.
  case duration(Duration)
  /// A field that is not set.
  case nothing
  case list([OutputValue])
  case record([Field])

  struct Field: Sendable, Equatable {
    var key: String
    var value: OutputValue

    init(_ key: String, _ value: OutputValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value at a path of fields, `progress.total_percent`; `.nothing` when there is none.
  subscript(path: String) -> OutputValue {
    path.split(separator: ".").reduce(self) { value, key in
      guard case .record(let fields) = value else { return .nothing }
      return fields.first { $0.key == key }?.value ?? .nothing
    }
  }

  /// The same without the field at that path.
  func removing(_ path: String) -> OutputValue {
    guard case .record(let fields) = self else { return self }
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    return .record(
      fields.compactMap { field in
        guard field.key == parts[0] else { return field }
        return parts.count == 1 ? nil : Field(field.key, field.value.removing(parts[1]))
      })
  }

  /// A text, or nothing when it is empty.
  static func optional(_ text: String) -> OutputValue {
    text.isEmpty ? .nothing : .text(text)
  }
}
