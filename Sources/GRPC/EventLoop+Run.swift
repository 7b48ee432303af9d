import HTTP2

extension EventLoop {
  /// Runs `body` on this loop: at once if the caller is there, as a handler's task always is, else
  /// after a hop. What it awaits resumes on the loop as well.
  func run<Value: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    if isCurrent { return try await body() }
    return try await withTaskExecutorPreference(self) { () async throws(Failure) in
      try await body()
    }
  }
}
