import Drivers
import Glibc

// The mover alone, for benchmarks and for looking at what it does:
//   MoverBench copy SOURCE DESTINATION JOURNAL [WORKERS]   one pass; JOURNAL may be -
//   MoverBench compare FIRST SECOND                        every difference between two trees

let arguments = CommandLine.arguments
switch (arguments.dropFirst().first, arguments.count) {
case ("copy", 5...6):
  let options = MoverOptions(workers: arguments.count == 6 ? Int(arguments[5]) ?? 0 : 0)
  do throws(MoverError) {
    let copy = try TreeCopy(
      from: arguments[2], to: arguments[3], journal: arguments[4] == "-" ? nil : arguments[4],
      options: options)
    print(try copy.passBlocking(stop: StopFlag()))
  } catch {
    print(error)
    exit(1)
  }
case ("compare", 4):
  do throws(MoverError) {
    let differences = try TreeChecker.differences(between: arguments[2], and: arguments[3])
    for difference in differences { print(difference) }
    exit(differences.isEmpty ? 0 : 1)
  } catch {
    print(error)
    exit(1)
  }
default:
  print("usage: MoverBench copy SOURCE DESTINATION JOURNAL [WORKERS] | compare FIRST SECOND")
  exit(2)
}
