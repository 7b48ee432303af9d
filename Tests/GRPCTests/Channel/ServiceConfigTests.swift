import Testing

@testable import GRPC

@Suite("Service configs")
struct ServiceConfigTests {
  private let whole = """
    {
      "loadBalancingConfig": [{"xds_new": {}}, {"round_robin": {}}, {"pick_first": {}}],
      "methodConfig": [
        {
          "name": [{"service": "a.S"}, {"service": "a.T", "method": "M"}],
          "timeout": "1.5s", "waitForReady": true, "maxRequestMessageBytes": "100",
          "maxResponseMessageBytes": 2000,
          "retryPolicy": {
            "maxAttempts": 9, "initialBackoff": "0.1s", "maxBackoff": "2s",
            "backoffMultiplier": 1.5, "retryableStatusCodes": ["UNAVAILABLE", 10]
          }
        },
        {"name": [{"service": "a.S", "method": "Watch"}], "unknown": [1, null, "\\u00e9\\n"]},
        {"name": [{}], "timeout": "9s"}
      ],
      "retryThrottling": {"maxTokens": 10, "tokenRatio": 0.12345},
      "healthCheckConfig": {"serviceName": "a.S"}
    }
    """

  @Test("Everything in it is read, and the nearest entry holds")
  func read() throws {
    let config = try ServiceConfig(json: whole)
    #expect(config.loadBalancing == .roundRobin)
    #expect(config.healthCheckService == "a.S")
    #expect(config.retryThrottle == RetryThrottle(maxTokens: 10, tokenRatio: 0.123))
    let method = try #require(config.method("/a.S/Get"))
    #expect(method.timeout == .seconds(1.5))
    #expect(method.waitForReady == true)
    #expect(method.requestBytesMax == 100)
    #expect(method.responseBytesMax == 2000)
    #expect(
      method.retryPolicy
        == RetryPolicy(
          maxAttempts: 5, initialBackoff: .milliseconds(100), maxBackoff: .seconds(2),
          backoffMultiplier: 1.5, retryableStatusCodes: [.unavailable, .aborted]))
    #expect(config.method("/a.T/M") == method)
    #expect(config.method("/a.S/Watch") == ServiceConfig.Method())
    #expect(config.method("/a.T/Other")?.timeout == .seconds(9))
    #expect(try ServiceConfig(json: "{}") == ServiceConfig())
    #expect(try ServiceConfig(json: "{}").method("/a.S/Get") == nil)
  }

  @Test(
    "A config that is wrong is refused whole, with the place",
    arguments: [
      ("{", "byte 1"), ("[]", "must be an object"), ("{} x", "follows"),
      ("{\"a\": 1, \"a\": 2}", "twice"), ("{\"a\": 01}", "byte 6"), ("{\"a\": \"\\q\"}", "escape"),
      (String(repeating: "[", count: 100), "deeply"),
      ("{\"methodConfig\": {}}", "methodConfig must be an array"),
      ("{\"methodConfig\": [{\"name\": [{\"method\": \"M\"}]}]}", "without its service"),
      (
        "{\"methodConfig\": [{\"name\": [{\"service\": \"s\"}, {\"service\": \"s\"}]}]}",
        "name[1] is named twice"
      ),
      ("{\"methodConfig\": [{\"timeout\": \"5\"}]}", "timeout must be a time"),
      ("{\"methodConfig\": [{\"timeout\": 5}]}", "must be a string, not a number"),
      ("{\"methodConfig\": [{\"waitForReady\": \"yes\"}]}", "must be a boolean"),
      ("{\"methodConfig\": [{\"retryPolicy\": {}}]}", "must have retryableStatusCodes"),
      ("{\"retryThrottling\": {\"maxTokens\": 0, \"tokenRatio\": 1}}", "more than 0"),
      ("{\"retryThrottling\": {\"maxTokens\": 5, \"tokenRatio\": 0.0001}}", "more than 0"),
      ("{\"loadBalancingConfig\": [{\"mine\": {}}]}", "no policy that is known"),
    ])
  func refused(json: String, says: String) throws {
    let error = try #require(throws: ServiceConfig.Invalid.self) { try ServiceConfig(json: json) }
    #expect(error.message.contains(says), "\(error.message)")
  }

  @Test(
    "A retry policy that is wrong is refused",
    arguments: [
      ("maxAttempts", "1", "at least 2"), ("maxAttempts", "2.5", "whole number"),
      ("initialBackoff", "\"0s\"", "more than 0s"), ("maxBackoff", "\"-1s\"", "a time"),
      ("backoffMultiplier", "0", "more than 0"), ("retryableStatusCodes", "[]", "name a status"),
      ("retryableStatusCodes", "[\"NOPE\"]", "no status"),
    ])
  func badPolicy(field: String, value: String, says: String) throws {
    var fields = [
      "maxAttempts": "3", "initialBackoff": "\"1s\"", "maxBackoff": "\"1s\"",
      "backoffMultiplier": "2", "retryableStatusCodes": "[\"UNAVAILABLE\"]",
    ]
    fields[field] = value
    let policy = fields.map { "\"\($0)\": \($1)" }.joined(separator: ",")
    let json = "{\"methodConfig\": [{\"name\": [{}], \"retryPolicy\": {\(policy)}}]}"
    let error = try #require(throws: ServiceConfig.Invalid.self) { try ServiceConfig(json: json) }
    #expect(error.message.contains(says), "\(error.message)")
    #expect(error.message.contains(field), "\(error.message)")
  }
}

@Suite("Names of servers")
struct ServerListTests {
  @Test(
    "What gRPC's naming writes is understood",
    arguments: [
      ("127.0.0.1:5", ["127.0.0.1:5"]), ("storage:5", ["storage:5"]), ("[::1]:5", ["[::1]:5"]),
      ("dns:///storage:5", ["storage:5"]), ("dns:storage:5", ["storage:5"]),
      ("ipv4:1.2.3.4:5,5.6.7.8:6", ["1.2.3.4:5", "5.6.7.8:6"]),
      ("ipv6:[::1]:5,[::2]:6", ["[::1]:5", "[::2]:6"]),
      ("unix:/run/g.sock", ["unix:/run/g.sock"]), ("unix:///run/g.sock", ["unix:/run/g.sock"]),
      ("a:1, b:2,unix:s,[::1]:4", ["a:1", "b:2", "unix:s", "[::1]:4"]), ("a:1,a:1", ["a:1"]),
      ("dns:///a:1,dns:///b:2", ["a:1", "b:2"]),
    ])
  func understood(text: String, entries: [String]) throws {
    #expect(try ServerList(text).entries.map(\.description) == entries)
  }

  @Test(
    "What is not understood is said",
    arguments: [
      ("", "no port"), ("a", "no port"), ("a:0", "no port"), ("a:65536", "no port"),
      (":5", "not an"),
      ("::1:5", "brackets"), ("[a]:5", "not an address"), ("a:1,", "no port"),
      ("ipv4:storage:5", "no IPv4"), ("ipv4:[::1]:5", "no IPv4"), ("ipv6:1.2.3.4:5", "no IPv6"),
      ("unix:", "no path"), ("dns://8.8.8.8/a:1", "cannot be chosen"),
      ("xds:///a:1", "brackets"), ("xds/a:1", "not an address"),
      ("unix-abstract:a", "not supported"),
    ])
  func refused(text: String, says: String) throws {
    let error = try #require(throws: ServerList.Invalid.self) { try ServerList(text) }
    #expect(error.message.contains(says), "\(error.message)")
  }
}
