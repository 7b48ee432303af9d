import ArgumentParser

/// What every command takes, before or after its own words.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where galleond listens: HOST:PORT, [IPv6]:PORT or unix:PATH. "
        + "(environment: GALLEON_SERVER)",
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
    help: ArgumentHelp("How long the server may take to answer: 500ms, 30s, 2m.", valueName: "TIME")
  )
  var timeout = DurationOption(seconds: 30)

  private static var serverByDefault: String {
    Environment["GALLEON_SERVER"] ?? ServerAddress.byDefault
  }
}

extension OutputFormat: ExpressibleByArgument {}
