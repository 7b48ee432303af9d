/// The table of all methods, looked up by the bytes of `:path` without making a string of them.
package struct Router: Sendable {
  private var routes: [Route] = []
  private var paths: [[UInt8]] = []
  /// Open addressing; a slot holds an index into `routes`, or -1. Its length is a power of two and
  /// at least twice the number of routes.
  private var slots: [Int32] = [-1, -1]

  package init() {}

  package init(_ services: [ServiceRoutes]) {
    for service in services { register(service) }
  }

  /// Full names of the registered services, sorted: what reflection lists.
  package var services: [String] { Set(routes.map(\.service)).sorted() }

  /// Every method, in the order of registration.
  package var methods: [Route] { routes }

  /// Adds the methods of a service. Registering the same method twice is a mistake of the program.
  package mutating func register(_ service: ServiceRoutes) {
    for (method, handler) in service.methods.sorted(by: { $0.key < $1.key }) {
      let route = Route(
        service: service.service, method: method, index: routes.count, handler: handler)
      precondition(
        !routes.contains { $0.path == route.path },
        "the method \(route.path) is registered twice")
      routes.append(route)
      paths.append(Array(route.path.utf8))
    }
    rebuild()
  }

  /// The route of a path. Hot: one multiplication and, nearly always, one comparison.
  /// Not retained: the router has it.
  func route(_ path: UnsafeRawBufferPointer) -> Unmanaged<Route>? {
    guard path.count > 0 else { return nil }
    let mask = slots.count - 1
    var slot = Self.hash(path) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if paths[index].withUnsafeBytes({ path.equals($0) }) {
        return .passUnretained(routes[index])
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Why there is no route: `UNIMPLEMENTED`, naming the service or the method.
  func unknown(_ text: String) -> RPCError {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].isEmpty else {
      return RPCError(
        code: .unimplemented, message: "the path \"\(text)\" is not /service/method")
    }
    if routes.contains(where: { $0.service == parts[1] }) {
      return RPCError(
        code: .unimplemented, message: "the service \(parts[1]) has no method \"\(parts[2])\"")
    }
    return RPCError(
      code: .unimplemented, message: "there is no service \"\(parts[1])\" here")
  }

  /// Methods differ at their end, so its last eight bytes and the length tell nearly all apart.
  private static func hash(_ path: UnsafeRawBufferPointer) -> Int {
    var tail: UInt64 = 0
    if path.count >= 8 {
      tail = path.loadUnaligned(fromByteOffset: path.count - 8, as: UInt64.self)
    } else {
      for byte in path { tail = tail << 8 | UInt64(byte) }
    }
    let mixed = (tail ^ UInt64(path.count)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed >> 33)
  }

  private mutating func rebuild() {
    var size = 2
    while size < routes.count * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    for (index, path) in paths.enumerated() {
      var slot = path.withUnsafeBytes { Self.hash($0) } & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(index)
    }
  }
}
