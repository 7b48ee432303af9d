import ArgumentParser
import Glibc

/// Where the process begins.
@main
enum DaemonMain {
  static func main() {
    do {
      var command = try DaemonCommand.parseAsRoot()
      try command.run()
    } catch {
      // The parser's own code for wrong use, 64, is not what the manual promises.
      let code = DaemonCommand.exitCode(for: error)
      let text = DaemonCommand.fullMessage(for: error)
      if code.isSuccess {
        print(text)
        exit(0)
      }
      if !text.isEmpty { StandardError.write(text + "\n") }
      exit(code == .validationFailure ? DaemonExit.usage : code.rawValue)
    }
  }
}
