import ArgumentParser
import Testing

@testable import galleon

@Suite struct CommandLineTests {
  static let id = "aaaa1111-0000-4000-8000-000000000001"

  /// Every command there is, as the manual writes it.
  @Test(arguments: [
    "migration check \(id) local@beta --writable --nondisruptive --preserve-snapshots",
    "migration start \(id) local@beta --new-share-network net --watch --interval 250ms",
    "migration complete \(id) --watch", "migration cancel \(id)", "migration progress \(id)",
    "migration watch", "migration watch \(id) --until phase1 --reconnect-for 5m",
    "migration list --host local@beta --task-state migration_error --task-state migration_success",
    "migration list --share-server \(id) --project p", "migration show \(id)",
    "server create --host local@alpha --network net --subnet \(id) --auto-deletable --wait",
    "server show \(id)", "server list --status active --task-state migration_success",
    "server delete \(id)", "server reset-status \(id) active --reason because",
    "server reset-task-state \(id) none --reason because",
    "share create home --share-server \(id) --size 3 --protocol nfs --type t --wait",
    "share show home", "share list --share-server \(id) --name n --status server_migrating",
    "share delete home", "share extend home 5", "share reset-status home error --reason r",
    "snapshot create home monday", "snapshot show monday", "snapshot list --share home",
    "snapshot delete monday", "snapshot reset-status monday available --reason r",
    "access allow home ip 10.0.0.0/24 --level ro --wait", "access list home", "access deny \(id)",
    "network create net --project p", "network show net", "network list --status active",
    "network delete net",
    "network subnet create net 10.0.0.0/24 --gateway 10.0.0.1 --availability-zone z --mtu 9000",
    "network subnet show \(id)", "network subnet list --network net", "network subnet delete \(id)",
    "zone list", "backend list --availability-zone z", "backend show local@alpha", "type list",
    "type create west --spec availability_zones=west", "type delete west",
  ])
  func isUnderstood(line: String) throws {
    // The options for all commands may stand before or behind.
    for words in ["--server unix:/s -o json " + line, line + " --server unix:/s -o json"] {
      let command = try Galleon.parseAsRoot(words.split(separator: " ").map(String.init))
      let calling = try #require(command as? any CallingCommand)
      #expect(calling.options.server == "unix:/s")
      #expect(calling.options.output == .json)
      #expect(calling.options.timeout.duration == .seconds(30))
    }
  }

  @Test(arguments: [
    "migration start \(id)", "migration watch \(id) --until lunch", "server list --status fine",
    "share create --share-server \(id)", "type create west --spec nothing",
    "migration show \(id) --timeout soon", "server reset-status \(id) active",
  ])
  func isRefused(line: String) {
    #expect(throws: (any Error).self) {
      try Galleon.parseAsRoot(line.split(separator: " ").map(String.init))
    }
  }

  @Test(arguments: [
    "127.0.0.1:50051", "host.example:1", "[::1]:2", "unix:/run/s", "dns:///storage:5",
    "a:1,b:2,unix:/run/s", "ipv4:1.2.3.4:5,5.6.7.8:6",
  ])
  func readsAddresses(text: String) throws {
    #expect(try ServerAddress.servers(text).description == text)
  }

  @Test(arguments: [
    "", "host", "host:", ":1", "host:0", "host:65536", "::1:5", "[host]:1", "unix:", "a:1,",
  ])
  func refusesWhatIsNoAddress(text: String) throws {
    let failure = try #require(throws: CommandFailure.self) {
      try ServerAddress.servers(text)
    }
    #expect(failure.exitCode == .usage)
    #expect(failure.lines.last?.contains("with commas") == true)
  }

  @Test func requestIdentifiersAreFreshUUIDs() {
    let identifiers = (0..<100).map { _ in RequestIdentifier.make() }
    #expect(Set(identifiers).count == 100)
    for identifier in identifiers {
      #expect(NameResolution.isIdentifier(identifier))
      #expect(Array(identifier)[14] == "4")
    }
  }
}
