import CNghttp2

/// The fields of a header block or of trailers that are to be sent.
package enum HeaderList: Sendable, ExpressibleByArrayLiteral {
  case fixed(FixedHeaders)
  case fields([HeaderField])

  package init(arrayLiteral elements: HeaderField...) { self = .fields(elements) }
}

/// A header list that is always the same, in the form that nghttp2 takes: made once, for as long as the program runs.
///
/// `@unchecked` because nobody writes to the list.
package struct FixedHeaders: @unchecked Sendable {
  let list: UnsafeBufferPointer<nghttp2_nv>

  /// - Parameter fields: of fixed names and values only.
  package init(_ fields: [HeaderField]) {
    let made = UnsafeMutableBufferPointer<nghttp2_nv>.allocate(capacity: fields.count)
    for (index, field) in fields.enumerated() {
      made.initializeElement(
        at: index,
        to: nghttp2_nv(
          name: Self.start(field.name), value: Self.start(field.value),
          namelen: field.name.count, valuelen: field.value.count,
          flags: UInt8(
            NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue)))
    }
    list = UnsafeBufferPointer(made)
  }

  private static func start(_ text: HeaderField.Text) -> UnsafeMutablePointer<UInt8> {
    guard case .fixed(let text) = text else {
      preconditionFailure("a fixed header list is made of what lives as long as the program")
    }
    return UnsafeMutablePointer(mutating: text.utf8Start)
  }
}
