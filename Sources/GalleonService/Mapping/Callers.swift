import GRPC
import HTTP2
import MigrationCore
import Orchestration

extension ServerContext {
  /// Whom histories name: who calls by whatever is known, at least the address.
  var actor: String { caller?.identity ?? peerCertificate?.identity ?? peer }

  /// The one project that the caller sees; nil for all.
  var project: String? { caller?.project }

  /// The project that a request means: the caller's own, where it has one.
  func project(_ asked: String) throws(Refusal) -> String {
    guard let project, asked != project else { return asked }
    guard asked.isEmpty else {
      throw Refusal(
        .permissionDenied, .otherProject,
        "project_id must be “\(project)” or empty: that is the project of \(actor)")
    }
    return project
  }
}

extension MigrationService {
  /// Refuses a migration of another project exactly as one that does not exist. One that is not there at all is for the
  /// call itself to judge: its answer may be remembered.
  func requireOwn(_ reference: MigrationReference, _ context: ServerContext)
    async throws(Refusal)
  {
    guard let project = context.project else { return }
    if case .shareServer(let id) = reference {
      do throws(Refusal) {
        let server = try await inventory.get(ShareServer.self, id)
        guard server.projectID == project else { throw reference.unknown }
        return
      } catch  where error.kind == .notFound && error != reference.unknown {}
    }
    do throws(Refusal) {
      guard try await status(reference).migration.projectID == project else {
        throw reference.unknown
      }
    } catch  where error.kind == .notFound && error != reference.unknown {}
  }
}

extension MigrationReference {
  /// What is said of one that does not exist.
  var unknown: Refusal {
    switch self {
    case .migration(let id): .notFound(.migration, id)
    case .shareServer(let id): .notFound(.shareServer, id)
    }
  }
}
