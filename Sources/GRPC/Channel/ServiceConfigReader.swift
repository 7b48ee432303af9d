extension ServiceConfig {
  /// Why a service config cannot be used, in a sentence that names the place.
  package struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String
    package var description: String { message }
  }

  /// Reads the JSON form. Fields that are not known are passed over, as the proto's JSON form asks of old clients.
  ///
  /// - Throws: what is wrong and where; the whole is refused then (gRFC A6).
  package init(json: String) throws(Invalid) {
    let document: JSONValue
    do throws(JSONValue.Malformed) {
      document = try JSONValue(json)
    } catch {
      throw Invalid(message: "the service config is not JSON: \(error.message)")
    }
    self = try ServiceConfigReader(document, "the service config").read()
  }
}

/// A value of the document and the place where it stands.
private struct ServiceConfigReader {
  typealias Invalid = ServiceConfig.Invalid

  let value: JSONValue
  let place: String

  init(_ value: JSONValue, _ place: String) {
    self.value = value
    self.place = place
  }

  // MARK: The parts of a config

  func read() throws(Invalid) -> ServiceConfig {
    var config = ServiceConfig()
    try at("methodConfig")?.forEach { (entry) throws(Invalid) in
      let method = try entry.method()
      guard let names = try entry.at("name") else { return }
      try names.forEach { (name) throws(Invalid) in
        guard config.add(method, for: try name.path()) else {
          throw name.wrong("is named twice")
        }
      }
    }
    if let throttle = try at("retryThrottling") {
      config.retryThrottle = try throttle.retryThrottle()
    }
    config.loadBalancing = try loadBalancing()
    if let health = try at("healthCheckConfig"), let name = try health.at("serviceName") {
      config.healthCheckService = try name.string()
    }
    return config
  }

  private func loadBalancing() throws(Invalid) -> ServiceConfig.LoadBalancing {
    // The first policy that is known counts; the old field only without the new one.
    var found: ServiceConfig.LoadBalancing?
    if let list = try at("loadBalancingConfig") {
      try list.forEach { (entry) throws(Invalid) in
        guard case .object(let members) = entry.value, members.count == 1,
          let name = members.keys.first
        else { throw entry.wrong("must be an object with the name of one policy") }
        found = found ?? Self.policy(name)
      }
      guard let found else { throw list.wrong("names no policy that is known here") }
      return found
    }
    if let name = try at("loadBalancingPolicy") {
      guard let found = Self.policy(try name.string().lowercased()) else {
        throw name.wrong("names no policy that is known here")
      }
      return found
    }
    return .pickFirst
  }

  private static func policy(_ name: String) -> ServiceConfig.LoadBalancing? {
    switch name {
    case "pick_first": .pickFirst
    case "round_robin": .roundRobin
    default: nil
    }
  }

  private func path() throws(Invalid) -> String {
    let service = try at("service")?.string() ?? ""
    let method = try at("method")?.string() ?? ""
    guard !service.isEmpty else {
      guard method.isEmpty else { throw wrong("names a method without its service") }
      return "/"
    }
    return "/\(service)/\(method)"
  }

  private func method() throws(Invalid) -> ServiceConfig.Method {
    var method = ServiceConfig.Method()
    method.timeout = try at("timeout")?.duration()
    method.waitForReady = try at("waitForReady")?.bool()
    method.requestBytesMax = try at("maxRequestMessageBytes")?.count()
    method.responseBytesMax = try at("maxResponseMessageBytes")?.count()
    method.retryPolicy = try at("retryPolicy")?.retryPolicy()
    return method
  }

  private func retryPolicy() throws(Invalid) -> RetryPolicy {
    var codes: Set<StatusCode> = []
    let list = try needed("retryableStatusCodes")
    try list.forEach { (code) throws(Invalid) in codes.insert(try code.statusCode()) }
    guard !codes.isEmpty else { throw list.wrong("must name a status") }
    let attempts = try needed("maxAttempts")
    guard try attempts.count() >= 2 else { throw attempts.wrong("must be at least 2") }
    let multiplier = try needed("backoffMultiplier")
    guard try multiplier.number() > 0 else { throw multiplier.wrong("must be more than 0") }
    return RetryPolicy(
      maxAttempts: try attempts.count(),
      initialBackoff: try needed("initialBackoff").positiveDuration(),
      maxBackoff: try needed("maxBackoff").positiveDuration(),
      backoffMultiplier: try multiplier.number(), retryableStatusCodes: codes)
  }

  private func retryThrottle() throws(Invalid) -> RetryThrottle {
    let tokens = try needed("maxTokens")
    guard try tokens.number() > 0, try tokens.number() <= 1000 else {
      throw tokens.wrong("must be more than 0 and at most 1000")
    }
    let ratio = try needed("tokenRatio")
    // Three digits after the point count (gRFC A6).
    let thousandths = (try ratio.number() * 1000).rounded(.down)
    guard thousandths > 0 else { throw ratio.wrong("must be more than 0") }
    return RetryThrottle(maxTokens: try tokens.number(), tokenRatio: thousandths / 1000)
  }

  // MARK: Values

  func wrong(_ what: String) -> Invalid { Invalid(message: "\(place) \(what)") }

  /// A member; nil when there is none or it is null.
  private func at(_ name: String) throws(Invalid) -> ServiceConfigReader? {
    guard case .object(let members) = value else {
      throw wrong("must be an object, not \(value.kind)")
    }
    guard let member = members[name], member != .null else { return nil }
    return ServiceConfigReader(member, "\(place): \(name)")
  }

  private func needed(_ name: String) throws(Invalid) -> ServiceConfigReader {
    guard let member = try at(name) else { throw wrong("must have \(name)") }
    return member
  }

  private func forEach(_ body: (ServiceConfigReader) throws(Invalid) -> Void) throws(Invalid) {
    guard case .array(let elements) = value else {
      throw wrong("must be an array, not \(value.kind)")
    }
    for (index, element) in elements.enumerated() {
      try body(ServiceConfigReader(element, "\(place)[\(index)]"))
    }
  }

  private func string() throws(Invalid) -> String {
    guard case .string(let text) = value else { throw wrong("must be a string, not \(value.kind)") }
    return text
  }

  private func bool() throws(Invalid) -> Bool {
    guard case .bool(let flag) = value else { throw wrong("must be a boolean, not \(value.kind)") }
    return flag
  }

  private func number() throws(Invalid) -> Double {
    switch value {
    case .number(let number): return number
    case .null, .bool, .string, .array, .object:
      throw wrong("must be a number, not \(value.kind)")
    }
  }

  /// Protobuf's JSON form has 64-bit numbers in quotes.
  private func count() throws(Invalid) -> Int {
    if case .string(let text) = value, let count = Int(text), count >= 0 { return count }
    guard let count = Int(exactly: try number()), count >= 0 else {
      throw wrong("must be a whole number")
    }
    return count
  }

  /// `google.protobuf.Duration` in JSON: `1.5s`.
  private func duration() throws(Invalid) -> Duration {
    let text = try string()
    guard text.wholeMatch(of: /[0-9]{1,12}(\.[0-9]{1,9})?s/) != nil,
      let seconds = Double(text.dropLast())
    else { throw wrong("must be a time in seconds such as \"1.5s\"") }
    return .seconds(seconds)
  }

  private func positiveDuration() throws(Invalid) -> Duration {
    let duration = try duration()
    guard duration > .zero else { throw wrong("must be more than 0s") }
    return duration
  }

  private func statusCode() throws(Invalid) -> StatusCode {
    switch value {
    case .string(let name):
      if let code = StatusCode.allCases.first(where: { $0.name == name }) { return code }
    case .number(let number):
      if let raw = UInt8(exactly: number), let code = StatusCode(rawValue: raw) { return code }
    case .null, .bool, .array, .object: break
    }
    throw wrong("is no status of gRPC")
  }
}
