import Access
import GRPC
import Testing

@Suite("Who may call what")
struct MethodRulesTests {
  @Test(
    "Every method that is served has a row in the table, so that none is locked or open by accident"
  )
  func everyMethod() async throws {
    let scene = try await Scene()
    for route in scene.services.router.methods {
      #expect(MethodRules.has(route.path), "\(route.path)")
    }
    #expect(scene.services.router.methods.count > 50)
    await scene.stop()
  }

  @Test("A method that nobody thought of needs an admin of all projects")
  func unknown() {
    let rule = MethodRules.rule("/galleon.v1.MigrationService/Unthought")
    #expect(rule.least == .admin)
    #expect(rule.isForAllProjects && rule.changes)
  }
}
