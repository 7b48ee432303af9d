/// One connection: addresses are tried in order, the next one already when one takes long, and all calls go to the first
/// that answers (gRFC A61, A62).
struct PickFirst: LoadBalancing {
  private enum Mode: Sendable, Equatable {
    case idle
    /// The first `asked` addresses have been asked in this pass.
    case trying(asked: Int)
    case selected(Int)
    /// All have failed; each goes on trying by its own backoff.
    case failing
  }

  private var mode = Mode.idle
  private var reports: [SubchannelReport] = []

  var state: ConnectivityState {
    switch mode {
    case .idle: .idle
    case .trying: .connecting
    case .selected: .ready
    case .failing: .transientFailure
    }
  }

  var ready: [Int] {
    switch mode {
    case .selected(let index): [index]
    case .idle, .trying, .failing: []
    }
  }

  mutating func replaced(with reports: [SubchannelReport]) -> [LoadBalancingOrder] {
    let before = mode
    self.reports = reports
    mode = .idle
    if let index = reports.firstIndex(of: .ready) {
      mode = .selected(index)
      return []
    }
    return before == .idle ? [] : connectAsked()
  }

  mutating func connectAsked() -> [LoadBalancingOrder] {
    guard mode == .idle else { return [] }
    mode = .trying(asked: 0)
    return askNext()
  }

  /// Asks the next address that is not in its backoff.
  private mutating func askNext() -> [LoadBalancingOrder] {
    guard case .trying(var asked) = mode else { return [] }
    while asked < reports.count {
      let index = asked
      asked += 1
      mode = .trying(asked: asked)
      switch reports[index] {
      case .idle: return asked < reports.count ? [.connect(index), .startDelay] : [.connect(index)]
      case .connecting: return asked < reports.count ? [.startDelay] : []
      case .ready: return select(index)
      case .failed: continue
      }
    }
    guard !reports.contains(.connecting) else { return [] }
    mode = .failing
    return reports.indices.filter { reports[$0] == .idle }.map { .connect($0) }
  }

  private mutating func select(_ index: Int) -> [LoadBalancingOrder] {
    mode = .selected(index)
    return reports.indices
      .filter { $0 != index && (reports[$0] == .connecting || reports[$0] == .ready) }
      .map { .disconnect($0) }
  }

  mutating func changed(_ index: Int, to report: SubchannelReport) -> [LoadBalancingOrder] {
    reports[index] = report
    switch (mode, report) {
    case (.selected(index), .idle), (.selected(index), .failed):
      mode = .idle
      return []
    case (.selected, _), (.idle, _):
      return []
    case (.trying, .ready), (.failing, .ready):
      return select(index)
    case (.trying(let asked), .failed):
      // The newest attempt failed, or the last that was under way.
      return index + 1 == asked || !reports.contains(.connecting) ? askNext() : []
    case (.trying(let asked), .idle):
      return index < asked ? [.connect(index)] : []
    case (.failing, .idle):
      return [.connect(index)]
    case (.trying, .connecting), (.failing, .connecting), (.failing, .failed):
      return []
    }
  }

  mutating func delayElapsed() -> [LoadBalancingOrder] {
    guard case .trying(let asked) = mode, asked < reports.count else { return [] }
    return askNext()
  }

  mutating func becameIdle() -> [LoadBalancingOrder] {
    mode = .idle
    return reports.indices.filter { reports[$0] == .connecting || reports[$0] == .ready }
      .map { .disconnect($0) }
  }
}
