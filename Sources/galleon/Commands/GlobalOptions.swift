import ArgumentParser

/// What every command takes, before or after its own words.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where galleond listens: HOST:PORT, [IPv6]:PORT, unix:PATH, dns:///HOST:PORT, or several of "
        + "them with commas: calls go to those that serve. (environment: GALLEON_SERVER)",
      valueName: "ADDRESS"))
  var server = GlobalOptions.serverByDefault

  @OptionGroup var secure: SecureOptions
  @OptionGroup var token: TokenOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The form of the output.", valueName: "FORM"))
  var output = OutputFormat.table

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long a call may take in all, with connecting and sending it again: 500ms, 30s, 2m.",
      valueName: "TIME")
  )
  var timeout = DurationOption(seconds: 30)

  @Flag(
    name: .long,
    help: "Wait for a server that cannot be reached yet, up to --timeout, instead of failing.")
  var waitForReady = false

  private static var serverByDefault: String {
    Environment["GALLEON_SERVER"] ?? ServerAddress.byDefault
  }
}

extension OutputFormat: ExpressibleByArgument {}
