import CLinux
import Glibc

/// Finds the addresses of a host name without holding up a loop: getaddrinfo(3) blocks, so it has a thread of its own.
package enum HostLookup {
  /// Whether `host` is an address in digits, so that there is nothing to look up (inet_pton(3)); an IPv6 address may name
  /// its interface.
  package static func isAddress(_ host: String) -> Bool {
    var room = in6_addr()
    let digits = host.prefix { $0 != "%" }
    return inet_pton(AF_INET, host, &room) == 1 || inet_pton(AF_INET6, String(digits), &room) == 1
  }

  /// The addresses of `host`, each an endpoint of its own, in the order of RFC 6724.
  ///
  /// - Throws: an error that names the host.
  package static func endpoints(of host: String, port: UInt16) async throws(HTTP2Error)
    -> [Endpoint]
  {
    let result = await withCheckedContinuation {
      (done: CheckedContinuation<Result<[Endpoint], HTTP2Error>, Never>) in
      let question = Question(host: host, port: port, done: done)
      if !startLookup(question) {
        done.resume(returning: .failure(.system("pthread_create", EAGAIN)))
      }
    }
    return try result.get()
  }
}

private final class Question: Sendable {
  let host: String
  let port: UInt16
  let done: CheckedContinuation<Result<[Endpoint], HTTP2Error>, Never>

  init(
    host: String, port: UInt16, done: CheckedContinuation<Result<[Endpoint], HTTP2Error>, Never>
  ) {
    self.host = host
    self.port = port
    self.done = done
  }

  func answer() {
    galleon_name_thread("galleon-lookup")
    do throws(HTTP2Error) {
      let addresses = try SocketAddress.resolve(.tcp(host: host, port: port), passive: false)
      done.resume(returning: .success(addresses.compactMap(\.endpoint)))
    } catch {
      done.resume(returning: .failure(error))
    }
  }
}

// A free function, so that the thread's entry inherits no actor.
private func startLookup(_ question: Question) -> Bool {
  var thread = pthread_t()
  let context = Unmanaged.passRetained(question)
  let result = pthread_create(
    &thread, nil,
    { context in
      guard let context else { return nil }
      Unmanaged<Question>.fromOpaque(context).takeRetainedValue().answer()
      return nil
    }, context.toOpaque())
  guard result == 0 else {
    context.release()
    return false
  }
  pthread_detach(thread)
  return true
}
