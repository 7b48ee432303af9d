import MigrationCore
import Protobuf

/// The slice of a list that a request asks for, and the token of the next one.
struct Paging {
  static let sizeDefault = 100
  static let sizeMax = 1000

  /// One row more than the caller gets, to know whether there is another page.
  let page: Page
  private let size: Int

  init(size: Int32, token: String) throws(Refusal) {
    var fields = RequestFields()
    if size < 0 { fields.refuse("page_size", "must not be negative, is \(size)") }
    let cursor = token.isEmpty ? nil : Self.parse(token)
    if !token.isEmpty && cursor == nil {
      fields.refuse("page_token", "is not a next_page_token of this service")
    }
    try fields.check()
    self.size = size == 0 ? Self.sizeDefault : min(Int(size), Self.sizeMax)
    page = Page(after: cursor, limit: self.size + 1)
  }

  /// What the caller gets of `rows`, and the token of the next page; empty when this is the last.
  func cut<Row: LedgerRow>(_ rows: [Row]) -> (rows: [Row], nextPageToken: String) {
    guard rows.count > size else { return (rows, "") }
    let kept = Array(rows.prefix(size))
    return (kept, kept.last.map(Self.token) ?? "")
  }

  private static func token(_ row: some LedgerRow) -> String {
    "\(row.createdAt.microseconds).\(row.id)"
  }

  private static func parse(_ token: String) -> Page.Cursor? {
    let parts = token.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let time = Int64(parts[0]), let id = Identifier(String(parts[1])) else {
      return nil
    }
    return Page.Cursor(createdAt: Timestamp(microseconds: time), id: id)
  }
}

/// The conditions of a list, from the filter fields that are set.
struct Filters {
  private(set) var conditions: [Condition] = []

  mutating func text(_ column: Column, _ text: String) {
    if !text.isEmpty { conditions.append(.equal(column, text)) }
  }

  mutating func id(_ columns: [Column], _ id: Identifier?) {
    if let id { conditions.append(Condition(any: columns, in: [id.rawValue])) }
  }

  mutating func word<Word: RawRepresentable<String>>(_ column: Column, _ word: Word?) {
    if let word { conditions.append(.equal(column, word.rawValue)) }
  }

  mutating func words<Word: RawRepresentable<String>>(_ column: Column, _ words: [Word]) {
    if !words.isEmpty { conditions.append(Condition(column, in: words.map(\.rawValue))) }
  }

  mutating func host(_ columns: [Column], _ host: BackendAddress?) {
    if let host { conditions.append(Condition(any: columns, in: [host.rawValue])) }
  }
}

extension Filters {
  /// A filter on an enum of the API: unspecified filters nothing, an unknown value is refused.
  mutating func word<Peer: ProtobufEnum, Word: RawRepresentable<String>>(
    _ column: Column, _ field: String, _ peer: Peer, _ convert: (Peer) -> Word?
  ) throws(Refusal) {
    if peer.rawValue == 0 { return }
    guard let word = convert(peer) else {
      throw Refusal.invalid([.init(field, "has no value \(peer.rawValue)")])
    }
    conditions.append(.equal(column, word.rawValue))
  }
}

/// The slice of a list that is sorted by name and not in the ledger.
struct NamePaging {
  private let after: String
  private let size: Int

  init(size: Int32, token: String) throws(Refusal) {
    if size < 0 {
      throw Refusal.invalid([.init("page_size", "must not be negative, is \(size)")])
    }
    self.size = size == 0 ? Paging.sizeDefault : min(Int(size), Paging.sizeMax)
    after = token
  }

  func cut<Item>(_ items: [Item], _ name: (Item) -> String) -> (items: [Item], next: String) {
    let rest = items.filter { name($0) > after }
    let kept = Array(rest.prefix(size))
    return (kept, rest.count > kept.count ? kept.last.map(name) ?? "" : "")
  }
}
