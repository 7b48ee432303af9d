import CFuzzer
import Glibc

/// Runs one libFuzzer target: `galleon-fuzz <target> [libFuzzer's options] [corpus]`.
@main
struct Fuzz {
  static func main() {
    guard CommandLine.argc >= 2, let name = CommandLine.arguments.dropFirst().first,
      let target = FuzzTarget(rawValue: name)
    else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
      print("usage: galleon-fuzz <target> [options] [corpus]; targets: \(names)")
      exit(2)
    }
    // libFuzzer sees the arguments without the target's name.
    var count = CommandLine.argc - 1
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
    exit(LLVMFuzzerRunDriver(&count, &arguments, target.entry))
  }
}
