import HTTP2
import Testing

@testable import GRPC

@Suite("Pages for load balancers that speak no gRPC")
struct PlainPageTests {
  @Test(
    "a query belongs to no path", arguments: [("/readyz", "/readyz"), ("/readyz?v=1", "/readyz")])
  func query(target: String, path: String) {
    #expect(PlainPage.path(of: target) == path)
  }
}
