import Glibc

/// The two ways in which the program is run.
enum Program {
  static func run(_ arguments: [String]) -> Int32 {
    switch arguments {
    case []:
      // As protoc's plugin: a request in, a response out.
      return run { Plugin.respond(to: $0) }
    case ["--c-schema"]:
      return run { CSchema.rewrite($0) }
    default:
      StandardStreams.complain(
        """
        protoc-gen-galleon is a plugin of protoc: protoc --galleon_out=DIRECTORY FILE...
        protoc-gen-galleon --c-schema < SET > SET rewrites a descriptor set for protoc-gen-c
        """)
      return 2
    }
  }

  private static func run(_ work: ([UInt8]) -> [UInt8]?) -> Int32 {
    guard let input = StandardStreams.readAll() else {
      StandardStreams.complain("protoc-gen-galleon: standard input cannot be read")
      return 1
    }
    guard let output = work(input) else {
      StandardStreams.complain("protoc-gen-galleon: standard input is not what protoc writes")
      return 1
    }
    guard StandardStreams.write(output, to: STDOUT_FILENO) else {
      StandardStreams.complain("protoc-gen-galleon: standard output cannot be written")
      return 1
    }
    return 0
  }
}

func exit(status: Int32) -> Never { Glibc.exit(status) }
