import Access
import Testing

@Suite struct RoleTests {
  @Test func everyRoleMayWhatTheOnesBeforeMay() {
    #expect(Role.viewer < Role.operator)
    #expect(Role.operator < Role.admin)
  }
}
