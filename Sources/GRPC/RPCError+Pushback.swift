extension RPCError {
  /// The same, with the wish that the client waits a random time of at most `longest` before it tries again
  /// (`grpc-retry-pushback-ms`, gRFC A6): clients that are sent away together should not come back together.
  package func pushedBack(upTo longest: Duration) -> RPCError {
    var error = self
    let milliseconds = Int64.random(in: 0...max(0, Int64(longest / .milliseconds(1))))
    do throws(RPCError) {
      try error.metadata.append("grpc-retry-pushback-ms", "\(milliseconds)")
    } catch {
      preconditionFailure("a number is a value of metadata: \(error.message)")
    }
    return error
  }

  /// The connection that the call came on is given up.
  static let connectionEnds = RPCError(
    code: .unavailable,
    message: "the connection that the call came on is closed by the server; make the call again")
}
