import Testing

@testable import galleon

@Suite struct ProgressBarsTests {
  static let view = MigrationView(
    id: "m", sourceHost: "local@alpha", destinationHost: "local@beta",
    taskState: "migration_driver_in_progress", percent: 42.2, bytesDone: 1_300_000_000,
    bytesTotal: 3_000_000_000, filesDone: 1204, filesTotal: 3000, bytesPerSecond: 124_000_000,
    timeLeft: .seconds(14),
    shares: [
      ShareBar(
        name: "home", bytesDone: 1 << 30, bytesTotal: 2 << 30, phase: "full copy",
        rate: 100_000_000),
      ShareBar(name: "empty", bytesDone: 0, bytesTotal: 0, phase: "done", rate: 0),
      ShareBar(
        name: "projects of all", bytesDone: 5, bytesTotal: 1 << 30, phase: "full copy", rate: 0),
    ])

  @Test func drawsEachShareWithRateAndTimeLeft() {
    #expect(
      ProgressBars.lines(Self.view, width: 110) == [
        "local@alpha → local@beta  migration_driver_in_progress",
        "  42.2 %, 1.2 GiB of 2.8 GiB, 1204 of 3000 files, 118.3 MiB/s, 0:14 left",
        "  home            [####################--------------------]  50 %  95.4 MiB/s     "
          + "0:10 left      full copy",
        "  empty           [########################################] 100 %                 "
          + "               done",
        "  projects of all [----------------------------------------]   0 %                 "
          + "               full copy",
      ])
  }

  /// A line longer than the terminal would wrap and break the redrawing.
  @Test(arguments: [20, 40, 55, 70, 80, 132, 500])
  func neverExceedsTheWidth(width: Int) {
    var view = Self.view
    view.problem = String(repeating: "problem ", count: 30)
    view.shares[0].name = String(repeating: "文", count: 100)
    for line in ProgressBars.lines(view, width: width) {
      #expect(DisplayText.width(line) <= max(width, 40), "\(line)")
    }
  }

  @Test func aNarrowTerminalKeepsTheBars() {
    let lines = ProgressBars.lines(Self.view, width: 40)
    #expect(lines[2].contains("50 %"))
    #expect(lines[2].contains("#-"))
  }

  @Test func aNameCannotMoveTheCursor() {
    var view = Self.view
    view.shares[0].name = "a\u{1B}[9Ab"
    view.problem = "x\ny"
    #expect(ProgressBars.lines(view, width: 100).allSatisfy { !$0.contains("\u{1B}") })
    #expect(ProgressBars.lines(view, width: 100).allSatisfy { !$0.contains("\n") })
  }

  /// More bars than the terminal has lines could not be drawn in place.
  @Test func showsTheMovingSharesWhenThereAreTooMany() {
    var view = Self.view
    view.shares = (1...30).map {
      ShareBar(name: "s\($0)", bytesDone: $0 == 30 ? 5 : 9, bytesTotal: 9, phase: "", rate: 0)
    }
    let lines = ProgressBars.lines(view, width: 100, height: 10)
    #expect(lines.count == 10)
    #expect(lines[2].hasPrefix("  s30 ["))
    #expect(lines[9] == "  … and 23 more shares")
    #expect(ProgressBars.lines(view, width: 100, height: 32).count == 32)
  }

  /// What is done has no rate and no time left.
  @Test func theEndStandsStill() {
    var view = Self.view
    view.taskState = "migration_success"
    view.percent = 100
    view.shares = [ShareBar(name: "s", bytesDone: 9, bytesTotal: 9, phase: "done", rate: 5000)]
    #expect(
      ProgressBars.lines(view, width: 100) == [
        "local@alpha → local@beta  migration_success",
        "  100 %, 1.2 GiB of 2.8 GiB, 1204 of 3000 files",
        "  s [########################################] 100 %                                done",
      ])
  }

  @Test func redrawsInPlace() {
    var area = LiveArea()
    #expect(area.redraw(["a", "b"]) == "a\nb\n")
    #expect(area.redraw(["c"]) == "\u{1B}[2A\u{1B}[Jc\n")
    #expect(area.erase() == "\u{1B}[1A\u{1B}[J")
    #expect(area.erase() == "")
  }

  @Test func measuresARate() {
    var meter = RateMeter()
    meter.saw(0, at: .seconds(10))
    #expect(meter.bytesPerSecond == 0)
    meter.saw(1000, at: .seconds(11))
    #expect(meter.bytesPerSecond == 1000)
    meter.saw(1000, at: .seconds(16))
    #expect(meter.bytesPerSecond == 500)
    // A new pass begins to count anew.
    meter.saw(3, at: .seconds(17))
    #expect(meter.bytesPerSecond == 0)
  }
}
