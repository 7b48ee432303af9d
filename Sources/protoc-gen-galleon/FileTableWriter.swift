/// Writes the files' own descriptors as C data: Swift takes long to compile a large array.
struct FileTableWriter {
  /// Of the table and its accessors: `galleon_files`.
  let prefix: String
  /// Path and serialised FileDescriptorProto of each file, each after those that it imports.
  let files: [(path: String, bytes: [UInt8])]

  var header: String {
    """
    /* Made by protoc-gen-galleon; see scripts/generate-swift.sh. */
    #pragma once
    #include <stddef.h>
    #include <stdint.h>

    /* The serialised FileDescriptorProto of each file of the schema, for server reflection; each
     * after those that it imports. Functions, because Swift sees a large C array as a tuple. */
    size_t \(prefix)_count(void);
    const char *\(prefix)_name(size_t index);
    const uint8_t *\(prefix)_bytes(size_t index);
    size_t \(prefix)_length(size_t index);

    """
  }

  var source: String {
    var text = """
      /* Made by protoc-gen-galleon; see scripts/generate-swift.sh. */
      #include "\(prefix).h"

      """
    for (index, file) in files.enumerated() {
      text += "\n/* \(file.path) */\nstatic const uint8_t file_\(index)[] = {\n"
      for line in stride(from: 0, to: file.bytes.count, by: 20) {
        let bytes = file.bytes[line..<min(line + 20, file.bytes.count)]
        text += "  " + bytes.map { "\($0)," }.joined(separator: " ") + "\n"
      }
      text += "};\n"
    }
    text += """

      static const struct {
        const char *name;
        const uint8_t *bytes;
        size_t length;
      } files[] = {

      """
    for (index, file) in files.enumerated() {
      text += "  {\"\(file.path)\", file_\(index), sizeof file_\(index)},\n"
    }
    text += """
      };

      size_t \(prefix)_count(void) { return sizeof files / sizeof *files; }
      const char *\(prefix)_name(size_t index) { return files[index].name; }
      const uint8_t *\(prefix)_bytes(size_t index) { return files[index].bytes; }
      size_t \(prefix)_length(size_t index) { return files[index].length; }

      """
    return text
  }
}
