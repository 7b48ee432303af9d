import CGalleonProto

/// The schema's files, for server reflection.
package enum FileDescriptors {
  /// Path and serialised FileDescriptorProto of each file, each after those that it imports.
  package static let all: [(name: String, bytes: [UInt8])] = (0..<galleon_files_count()).map {
    index in
    let bytes = UnsafeBufferPointer(
      start: galleon_files_bytes(index), count: galleon_files_length(index))
    return (String(cString: galleon_files_name(index)), Array(bytes))
  }
}
