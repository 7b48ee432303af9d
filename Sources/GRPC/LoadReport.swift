import Glibc
import HTTP2
import Synchronization

/// How loaded this process is, as unary answers tell it in their trailers: an `xds.data.orca.v3.OrcaLoadReport` in
/// `endpoint-load-metrics-bin` (gRFC A51). Balancers with client-side weights send less to who has more to do.
///
/// It is made anew once a second, by the call that finds it old; all other calls send the same bytes.
final class LoadReport: Sendable {
  private struct State {
    var since: ContinuousClock.Instant
    /// Seconds of processor time at `since`.
    var processorTime: Double
    var calls = 0
    var trailers: [HeaderField]
  }

  private let state: Mutex<State>
  private let processors: Double
  private let processorTime: @Sendable () -> Double
  private static let interval = Duration.seconds(1)

  /// - Parameters:
  ///   - processors: how many there are to use.
  ///   - processorTime: seconds that the process has used until now.
  init(
    now: ContinuousClock.Instant = .now, processors: Int = sysconf(Int32(_SC_NPROCESSORS_ONLN)),
    processorTime: @escaping @Sendable () -> Double = LoadReport.usedByProcess
  ) {
    self.processors = Double(max(1, processors))
    self.processorTime = processorTime
    // Nothing is known before the first second has passed; an empty report would be taken for an idle server.
    state = Mutex(
      State(
        since: now, processorTime: processorTime(),
        trailers: ResponseHeaders.plainSuccess))
  }

  /// What follows the message of a unary answer; counts it.
  func trailers(now: ContinuousClock.Instant) -> [HeaderField] {
    state.withLock { state in
      state.calls += 1
      let elapsed = state.since.duration(to: now)
      if elapsed >= Self.interval { renew(&state, now, elapsed / .seconds(1)) }
      return state.trailers
    }
  }

  private func renew(_ state: inout State, _ now: ContinuousClock.Instant, _ seconds: Double) {
    let used = processorTime()
    let utilization = max(0, used - state.processorTime) / (seconds * processors)
    let report = Self.encode(utilization: utilization, rate: Double(state.calls) / seconds)
    state.trailers =
      ResponseHeaders.plainSuccess
      + [HeaderField("endpoint-load-metrics-bin", Base64.encode(report))]
    state.since = now
    state.processorTime = used
    state.calls = 0
  }

  /// Three doubles: cpu_utilization (1), rps_fractional (6), application_utilization (9). What this process does costs
  /// processor time, be it calls or copying, so the one is the other.
  static func encode(utilization: Double, rate: Double) -> [UInt8] {
    [(1, utilization), (6, rate), (9, utilization)].flatMap { field, value -> [UInt8] in
      let bits = value.bitPattern.littleEndian
      return [UInt8(field << 3 | 1)] + withUnsafeBytes(of: bits) { Array($0) }
    }
  }

  private static let usedByProcess: @Sendable () -> Double = {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }
}
