import GalleonAPI

// Every request with a request_id.
extension AllowAccessRequest: MutatingRequest {}
extension CancelMigrationRequest: MutatingRequest {}
extension CompleteMigrationRequest: MutatingRequest {}
extension CreateShareNetworkRequest: MutatingRequest {}
extension CreateShareNetworkSubnetRequest: MutatingRequest {}
extension CreateShareRequest: MutatingRequest {}
extension CreateShareServerRequest: MutatingRequest {}
extension CreateShareTypeRequest: MutatingRequest {}
extension CreateSnapshotRequest: MutatingRequest {}
extension DeleteShareNetworkRequest: MutatingRequest {}
extension DeleteShareNetworkSubnetRequest: MutatingRequest {}
extension DeleteShareRequest: MutatingRequest {}
extension DeleteShareServerRequest: MutatingRequest {}
extension DeleteShareTypeRequest: MutatingRequest {}
extension DeleteSnapshotRequest: MutatingRequest {}
extension DenyAccessRequest: MutatingRequest {}
extension EvacuateBackendRequest: MutatingRequest {}
extension ExtendShareRequest: MutatingRequest {}
extension RecoverMigrationRequest: MutatingRequest {}
extension ResetShareServerStatusRequest: MutatingRequest {}
extension ResetShareServerTaskStateRequest: MutatingRequest {}
extension ResetShareStatusRequest: MutatingRequest {}
extension ResetSnapshotStatusRequest: MutatingRequest {}
extension ResumeEvacuationRequest: MutatingRequest {}
extension StartMigrationRequest: MutatingRequest {}
extension StopEvacuationRequest: MutatingRequest {}
extension UpdateMigrationRequest: MutatingRequest {}
