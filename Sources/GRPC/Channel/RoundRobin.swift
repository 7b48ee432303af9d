/// A connection to each address, and calls to each of them in turn, as far as they stand (grpc/grpc
/// doc/load-balancing.md).
struct RoundRobin: LoadBalancing {
  private var reports: [SubchannelReport] = []
  /// Failed since it was ready last: connecting again does not make it hopeful, or a dead set of servers would hold up
  /// calls for ever.
  private var hasFailed: [Bool] = []
  private var isIdle = true

  private(set) var ready: [Int] = []

  var state: ConnectivityState {
    if isIdle { return .idle }
    if !ready.isEmpty { return .ready }
    return !hasFailed.isEmpty && hasFailed.allSatisfy { $0 } ? .transientFailure : .connecting
  }

  mutating func replaced(with reports: [SubchannelReport]) -> [LoadBalancingOrder] {
    self.reports = reports
    hasFailed = reports.map { $0 == .failed }
    findReady()
    return isIdle ? [] : connectIdle()
  }

  mutating func connectAsked() -> [LoadBalancingOrder] {
    guard isIdle else { return [] }
    isIdle = false
    return connectIdle()
  }

  mutating func changed(_ index: Int, to report: SubchannelReport) -> [LoadBalancingOrder] {
    reports[index] = report
    switch report {
    case .ready: hasFailed[index] = false
    case .failed: hasFailed[index] = true
    case .idle, .connecting: break
    }
    findReady()
    return report == .idle && !isIdle ? [.connect(index)] : []
  }

  mutating func delayElapsed() -> [LoadBalancingOrder] { [] }

  mutating func becameIdle() -> [LoadBalancingOrder] {
    isIdle = true
    ready = []
    return reports.indices.map { .disconnect($0) }
  }

  private mutating func findReady() {
    ready = reports.indices.filter { reports[$0] == .ready }
  }

  private func connectIdle() -> [LoadBalancingOrder] {
    reports.indices.filter { reports[$0] == .idle }.map { .connect($0) }
  }
}
