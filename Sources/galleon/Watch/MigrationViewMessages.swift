import GalleonAPI

extension MigrationView {
  init(_ migration: Migration) {
    self.init(
      id: migration.id, sourceHost: migration.sourceHost,
      destinationHost: migration.destinationHost, taskState: migration.taskState.word)
    if let progress = migration.progress { take(progress) }
    taskState = migration.taskState.word
    problem = migration.lastError?.message ?? ""
  }

  /// Takes newer progress. The bars' rates stay; whoever measures them sets them.
  mutating func take(_ progress: MigrationProgress) {
    taskState = progress.taskState.word
    percent = progress.totalPercent
    bytesDone = progress.bytesDone
    bytesTotal = progress.bytesTotal
    filesDone = progress.filesDone
    filesTotal = progress.filesTotal
    bytesPerSecond = progress.bytesPerSecond
    timeLeft = progress.estimatedTimeLeft.map(Duration.init)
    shares = progress.shares.map { share in
      ShareBar(
        name: share.shareName.isEmpty ? share.shareId : share.shareName,
        bytesDone: share.bytesDone, bytesTotal: share.bytesTotal, phase: share.phase, rate: 0)
    }
    if let error = progress.lastError { problem = error.message }
  }
}
