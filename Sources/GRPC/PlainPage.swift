/// What a GET or HEAD of one path is answered with, for load balancers that speak HTTP/2 and no gRPC.
package struct PlainPage: Sendable {
  /// The HTTP status.
  package let status: Int
  /// Text for a person, with its line end.
  package let text: String

  package init(status: Int, text: String) {
    self.status = status
    self.text = text
  }

  /// The path that a target means: what stands before a query (RFC 9110, section 7.1).
  static func path(of target: String) -> String {
    String(target.prefix { $0 != "?" })
  }
}
