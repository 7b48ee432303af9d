import ArgumentParser
import Glibc

/// Where the process begins.
@main
enum GalleonMain {
  static func main() {
    Interruption.prepare()
    Task.detached { exit(await run().rawValue) }
    Interruption.wait()
  }

  private static func run() async -> ExitStatus {
    do {
      var command = try Galleon.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return .success
    } catch let failure as CommandFailure {
      Terminal.complain(failure.lines)
      return failure.exitCode
    } catch let status as ExitStatus {
      return status
    } catch {
      // The parser's own code for wrong use, 64, is not what the manual promises.
      let text = Galleon.fullMessage(for: error)
      if Galleon.exitCode(for: error).isSuccess {
        Terminal.print(text + "\n")
        return .success
      }
      Terminal.complain([text])
      return .usage
    }
  }
}
