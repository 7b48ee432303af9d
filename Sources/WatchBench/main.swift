import Glibc
import HTTP2

// The load side of Benchmarks/watch.py: many WatchMigrations streams over some connections.
//
//   WatchBench PATH WATCHERS SLOW
//
// opens WATCHERS streams through the Unix socket PATH, of which SLOW read nothing more after their first kilobyte, says
// `ready` when all have their snapshots, and tells on each line of its input what it has seen.

guard CommandLine.arguments.count == 4, let watchers = Int(CommandLine.arguments[2]),
  let slow = Int(CommandLine.arguments[3])
else {
  say("usage: WatchBench PATH WATCHERS SLOW")
  exit(2)
}
let run = Run(path: CommandLine.arguments[1])
do {
  try await run.open(slow, slow: true)
  try await run.open(watchers - slow, slow: false)
  await run.untilComplete(watchers)
  say("ready")
  while readLine() != nil { await run.report() }
} catch {
  say("failed: \(error)")
  exit(1)
}
