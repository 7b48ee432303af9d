import HTTP2

/// A request's header block, read once and without making strings of it.
struct RequestHead {
  enum Deadline {
    case none
    case after(Duration)
    case malformed
  }

  let isPOST: Bool
  let isGRPC: Bool
  /// Not retained: the router has it.
  let route: Unmanaged<Route>?
  /// The path, if there is no route for it.
  let unknownPath: String?
  let deadline: Deadline
  let encoding: MessageEncoding

  /// No initialiser, because that would own what it is given, and count a reference for each part of the router.
  static func read(_ block: HeaderBlock, routes: ServiceTable) -> RequestHead {
    // Locals, because a closure copies a struct that it changes.
    var isPOST = false
    var isGRPC = false
    var route: Unmanaged<Route>?
    var unknownPath: String?
    var deadline = Deadline.none
    var encoding = MessageEncoding.identity
    block.forEach { name, value in
      switch name.count {
      case 5 where name.equals(":path"):
        route = routes.router.route(value)
        if route == nil { unknownPath = String(decoding: value, as: UTF8.self) }
      case 7 where name.equals(":method"):
        isPOST = value.equals("POST")
      case 12 where name.equals("content-type"):
        isGRPC = ContentType.isGRPC(value)
      case 12 where name.equals("grpc-timeout"):
        deadline = Timeout.parse(value).map { .after($0) } ?? .malformed
      case 13 where name.equals("grpc-encoding"):
        encoding = MessageEncoding(header: value)
      default:
        break
      }
    }
    return RequestHead(
      isPOST: isPOST, isGRPC: isGRPC, route: route, unknownPath: unknownPath, deadline: deadline,
      encoding: encoding)
  }
}
