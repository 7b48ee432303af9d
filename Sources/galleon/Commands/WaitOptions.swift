import ArgumentParser

/// For commands whose work goes on after the reply.
struct WaitOptions: ParsableArguments {
  @Flag(name: .long, help: "Return when it is done, not when it is accepted.")
  var wait = false

  @Option(
    name: .long, help: ArgumentHelp("With --wait: for how long at most.", valueName: "TIME"))
  var waitTimeout = DurationOption(seconds: 300)
}
