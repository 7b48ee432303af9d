import Glibc
import Testing

@testable import Drivers

@Suite struct DirectoryListingTests {
  /// A client who removes a directory in the moment between its opening and its reading must not fail a whole migration.
  @Test func aDirectoryRemovedSinceItWasOpenedHasNoNames() throws {
    let scratch = try Scratch()
    try Shell.must("mkdir gone; touch gone/file", in: scratch.path)
    let descriptor = open(scratch.path + "/gone", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(descriptor) }
    let before = try DirectoryListing.read(descriptor).get()
    #expect(before.nameSet == [Array("file".utf8) + [0]] && !before.isGone)
    try Shell.must("rm -r gone", in: scratch.path)
    let after = try DirectoryListing.read(descriptor).get()
    #expect(after.entries.isEmpty && after.isGone)
  }
}
