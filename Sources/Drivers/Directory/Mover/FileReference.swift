import CLinux

/// A file as the calls that change it want it named: by its own descriptor, or by its name in a directory together
/// with a path that reaches it through /proc, for the calls that know no directories.
struct FileReference {
  let descriptor: Int32
  let name: UnsafePointer<CChar>?
  let path: UnsafePointer<CChar>?

  /// An open file.
  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    name = nil
    path = nil
  }

  private init(_ directory: Int32, _ name: UnsafePointer<CChar>, _ path: UnsafePointer<CChar>) {
    descriptor = directory
    self.name = name
    self.path = path
  }

  /// A file that cannot be opened, or whose opening would do something: a link, a pipe, a socket, a device.
  static func with<R>(
    _ directory: Int32, _ name: UnsafePointer<CChar>,
    _ body: (FileReference) throws(MoverError) -> R
  ) throws(MoverError) -> R {
    var path = Array("/proc/self/fd/\(directory)/".utf8CString.dropLast())
    var end = name
    while end.pointee != 0 {
      path.append(end.pointee)
      end += 1
    }
    path.append(0)
    return try path.withUnsafeBufferPointer { path throws(MoverError) in
      guard let base = path.baseAddress else { preconditionFailure("the path has a NUL") }
      return try body(FileReference(directory, name, base))
    }
  }
}
