import Glibc

/// The environment's variables; an empty one counts as not set.
enum Environment {
  static subscript(_ name: String) -> String? {
    guard let text = getenv(name), text.pointee != 0 else { return nil }
    return String(cString: text)
  }
}
