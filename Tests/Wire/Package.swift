// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The wire's modules and their tests alone, by links to where they stand: built anew with a sanitizer or for libFuzzer, without
// the packages that only the rest of the service needs. scripts/sanitize.sh and scripts/fuzz.sh build it.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

var targets: [Target] = [
  .systemLibrary(name: "CNghttp2", pkgConfig: "libnghttp2"),
  .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c"),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
  .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
  .target(name: "CLinux"),
  .target(name: "CGalleonProto", dependencies: ["CProtobufC"]),
  library("HTTP2", ["CNghttp2", "COpenSSL", "CLinux"]),
  library("Protobuf", ["CProtobufC"]),
  library("GRPC", ["HTTP2", "Protobuf", "CZlib"]),
  library("GalleonAPI", ["GRPC", "Protobuf", "CGalleonProto"]),
]

if ProcessInfo.processInfo.environment["GALLEON_FUZZ"] != nil {
  targets += [
    .target(name: "CFuzzer", path: "CFuzzer"),
    .executableTarget(
      name: "galleon-fuzz", dependencies: ["CFuzzer", "HTTP2", "Protobuf", "GRPC", "GalleonAPI"],
      path: "Fuzz", swiftSettings: strict),
  ]
} else {
  targets += [
    .executableTarget(
      name: "protoc-gen-galleon", dependencies: ["Protobuf", "CGalleonProto"],
      swiftSettings: strict),
    .target(name: "CTestProto", dependencies: ["CGalleonProto"], path: "Tests/CTestProto"),
    tests("HTTP2Tests", ["HTTP2"]),
    tests("GRPCTests", ["GRPC"]),
    tests(
      "ProtobufTests",
      ["Protobuf", "GalleonAPI", "GRPC", "CTestProto", "protoc-gen-galleon"]),
  ]
}

// The same name as the root's package: `package` declarations are seen by it alone.
let package = Package(name: "galleon", targets: targets)
