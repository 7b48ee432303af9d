import Foundation
import MigrationCore
import Synchronization

/// Keeps the rates of a backend, in memory and in a small file in its root. The file is a help: without it, or when it
/// cannot be written, estimates are worse and nothing else.
final class RateMemory: Sendable {
  private let root: String
  /// Nil until it was loaded.
  private let known = Mutex<MeasuredRates?>(nil)

  init(root: String) {
    self.root = root
  }

  private var directory: String { root + "/.galleon" }
  private var path: String { directory + "/rates.json" }

  func learn(_ change: @escaping @Sendable (inout MeasuredRates) -> Void) async {
    await BlockingWork.run { self.note(change) }
  }

  private func note(_ change: (inout MeasuredRates) -> Void) {
    let rates = known.withLock { known in
      var rates = known ?? load()
      change(&rates)
      known = rates
      return rates
    }
    guard let data = try? JSONEncoder().encode(rates) else { return }
    do throws(DriverError) {
      try SmallFiles.makeDirectory(directory)
      try SmallFiles.write(String(decoding: data, as: UTF8.self), to: path)
    } catch {
      // Said above: the file is a help.
    }
  }

  /// Blocks the calling thread for some tenths of a second when the disk was never looked at.
  func estimate(bytes: Int64, files: Int64) -> Estimate {
    known.withLock { known in
      var rates = known ?? load()
      if rates.calibration == nil { rates.calibration = Calibration.run(in: root) }
      known = rates
      return rates.estimate(bytes: bytes, files: files)
    }
  }

  private func load() -> MeasuredRates {
    guard let text = SmallFiles.text(of: path),
      let rates = try? JSONDecoder().decode(MeasuredRates.self, from: Data(text.utf8))
    else { return MeasuredRates() }
    return rates
  }
}
