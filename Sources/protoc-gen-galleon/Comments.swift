import CGalleonProto

/// The comments in front of declarations, by the path of the declaration (descriptor.proto,
/// SourceCodeInfo.Location).
struct Comments {
  private var byPath: [[Int32]: String] = [:]

  init(_ information: UnsafeMutablePointer<Google__Protobuf__SourceCodeInfo>?) {
    guard let information else { return }
    for location in structs(information.pointee.location, information.pointee.n_location) {
      let comment = text(location.pointee.leading_comments)
      guard !comment.isEmpty else { continue }
      let path = UnsafeBufferPointer(start: location.pointee.path, count: location.pointee.n_path)
      byPath[Array(path)] = comment
    }
  }

  subscript(_ path: [Int32]) -> String { byPath[path] ?? "" }
}
