import GRPC
import GalleonAPI
import Testing

@Suite("The published service config, as this program reads it")
struct PublishedServiceConfigTests {
  @Test("A lost connection costs a command nothing, and a watch is resumed rather than begun anew")
  func policies() throws {
    let config = PublishedServiceConfig.parsed
    let start = try #require(config.method("/galleon.v1.MigrationService/StartMigration"))
    #expect(start.retryPolicy?.maxAttempts == 5)
    #expect(start.retryPolicy?.retryableStatusCodes == [.unavailable])
    let watch = try #require(config.method("/galleon.v1.MigrationService/WatchMigrations"))
    #expect(watch.retryPolicy == nil)
    #expect(config.loadBalancing == .roundRobin)
    #expect(config.healthCheckService == "galleon.v1.MigrationService")
  }

  @Test("A caller who is sent away by a busy server is not part of the storm")
  func throttle() {
    #expect(PublishedServiceConfig.parsed.retryThrottle?.maxTokens == 100)
  }
}
