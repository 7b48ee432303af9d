import GalleonAPI

// Every request with a request_id.
extension AllowAccessRequest: MutatingRequest { var subjects: [String] { [shareId] } }
extension CancelMigrationRequest: MutatingRequest {
  var subjects: [String] { [migrationId, shareServerId] }
}
extension CompleteMigrationRequest: MutatingRequest {
  var subjects: [String] { [migrationId, shareServerId] }
}
extension CreateShareNetworkRequest: MutatingRequest { var subjects: [String] { [] } }
extension CreateShareNetworkSubnetRequest: MutatingRequest {
  var subjects: [String] { [shareNetworkId] }
}
extension CreateShareRequest: MutatingRequest { var subjects: [String] { [shareServerId] } }
extension CreateShareServerRequest: MutatingRequest { var subjects: [String] { [host] } }
extension CreateShareTypeRequest: MutatingRequest { var subjects: [String] { [name] } }
extension CreateSnapshotRequest: MutatingRequest { var subjects: [String] { [shareId] } }
extension DeleteShareNetworkRequest: MutatingRequest {
  var subjects: [String] { [shareNetworkId] }
}
extension DeleteShareNetworkSubnetRequest: MutatingRequest {
  var subjects: [String] { [shareNetworkSubnetId] }
}
extension DeleteShareRequest: MutatingRequest { var subjects: [String] { [shareId] } }
extension DeleteShareServerRequest: MutatingRequest { var subjects: [String] { [shareServerId] } }
extension DeleteShareTypeRequest: MutatingRequest { var subjects: [String] { [shareTypeId] } }
extension DeleteSnapshotRequest: MutatingRequest { var subjects: [String] { [snapshotId] } }
extension DenyAccessRequest: MutatingRequest { var subjects: [String] { [accessRuleId] } }
extension EvacuateBackendRequest: MutatingRequest { var subjects: [String] { [host] } }
extension ExtendShareRequest: MutatingRequest { var subjects: [String] { [shareId] } }
extension RecoverMigrationRequest: MutatingRequest {
  var subjects: [String] { [migrationId, shareServerId] }
}
extension ResetShareServerStatusRequest: MutatingRequest {
  var subjects: [String] { [shareServerId] }
}
extension ResetShareServerTaskStateRequest: MutatingRequest {
  var subjects: [String] { [shareServerId] }
}
extension ResetShareStatusRequest: MutatingRequest { var subjects: [String] { [shareId] } }
extension ResetSnapshotStatusRequest: MutatingRequest { var subjects: [String] { [snapshotId] } }
extension ResumeEvacuationRequest: MutatingRequest { var subjects: [String] { [evacuationId] } }
extension StartMigrationRequest: MutatingRequest { var subjects: [String] { [shareServerId] } }
extension StopEvacuationRequest: MutatingRequest { var subjects: [String] { [evacuationId] } }
extension UpdateMigrationRequest: MutatingRequest {
  var subjects: [String] { [migrationId, shareServerId] }
}

/// An answer with something new in it, for the audit log.
protocol Made {
  var madeID: String { get }
  var madeIn: String { get }
}

extension AllowAccessResponse: Made {
  var madeID: String { accessRule?.id ?? "" }
  var madeIn: String { "" }
}
extension CreateShareNetworkResponse: Made {
  var madeID: String { shareNetwork?.id ?? "" }
  var madeIn: String { shareNetwork?.projectId ?? "" }
}
extension CreateShareNetworkSubnetResponse: Made {
  var madeID: String { shareNetworkSubnet?.id ?? "" }
  var madeIn: String { "" }
}
extension CreateShareResponse: Made {
  var madeID: String { share?.id ?? "" }
  var madeIn: String { share?.projectId ?? "" }
}
extension CreateShareServerResponse: Made {
  var madeID: String { shareServer?.id ?? "" }
  var madeIn: String { shareServer?.projectId ?? "" }
}
extension CreateShareTypeResponse: Made {
  var madeID: String { shareType?.id ?? "" }
  var madeIn: String { "" }
}
extension CreateSnapshotResponse: Made {
  var madeID: String { snapshot?.id ?? "" }
  var madeIn: String { snapshot?.projectId ?? "" }
}
extension EvacuateBackendResponse: Made {
  var madeID: String { evacuation?.id ?? "" }
  var madeIn: String { "" }
}
extension StartMigrationResponse: Made {
  var madeID: String { migration?.id ?? "" }
  var madeIn: String { migration?.projectId ?? "" }
}
