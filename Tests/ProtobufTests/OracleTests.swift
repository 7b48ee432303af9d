import GalleonAPI
import Protobuf
import Testing

/// Every message of the schema means the same here as to another language's protobuf.
@Suite struct OracleTests {
  static let types: [any ProtobufMessage.Type] =
    MessageTypes.all + [Everything.self, Everything.Inner.self, Empty.self]

  @Test func noMessageIsLeftOut() throws {
    let names = try Oracle().messageNames()
    #expect(names == Set(Self.types.map { $0.fullName }))
  }

  @Test func randomMessagesMeanTheSameOnBothSides() throws {
    let oracle = try Oracle()
    for type in Self.types {
      for seed in 0..<(type == Everything.self ? 150 : 15) {
        let bytes = try oracle.randomMessage(type, seed: seed)
        let ours = try rewritten(bytes, as: type)
        #expect(
          try oracle.judge(ours, as: type) == oracle.judge(bytes, as: type),
          "\(type.fullName), seed \(seed)")
        #expect(try rewritten(ours, as: type) == ours, "\(type.fullName), seed \(seed)")
      }
    }
  }

  /// Whatever one side accepts must mean the same to the other, and what the other refuses must be
  /// refused here.
  @Test func damagedBytesAreRefusedOrMeanTheSame() throws {
    let oracle = try Oracle()
    var tally = Tally()
    for type in Self.types {
      let rounds = type == Everything.self ? 2500 : 40
      var generator = SeededGenerator(seed: rounds)
      for round in 0..<rounds {
        let whole = try oracle.randomMessage(type, seed: round % 50)
        let bytes = Mutation.of(whole, &generator)
        try compare(bytes, as: type, oracle, &tally)
      }
    }
    // Otherwise the damage is too slight or too heavy to test anything.
    #expect(tally.accepted > 500 && tally.refused > 500, "\(tally)")
    // Here we are stricter than Python: numbers of more than 64 bits, and packed truth values that
    // are neither 0 nor 1. Nobody writes them.
    #expect(tally.stricter < (tally.accepted + tally.refused) / 50, "\(tally)")
  }

  @Test func nestingEndsAtTheSameDepth() throws {
    let oracle = try Oracle()
    for depth in 97...103 {
      var bytes: [UInt8] = []
      for _ in 0..<depth { bytes = Wire.field(19, bytes) }
      try compareVerdicts(bytes, as: Everything.self, oracle)
      var groups: [UInt8] = []
      for _ in 0..<depth { groups = [0x9B, 0x3F] + groups + [0x9C, 0x3F] }
      try compareVerdicts(groups, as: Everything.self, oracle)
    }
  }

  private struct Tally {
    var accepted = 0
    var refused = 0
    var stricter = 0
    var reasons: [String: Int] = [:]
  }

  private func rewritten(
    _ bytes: [UInt8], as type: any ProtobufMessage.Type
  ) throws -> [UInt8] {
    try type.decode(bytes, limits: .standard).encode()
  }

  private func compare(
    _ bytes: [UInt8], as type: any ProtobufMessage.Type, _ oracle: Oracle, _ tally: inout Tally
  ) throws {
    let theirs = try oracle.judge(bytes, as: type)
    guard theirs != .undecided else { return }
    do {
      let ours = try rewritten(bytes, as: type)
      tally.accepted += 1
      #expect(
        try oracle.judge(ours, as: type) == theirs, "\(type.fullName): \(bytes) became \(ours)")
    } catch let error as ProtobufError {
      tally.refused += 1
      if case .accepted = theirs {
        tally.stricter += 1
        tally.reasons["\(type.fullName): \(error)", default: 0] += 1
      }
    }
  }

  private func compareVerdicts(
    _ bytes: [UInt8], as type: any ProtobufMessage.Type, _ oracle: Oracle
  ) throws {
    let isAccepted = (try? type.decode(bytes, limits: .standard)) != nil
    let verdict = try oracle.judge(bytes, as: type)
    let isAcceptedThere = if case .accepted = verdict { true } else { false }
    #expect(isAccepted == isAcceptedThere, "\(bytes.count) bytes: \(verdict)")
  }
}
