// What a unary call costs a client: this client against this server in one process, on loops of their own.
//   ClientBench [calls] [callers] [rounds]
import GRPC
import Glibc
import Protobuf

/// The smallest message there is: its encoding is its payload.
struct Bytes: ProtobufMessage {
  static var fullName: String { "bench.Bytes" }
  var payload: [UInt8] = []

  init() {}
  init(_ payload: [UInt8]) { self.payload = payload }

  static func decode(
    _ bytes: UnsafeRawBufferPointer, limits: DecodingLimits
  ) throws(ProtobufError) -> Bytes { Bytes(Array(bytes)) }

  func encode(reserving prefix: Int) throws(ProtobufError) -> [UInt8] {
    [UInt8](repeating: 0, count: prefix) + payload
  }
}

func argument(_ index: Int, _ fallback: Int) -> Int {
  CommandLine.arguments.count > index ? Int(CommandLine.arguments[index]) ?? fallback : fallback
}

/// Processor time of this process in microseconds.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}

let calls = argument(1, 100_000)
let callers = argument(2, 1)
let rounds = argument(3, 5)

let answer = try EncodedMessage(Bytes([UInt8](repeating: 7, count: 100)))
let routes = ServiceRoutes(
  service: "bench.Bench",
  methods: [
    "Echo": .unary(
      Bytes.self, Bytes.self, ready: { (_, _) throws(RPCError) in answer },
      { (request, _) async throws(RPCError) in request })
  ])
let server = GRPCServer(router: Router([routes]), configuration: .init())
let target = try await server.start(on: .tcp(host: "127.0.0.1", port: 0))
let channel = try await ClientChannel.connect(to: target)
let request = Bytes([UInt8](repeating: 1, count: 50))

for round in 1...rounds {
  let clock = ContinuousClock()
  let processor = processorTime()
  let time = try await clock.measure {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<callers {
        group.addTask {
          for _ in 0..<calls / callers {
            _ = try await channel.unary(
              path: "/bench.Bench/Echo", request, returning: Bytes.self)
          }
        }
      }
      try await group.waitForAll()
    }
  }
  let microseconds =
    Double(time.components.seconds) * 1e6 + Double(time.components.attoseconds) / 1e12
  let (wall, cpu) = (microseconds / Double(calls), (processorTime() - processor) / Double(calls))
  print("round \(round): \(wall) µs a call, \(cpu) µs of processor time, both sides together")
}
await channel.close()
await server.shutdown(grace: .zero)
