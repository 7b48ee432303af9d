import GRPC
import Glibc

/// This project's side of the interoperability tests.
///
///     galleon-interop server             prints its port, serves until its standard input ends
///     galleon-interop client PORT CASE…  plays the cases against a server; a line for each, as every client of Tests/Interop
///     galleon-interop channelz PORT…     calls the servers in turn, then shows its channel by channelz: prints its port, serves
///                                        until its standard input ends
@main
struct InteropPeer {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "server":
        try await serve()
      case "client":
        guard arguments.count > 2, let port = UInt16(arguments[1]) else { return usage() }
        exit(await play(Array(arguments[2...]), port: port))
      case "channelz":
        try await ChannelzPeer.serve(ports: Array(arguments[1...]))
      default:
        usage()
      }
    } catch {
      say("\(error)")
      exit(1)
    }
  }

  private static func usage() {
    say("usage: galleon-interop server | client PORT CASE… | channelz PORT…")
    exit(2)
  }

  private static func serve() async throws(RPCError) {
    try await serve(GRPCServer(router: Router([InteropService().routes])))
  }

  static func serve(_ server: GRPCServer) async throws(RPCError) {
    guard case .tcp(_, let port) = try await server.start(on: .tcp(host: "127.0.0.1", port: 0))
    else { return }
    say("\(port)")
    await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
      StandardInput.whenEnded { ended.resume() }
    }
    await server.shutdown(grace: .zero)
  }

  private static func play(_ names: [String], port: UInt16) async -> Int32 {
    var status: Int32 = 0
    for name in names {
      do {
        let channel = try await ClientChannel.connect(to: .tcp(host: "127.0.0.1", port: port))
        if let body = InteropCases.all[name] {
          try await body(InteropCases(channel: channel))
          say("\(name) ok")
        } else {
          say("\(name) skip not written for this client")
        }
        await channel.close()
      } catch {
        say("\(name) FAIL \(error)")
        status = 1
      }
    }
    return status
  }

  private static func say(_ line: String) {
    print(line)
    fflush(nil)
  }
}
