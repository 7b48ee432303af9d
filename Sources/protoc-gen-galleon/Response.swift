import CGalleonProto
import Glibc

/// The answer to protoc.
enum Response {
  /// Packs a CodeGeneratorResponse.
  static func packed(files: [Plugin.File], error: String?) -> [UInt8] {
    var response = Google__Protobuf__Compiler__CodeGeneratorResponse()
    google__protobuf__compiler__code_generator_response__init(&response)
    response.has_supported_features = 1
    response.supported_features = 1  // FEATURE_PROTO3_OPTIONAL
    response.error = error.map { strdup($0) } ?? nil
    defer { free(response.error) }

    var cFiles = files.map { file in
      var cFile = Google__Protobuf__Compiler__CodeGeneratorResponse__File()
      google__protobuf__compiler__code_generator_response__file__init(&cFile)
      cFile.name = strdup(file.name)
      cFile.content = strdup(file.content)
      return cFile
    }
    defer {
      for file in cFiles {
        free(file.name)
        free(file.content)
      }
    }
    return cFiles.withUnsafeMutableBufferPointer { buffer in
      var pointers = buffer.indices.map { index in buffer.baseAddress.map { $0 + index } }
      return pointers.withUnsafeMutableBufferPointer { pointers in
        response.n_file = pointers.count
        response.file = pointers.baseAddress
        return protoc_gen_galleon.packed(&response)
      }
    }
  }
}
