import ArgumentParser
import GalleonAPI
import Glibc
import Logging
import MigrationCore
import Synchronization

/// The command line of `galleond`.
struct DaemonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "galleond",
    abstract: "Moves share servers between storage backends, as a gRPC service.",
    discussion: """
      The service keeps its ledger in one SQLite file and serves until it is told to stop. \
      Everything it needs to know is in its configuration file; nothing comes from the \
      environment, but for tests of crashes GALLEON_FAIL_POINT (docs/failpoints.md). The file deploy/galleon.example.yaml documents every key with its default.

      Signals:
        SIGTERM, SIGINT  drain: health checks say NOT_SERVING, running calls end, exit;
                         a second one exits at once. Migrations go on with the next
                         start.
        SIGHUP           read the configuration again: the log level and "enabled" of
                         each backend change at once; the log names what waits for a
                         restart.

      Exit codes:
        0  ended as it was told to, or --check-config found nothing wrong
        1  could not start, or had to stop: the log's last line says why
        2  wrong use of the command line, or wrong configuration

      Examples:
        galleond --config galleon.yaml --check-config
        galleond --config galleon.yaml
        galleond ledger --help
      """,
    version: "galleond \(ProductVersion.text)",
    subcommands: [LedgerCommand.self])

  @Option(name: .long, help: ArgumentHelp("The configuration file.", valueName: "FILE"))
  var config = "/etc/galleon/galleon.yaml"

  @Flag(
    name: .long,
    help: "Say whether the configuration file is right, name everything that is not, and end.")
  var checkConfig = false

  @Flag(
    name: .long,
    help: """
      Listen where other machines can reach it without TLS, or without asking who calls, if the \
      configuration says so. Like "insecure: true" in it.
      """)
  var insecure = false

  @Flag(
    name: .long,
    help: "List the places where GALLEON_FAIL_POINT can make the service die, and end.")
  var listFailPoints = false

  func run() throws {
    if listFailPoints {
      for place in FailPlace.all { print(place) }
      return
    }
    let configuration: Configuration
    do throws(ConfigurationError) {
      configuration = try ConfigurationLoader.load(path: config, insecure: insecure)
    } catch {
      StandardError.write("\(error)\n")
      throw ExitCode(DaemonExit.usage)
    }
    if checkConfig {
      print(ConfigurationSummary.text(of: configuration, file: config))
      return
    }
    let failPoint: FailPoint?
    do throws(StartError) {
      failPoint = try FailPoint.ofEnvironment()
    } catch {
      StandardError.write("\(error)\n")
      throw ExitCode(DaemonExit.usage)
    }
    serve(configuration, failPoint)
  }

  /// Serves in tasks of its own, while this thread waits for signals.
  private func serve(_ configuration: Configuration, _ failPoint: FailPoint?) -> Never {
    Signals.block()
    let isReady = Readiness()
    let (signals, continuation) = AsyncStream.makeStream(of: SignalRequest.self)
    let daemon = Daemon(
      configuration: configuration, logLevel: LogBootstrap.start(configuration.log),
      signals: signals,
      reloader: Reloader(
        path: config, insecure: insecure, current: configuration),
      becameReady: { isReady.store(true) }, failPoint: failPoint)
    Task.detached {
      do {
        try await daemon.run()
        Glibc.exit(0)
      } catch {
        let why = (error as? Refusal)?.message ?? "\(error)"
        Logger(label: "galleon.daemon").critical("stopped: \(why)")
        Glibc.exit(DaemonExit.failure)
      }
    }
    let logger = Logger(label: "galleon.daemon")
    Signals.forward { request in
      switch request {
      case .drain where !isReady.value:
        // Nothing was promised yet, and what was written is whole: the next start takes it up.
        logger.notice("ended before it was ready")
        _exit(0)
      case .quit:
        logger.warning("ended at once: a second signal came, and calls that ran were cut off")
        _exit(DaemonExit.failure)
      case .drain, .reload:
        continuation.yield(request)
      }
    }
  }
}

/// The exit codes of `galleond`.
enum DaemonExit {
  static let failure: Int32 = 1
  static let usage: Int32 = 2
  /// Of `galleond ledger check`.
  static let findings: Int32 = 3
}

/// Whether the service has become ready.
private final class Readiness: Sendable {
  private let flag = Atomic(false)

  var value: Bool { flag.load(ordering: .acquiring) }

  func store(_ value: Bool) { flag.store(value, ordering: .releasing) }
}
