import CProtobufC
import Synchronization

/// What the scan must know of a message type, for a quick look-up by field number. Made from
/// protobuf-c's descriptor on first use, kept for ever.
///
/// `@unchecked` because a plan is written under the lock of `plans` alone, and published by it.
@usableFromInline package struct MessagePlan: @unchecked Sendable {
  /// Numbers below this are looked up by index.
  private static let denseNumbers = 128

  @usableFromInline struct Table {
    let descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    /// By field number, with a plan that fits no wire type in the gaps. The first is one: no field has the number 0.
    var dense: UnsafeMutableBufferPointer<FieldPlan>
    /// The fields with larger numbers, in their order.
    var sparse: UnsafeMutableBufferPointer<FieldPlan>
    @usableFromInline let fixedBytes: Int
  }

  @usableFromInline let table: UnsafeMutablePointer<Table>

  /// At most as many bytes does a message take on the wire, without what is in its strings, bytes, messages and repeated
  /// fields. Taken from what protobuf-c writes by.
  @inlinable var fixedBytes: Int { table.pointee.fixedBytes }

  var name: String { String(cString: table.pointee.descriptor.pointee.name) }

  private static let plans = Mutex<[Int: MessagePlan]>([:])

  /// The plan of the message type whose C struct `initialize` sets up.
  ///
  /// The descriptor is taken from an initialised struct: Swift must not take the address of a C
  /// `extern const`, which is that of a copy on the stack in a release build.
  package static func of<CMessage>(
    _ initialize: (UnsafeMutablePointer<CMessage>?) -> Void
  ) -> MessagePlan {
    withUnsafeTemporaryAllocation(of: CMessage.self, capacity: 1) { buffer in
      initialize(buffer.baseAddress)
      let base = UnsafeRawPointer(buffer.baseAddress)?.load(as: ProtobufCMessage.self)
      guard let descriptor = base?.descriptor else {
        preconditionFailure("an initialised protobuf-c message names its descriptor")
      }
      return plans.withLock { of(descriptor, &$0) }
    }
  }

  private static func of(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    _ plans: inout [Int: MessagePlan]
  ) -> MessagePlan {
    if let known = plans[Int(bitPattern: descriptor)] { return known }
    let table = UnsafeMutablePointer<Table>.allocate(capacity: 1)
    let plan = MessagePlan(table: table)
    plans[Int(bitPattern: descriptor)] = plan  // before its fields, which may lead back to it
    let fields = UnsafeBufferPointer(
      start: descriptor.pointee.fields, count: Int(descriptor.pointee.n_fields))
    let split = fields.firstIndex { $0.id >= denseNumbers } ?? fields.count
    let denseCount = split == 0 ? 1 : Int(fields[split - 1].id) + 1
    let dense = UnsafeMutableBufferPointer<FieldPlan>.allocate(capacity: denseCount)
    dense.initialize(repeating: .unknown)
    let sparse = UnsafeMutableBufferPointer<FieldPlan>.allocate(capacity: fields.count - split)
    table.initialize(
      to: Table(
        descriptor: descriptor, dense: dense, sparse: sparse,
        fixedBytes: fields.reduce(0) { $0 + PackedSize.fixed($1) }))

    var marks = FieldMarks()
    for (index, field) in fields.enumerated() {
      var fieldPlan = FieldPlan(field, mark: marks.mark(of: field))
      if field.type == PROTOBUF_C_TYPE_MESSAGE, let inner = field.descriptor {
        fieldPlan.message =
          of(inner.assumingMemoryBound(to: ProtobufCMessageDescriptor.self), &plans).table
      }
      if index < split {
        dense[Int(field.id)] = fieldPlan
      } else {
        (sparse.baseAddress.map { $0 + (index - split) })?.initialize(to: fieldPlan)
      }
    }
    return plan
  }
}

extension MessagePlan.Table {
  func field(_ number: UInt32) -> UnsafePointer<FieldPlan> {
    number < denseCount ? first + Int(number) : sparseField(number)
  }

  var first: UnsafePointer<FieldPlan> { UnsafePointer(dense.baseAddress.unsafelyUnwrapped) }
  var denseCount: UInt32 { UInt32(truncatingIfNeeded: dense.count) }

  @inline(never) func sparseField(_ number: UInt32) -> UnsafePointer<FieldPlan> {
    var low = 0
    var high = sparse.count
    while low < high {
      let middle = (low + high) / 2
      if sparse[middle].number == number, let start = sparse.baseAddress {
        return UnsafePointer(start + middle)
      }
      if sparse[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return first
  }
}
