import ArgumentParser
import GalleonAPI
import Protobuf

/// An enum of the schema that people know by words: `TASK_STATE_MIGRATION_SUCCESS` is
/// `migration_success`.
protocol WordEnum: ProtobufEnum {
  /// What the names of the values begin with.
  static var prefix: String { get }
}

extension WordEnum {
  /// The word; a number for a value this program does not know; empty for "unspecified".
  var word: String {
    guard rawValue != 0 else { return "" }
    guard let name, name.hasPrefix(Self.prefix) else { return "\(rawValue)" }
    return name.dropFirst(Self.prefix.count).lowercased()
  }

  var output: OutputValue { .optional(word) }

  /// Every value but "unspecified", in the order of the schema.
  static var known: [Self] {
    (1...64).lazy.map { Self(rawValue: $0) }.filter { $0.name != nil }
  }
}

extension TaskState: WordEnum { static let prefix = "TASK_STATE_" }
extension RecoveryDirection: WordEnum { static let prefix = "RECOVERY_DIRECTION_" }
extension EvacuationState: WordEnum { static let prefix = "EVACUATION_STATE_" }
extension EvacuationItemState: WordEnum { static let prefix = "EVACUATION_ITEM_STATE_" }
extension RecoveryState: WordEnum { static let prefix = "RECOVERY_STATE_" }
extension ShareServerStatus: WordEnum { static let prefix = "SHARE_SERVER_STATUS_" }
extension ShareStatus: WordEnum { static let prefix = "SHARE_STATUS_" }
extension SnapshotStatus: WordEnum { static let prefix = "SNAPSHOT_STATUS_" }
extension ShareNetworkStatus: WordEnum { static let prefix = "SHARE_NETWORK_STATUS_" }
extension ShareProtocol: WordEnum { static let prefix = "SHARE_PROTOCOL_" }
extension AccessRulesStatus: WordEnum { static let prefix = "ACCESS_RULES_STATUS_" }
extension AccessType: WordEnum { static let prefix = "ACCESS_TYPE_" }
extension AccessLevel: WordEnum { static let prefix = "ACCESS_LEVEL_" }
extension AccessRuleState: WordEnum { static let prefix = "ACCESS_RULE_STATE_" }
extension NetworkAllocationLabel: WordEnum { static let prefix = "NETWORK_ALLOCATION_LABEL_" }

/// A word on the command line that stands for a value of an enum.
struct Word<Value: WordEnum>: ExpressibleByArgument, Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }

  init?(argument: String) {
    guard let value = Value.known.first(where: { $0.word == argument.lowercased() }) else {
      return nil
    }
    self.value = value
  }

  var defaultValueDescription: String { value.word }

  static var allValueStrings: [String] { Value.known.map(\.word) }
}
