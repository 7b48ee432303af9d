/// What had to be changed in a file's metadata.
struct MetadataChange: OptionSet {
  let rawValue: UInt8

  static let owner = MetadataChange(rawValue: 1)
  static let mode = MetadataChange(rawValue: 2)
  static let attributes = MetadataChange(rawValue: 4)
  static let flags = MetadataChange(rawValue: 8)
  static let times = MetadataChange(rawValue: 16)
}
