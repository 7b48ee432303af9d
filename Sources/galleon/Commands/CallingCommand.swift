import ArgumentParser

/// A command that calls the server and shows the answer.
protocol CallingCommand: AsyncParsableCommand {
  var options: GlobalOptions { get }

  /// Calls. Nil when there is nothing to show.
  func answer(_ session: Session) async throws(CommandFailure) -> Answer?
}

extension CallingCommand {
  func run() async throws {
    let session = try await Session.open(options)
    if let answer = try await answer(session) { show(answer) }
    await session.channel.close()
  }

  func show(_ answer: Answer) {
    Terminal.print(answer.text(as: options.output, width: Terminal.size?.columns))
  }
}
