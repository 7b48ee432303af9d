import GRPC
import Orchestration

/// Everything Galleon serves, and its health.
package struct AllServices: Sendable {
  package let health: HealthService
  package let channelz = ChannelzService()
  package let router: Router

  package init(
    orchestrator: Orchestrator, evacuator: Evacuator, inventory: Inventory,
    backends: BackendCatalog
  ) {
    let own = [
      MigrationService(orchestrator: orchestrator, inventory: inventory).allRoutes,
      EvacuationService(evacuator: evacuator).routes,
      ShareServerService(inventory: inventory).routes,
      ShareService(inventory: inventory).routes,
      NetworkService(inventory: inventory, backends: backends).routes,
      BackendService(inventory: inventory, backends: backends).routes,
    ]
    health = HealthService(services: own.map(\.service))
    let standard = [
      "grpc.channelz.v1.Channelz", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
      "grpc.reflection.v1alpha.ServerReflection",
    ]
    let reflection = ReflectionService(services: own.map(\.service) + standard)
    var router = Router()
    for routes in own + [channelz.routes, health.routes] + reflection.allRoutes {
      router.register(routes)
    }
    self.router = router
  }
}
