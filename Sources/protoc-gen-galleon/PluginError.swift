/// Why no code can be made; protoc shows the sentence.
struct PluginError: Error {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}
