/// Rewrites a message that has passed the scan so that protobuf-c reads it by the specification.
///
/// * A singular message that comes more than once becomes one, which has the bytes of all.
/// * Of a oneof, what later members replace goes.
/// * Everything that is no known field in its own wire type (groups too) goes, as it was, into one
///   field with a number that no schema may use; from there it becomes `unknownFields`.
///
/// It also checks the text that is replaced and so never reaches Swift.
struct WireNormalizer {
  /// From the range that the language reserves for implementations (19000 to 19999).
  static let foreignFields: UInt32 = 19000

  private let plan: UnsafePointer<MessagePlan.Table>
  private var output: [UInt8] = []
  private var foreign: [UInt8] = []
  private var messages: [UInt32: [UInt8]] = [:]
  private var oneofs: [UInt32: Member] = [:]

  private struct Member {
    let field: FieldPlan
    var bytes: [UInt8]
  }

  private init(_ plan: UnsafePointer<MessagePlan.Table>) { self.plan = plan }

  /// - Throws: `invalidUTF8`.
  static func normalize(
    _ bytes: UnsafeBufferPointer<UInt8>, _ plan: UnsafePointer<MessagePlan.Table>
  ) throws(ProtobufError) -> [UInt8] {
    var normalizer = WireNormalizer(plan)
    if let start = bytes.baseAddress { try normalizer.read(WireCursor(start, start + bytes.count)) }
    return try normalizer.finish()
  }

  private mutating func read(_ start: WireCursor) throws(ProtobufError) {
    var cursor = start
    while !cursor.isAtEnd {
      let begin = cursor.position
      let (number, wire) = try cursor.tag()
      let field = plan.pointee.field(number).pointee
      let isPacked = field.shape == .packable && wire == WireType.lengthDelimited
      guard field.wire == wire || isPacked else {
        try cursor.skipField(number, wire, levels: .max, limit: .max)
        foreign += UnsafeBufferPointer(start: begin, count: cursor.position - begin)
        continue
      }
      var content = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
      if wire == WireType.lengthDelimited {
        let length = try cursor.length()
        content = UnsafeBufferPointer(start: cursor.position, count: length)
        cursor.position += length
      } else {
        try cursor.skipField(number, wire, levels: 0, limit: 0)
      }
      let whole = UnsafeBufferPointer(start: begin, count: cursor.position - begin)
      try take(field, whole, content)
    }
  }

  private mutating func take(
    _ field: FieldPlan, _ whole: UnsafeBufferPointer<UInt8>,
    _ content: UnsafeBufferPointer<UInt8>
  ) throws(ProtobufError) {
    if field.shape == .text { try checkText(field, content) }
    if field.oneof != 0 {
      if field.message != nil, oneofs[field.oneof]?.field.number == field.number {
        oneofs[field.oneof]?.bytes += content
      } else {
        if let replaced = oneofs[field.oneof], let inner = replaced.field.message {
          _ = try Self.normalized(replaced.bytes, inner)
        }
        oneofs[field.oneof] = Member(
          field: field, bytes: Array(field.message == nil ? whole : content))
      }
    } else if let inner = field.message {
      if field.isRepeated {
        append(field.number, try Self.normalize(content, inner))
      } else {
        messages[field.number, default: []] += content
      }
    } else {
      output += whole
    }
  }

  private mutating func finish() throws(ProtobufError) -> [UInt8] {
    for (number, bytes) in messages.sorted(by: { $0.key < $1.key }) {
      guard let inner = plan.pointee.field(number).pointee.message else { continue }
      append(number, try Self.normalized(bytes, inner))
    }
    for (_, member) in oneofs.sorted(by: { $0.key < $1.key }) {
      if let inner = member.field.message {
        append(member.field.number, try Self.normalized(member.bytes, inner))
      } else {
        output += member.bytes
      }
    }
    if !foreign.isEmpty { append(Self.foreignFields, foreign) }
    return output
  }

  private static func normalized(
    _ bytes: [UInt8], _ plan: UnsafePointer<MessagePlan.Table>
  ) throws(ProtobufError) -> [UInt8] {
    try bytes.span.withUnsafeBufferPointer { (bytes) throws(ProtobufError) in
      try normalize(bytes, plan)
    }
  }

  private func checkText(
    _ field: FieldPlan, _ content: UnsafeBufferPointer<UInt8>
  ) throws(ProtobufError) {
    guard String(validating: content, as: UTF8.self) == nil else { return }
    let descriptor = plan.pointee.descriptor
    let fields = UnsafeBufferPointer(
      start: descriptor.pointee.fields, count: Int(descriptor.pointee.n_fields))
    let name = fields.first { $0.id == field.number }.map { String(cString: $0.name) } ?? ""
    throw .invalidUTF8(field: "\(String(cString: descriptor.pointee.name)).\(name)")
  }

  private mutating func append(_ number: UInt32, _ content: [UInt8]) {
    appendVarint(Int(number) << 3 | Int(WireType.lengthDelimited))
    appendVarint(content.count)
    output += content
  }

  private mutating func appendVarint(_ value: Int) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }
}
