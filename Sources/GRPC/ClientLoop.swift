import HTTP2

/// The loop of all client channels of a process. It lives as long as the process: a task may resume
/// on it after its channel was closed.
enum ClientLoop {
  static let shared: Result<EventLoop, HTTP2Error> = {
    do throws(HTTP2Error) {
      return .success(try EventLoop(name: "galleon-client"))
    } catch {
      return .failure(error)
    }
  }()
}
