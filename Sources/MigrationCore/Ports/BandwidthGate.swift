/// Limits how fast a driver moves data. Several drivers may stand at one gate at once; its limits may change at any time.
package protocol BandwidthGate: Sendable {
  /// Books `bytes` and answers how long the caller must wait before it moves them; zero when there is no limit. Ask for
  /// small pieces (1 MiB at most), so that a changed limit is felt soon.
  func reserve(_ bytes: Int64) -> Duration
}

/// A gate that holds nobody up.
package struct OpenGate: BandwidthGate {
  package init() {}

  package func reserve(_ bytes: Int64) -> Duration { .zero }
}
