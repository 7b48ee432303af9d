import Testing

@testable import GRPC

@Suite("Router")
struct RouterTests {
  private let handler = MethodHandler.unary(TestMessage.self, TestMessage.self) {
    (request, _) async throws(RPCError) in request
  }

  private func find(_ router: Router, _ path: String) -> Route? {
    Array(path.utf8).withUnsafeBytes { router.route($0)?.takeUnretainedValue() }
  }

  @Test("Every method among many is found, and nothing else")
  func many() {
    let services = (0..<40).map { number in
      ServiceRoutes(
        service: "pkg.v\(number).Service",
        methods: Dictionary(
          uniqueKeysWithValues: (0..<25).map { ("Method\($0)", handler) }))
    }
    let router = Router(services)
    #expect(router.methods.count == 1000)
    for route in router.methods {
      #expect(find(router, route.path)?.path == route.path)
    }
    for path in [
      "", "/", "/pkg.v1.Service", "/pkg.v1.Service/", "/pkg.v1.Service/Method25",
      "/pkg.v1.service/Method1", "/PKG.v1.Service/Method1", "pkg.v1.Service/Method1",
      "/pkg.v1.Service/Method1/", "//pkg.v1.Service/Method1", "/pkg.v1.Service/Method1?x",
    ] {
      #expect(find(router, path) == nil, "\(path)")
    }
  }

  @Test("An empty router refuses everything")
  func empty() {
    #expect(find(Router(), "/a/b") == nil)
  }

  @Test(
    "The refusal names what is unknown",
    arguments: [
      ("/a.B/Nope", "the service a.B has no method \"Nope\""),
      ("/x.Y/Do", "there is no service \"x.Y\" here"),
      ("x", "the path \"x\" is not /service/method"),
      ("/a.B", "the path \"/a.B\" is not /service/method"),
    ])
  func unknown(path: String, sentence: String) {
    let router = Router([ServiceRoutes(service: "a.B", methods: ["Do": handler])])
    let error = router.unknown(path)
    #expect(error.code == .unimplemented)
    #expect(error.message == sentence)
  }

  @Test("Reflection can list the services")
  func services() {
    let router = Router([
      ServiceRoutes(service: "z.Z", methods: ["Do": handler, "Be": handler]),
      ServiceRoutes(service: "a.A", methods: ["Do": handler]),
    ])
    #expect(router.services == ["a.A", "z.Z"])
  }
}
