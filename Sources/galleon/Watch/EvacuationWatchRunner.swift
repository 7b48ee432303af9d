import GRPC
import GalleonAPI
import Glibc

/// Follows an evacuation until it is at rest, and comes back when the connection breaks.
struct EvacuationWatchRunner {
  private let session: Session
  private let format: OutputFormat
  private var area = LiveArea()
  private var machine: WatchMachine
  private let started = ContinuousClock.now
  private var last: Evacuation?
  /// The state of each item as it was told last.
  private var told: [String: String] = [:]

  /// - Throws: also when something is left on the backend at the end.
  static func run(
    _ id: String, _ session: Session, _ options: WatchingOptions, format: OutputFormat
  ) async throws(CommandFailure) {
    var runner = EvacuationWatchRunner(session, options, format)
    try await runner.follow(id)
  }

  private init(_ session: Session, _ options: WatchingOptions, _ format: OutputFormat) {
    self.session = session
    self.format = format
    machine = WatchMachine(until: .end, patience: options.reconnectFor.duration)
  }

  private var isOver: Bool {
    switch last?.state {
    case .stopped, .done, .doneWithFailures: true
    default: false
    }
  }

  private mutating func follow(_ id: String) async throws(CommandFailure) {
    Interruption.say([
      "Stopped watching. The evacuation goes on; come back to it with:",
      "  galleon evacuation watch \(id)",
    ])
    defer { Interruption.say([]) }
    while !isOver {
      var refusal: Refusal?
      do throws(RPCError) {
        let stream = try await EvacuationServiceClient(session.channel).watchEvacuation(
          WatchEvacuationRequest(evacuationId: id), options: try session.options())
        while let response = try await stream.next() {
          if machine.received(token: "") { note("The server is back.") }
          if case .evacuation(let evacuation) = response.event?.event { show(evacuation) }
        }
      } catch {
        refusal = Refusal(error)
      }
      if isOver { break }
      try await pause(after: refusal)
    }
    area.keep()
    try judge()
  }

  private mutating func pause(after refusal: Refusal?) async throws(CommandFailure) {
    let next = machine.ended(
      worthRetry: refusal?.isWorthResuming ?? true, now: started.duration(to: .now),
      chance: Double.random(in: 0...1))
    switch next {
    case .finished: return
    case .reconnect(let delay):
      if machine.isFirstAttempt {
        note("Lost the connection to the server. Waiting for it to come back …")
      }
      try? await Task.sleep(for: delay)
    case .giveUp, .fail:
      area.keep()
      let refusal = refusal ?? Refusal(code: "UNAVAILABLE", message: "the stream ended")
      throw CommandFailure(refusal, server: session.server)
    }
  }

  private func judge() throws(CommandFailure) {
    guard let last, last.state != .done else { return }
    let left = last.items.filter { !["moved", "gone"].contains($0.state.word) }
    throw CommandFailure(
      lines: ["The evacuation is \(last.state.word)."]
        + left.prefix(20).map { item in
          "  * \(item.shareServerId) \(item.state.word): \(DisplayText.harmless(item.message))"
        } + [
          "Hint: galleon evacuation resume \(last.id) plans what is left anew and goes on."
        ], exitCode: .refused)
  }

  private mutating func show(_ evacuation: Evacuation) {
    defer { last = evacuation }
    switch format {
    case .json, .yaml:
      Terminal.print(JSONText.oneLine(evacuation.output) + "\n")
    case .table where Terminal.isInteractive:
      let size = Terminal.size ?? (columns: 80, rows: 24)
      let lines = EvacuationBars.lines(
        evacuation, width: size.columns - 1, height: size.rows - 1)
      Terminal.print(area.redraw(lines))
    case .table, .value:
      printLines(evacuation)
    }
  }

  /// A line for the whole, and one for each server whose state is news.
  private mutating func printLines(_ evacuation: Evacuation) {
    let now = GoogleProtobufTimestamp(seconds: Int64(time(nil)), nanos: 0).text
    for item in evacuation.items {
      let word = [item.state.word, item.taskState.word].filter { !$0.isEmpty }
        .joined(separator: "  ")
      guard told[item.shareServerId] != word else { continue }
      told[item.shareServerId] = word
      let place = item.destinationHost.isEmpty ? "" : " → \(item.destinationHost)"
      Terminal.print(
        "\(now)  \(item.shareServerId)\(DisplayText.harmless(place))  \(word)  "
          + "\(DisplayText.harmless(item.message))\n")
    }
    Terminal.print("\(now)  \(evacuation.state.word)  \(EvacuationBars.whole(evacuation))\n")
  }

  private mutating func note(_ text: String) {
    Terminal.print(area.erase())
    Terminal.complain([text])
  }
}
