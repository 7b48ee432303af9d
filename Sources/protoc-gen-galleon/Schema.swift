/// What the schema's files say, in the words of the schema.
struct SchemaFile {
  /// `galleon/v1/migration.proto`
  let path: String
  let package: String
  let syntax: String
  let isRequested: Bool
  let messages: [MessageType]
  let enums: [EnumType]
  let services: [ServiceType]
}

struct MessageType {
  let name: TypeName
  let comment: String
  let fields: [Field]
  let oneofs: [Oneof]
  let messages: [MessageType]
  let enums: [EnumType]
}

struct Field {
  enum Cardinality: Equatable {
    /// Absent is the same as the default, except for messages.
    case singular
    /// proto3 `optional`; the name of the oneof that it is on the wire.
    case optional(String)
    case member(oneof: Int)
    case repeated
    case map(entry: TypeName, key: FieldType)
  }

  /// `galleon.v1.Migration.id`
  let fullName: String
  let name: String
  let number: Int
  let comment: String
  /// Of a map's values, if it is a map.
  let type: FieldType
  let cardinality: Cardinality
}

enum FieldType: Equatable {
  case int32, int64, uint32, uint64, float, double, bool, text, bytes
  case enumeration(TypeName)
  case message(TypeName)
}

struct Oneof {
  let name: String
  let comment: String
}

struct EnumType {
  struct Value {
    let name: String
    let number: Int32
    let comment: String
  }

  let name: TypeName
  let comment: String
  let values: [Value]
}

struct ServiceType {
  struct Method {
    let name: String
    let comment: String
    let request: TypeName
    let response: TypeName
    let isRequestStreamed: Bool
    let isResponseStreamed: Bool
  }

  let name: TypeName
  let comment: String
  let methods: [Method]
}
