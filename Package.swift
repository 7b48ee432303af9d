// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Exclusive access to memory is checked while running in every debug build, so in every test; in release builds of the
/// wire these checks cost more than a percent of each call.
let wire: [SwiftSetting] =
  strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// Where a function begins within a cache line moves decoding by a tenth, and each change moves where it begins. Release builds
/// of the codec settle it.
let aligned: [SwiftSetting] = [
  .unsafeFlags(
    ["-Xllvm", "-align-all-functions=5", "-Xllvm", "-align-loops=32"],
    .when(configuration: .release))
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func wireLibrary(
  _ name: String, _ dependencies: [Target.Dependency], _ more: [SwiftSetting] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: wire + more)
}

func program(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "galleon",
  products: [
    .executable(name: "galleond", targets: ["galleond"]),
    .executable(name: "galleon", targets: ["galleon"]),
    .executable(name: "protoc-gen-galleon", targets: ["protoc-gen-galleon"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // Wire: bytes into calls. Knows nothing of migrations.
    .systemLibrary(
      name: "CNghttp2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
    .systemLibrary(
      name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CGalleonProto", dependencies: ["CProtobufC"]),
    wireLibrary("HTTP2", ["CNghttp2", "COpenSSL", "CLinux"]),
    wireLibrary("Protobuf", ["CProtobufC"], aligned),
    wireLibrary("GRPC", ["HTTP2", "Protobuf", "CZlib"]),
    .target(
      name: "GalleonAPI", dependencies: ["GRPC", "Protobuf", "CGalleonProto"],
      swiftSettings: strict + aligned),
    program("protoc-gen-galleon", ["Protobuf", "CGalleonProto"]),

    // Domain: decides. Knows nothing of bytes, clocks, disks or databases.
    library("MigrationCore"),
    // Of CLinux a hint to the processor alone, for thousands of watches.
    library("Orchestration", ["MigrationCore", "CLinux", logging]),

    // Adapters: touch storage and databases behind the domain's ports.
    library("Drivers", ["MigrationCore", "CLinux", logging]),
    library("LedgerSQLite", ["MigrationCore", "CLinux", grdb]),

    // Who may call what: identities, tokens, roles, the audit log.
    library("Access", ["GRPC", "HTTP2", "GalleonAPI", "COpenSSL", jwt, logging]),

    // Where wire meets domain, and the programs.
    library(
      "GalleonService",
      ["GalleonAPI", "GRPC", "Protobuf", "Orchestration", "MigrationCore", logging]),
    program(
      "galleond",
      [
        "Access", "GalleonService", "GalleonAPI", "Orchestration", "MigrationCore", "Drivers",
        "LedgerSQLite", "GRPC", "HTTP2", "CLinux", logging, arguments, yams,
      ]),
    program("MoverBench", ["Drivers"]),
    program("LedgerBench", ["LedgerSQLite", "Orchestration", "Drivers", "MigrationCore", logging]),
    program("WatchBench", ["HTTP2"]),
    program("PeerBench", ["GalleonAPI", "GRPC", "Protobuf"]),
    program("ClientBench", ["GRPC", "Protobuf"]),
    program("galleon", ["GalleonAPI", "GRPC", "HTTP2", "CLinux", arguments, yams]),

    // Tests.
    .target(
      name: "ConformanceKit", dependencies: ["MigrationCore"], path: "Tests/ConformanceKit",
      swiftSettings: strict),
    tests("HTTP2Tests", ["HTTP2"]),
    .target(name: "CTestProto", dependencies: ["CGalleonProto"], path: "Tests/CTestProto"),
    tests(
      "ProtobufTests",
      ["Protobuf", "GalleonAPI", "GRPC", "CTestProto", "protoc-gen-galleon"]),
    tests("GRPCTests", ["GRPC"]),
    .target(
      name: "CInteropProto", dependencies: ["CGalleonProto"], path: "Tests/CInteropProto"),
    .executableTarget(
      name: "galleon-interop",
      dependencies: ["GRPC", "HTTP2", "Protobuf", "CInteropProto", "GalleonService"],
      path: "Tests/InteropPeer", swiftSettings: strict),
    tests("AccessTests", ["Access", "GRPC", "HTTP2", "GalleonAPI"]),
    tests("MigrationCoreTests", ["MigrationCore"]),
    tests("OrchestrationTests", ["Orchestration", "Drivers", "ConformanceKit"]),
    tests(
      "GalleonServiceTests",
      [
        "Access", "GalleonService", "GalleonAPI", "GRPC", "HTTP2", "Protobuf", "Orchestration",
        "MigrationCore", "Drivers", "ConformanceKit", logging,
      ]),
    tests("DriversTests", ["Drivers", "MigrationCore", "CLinux", "ConformanceKit", "MoverBench"]),
    .target(
      name: "Simulation",
      dependencies: ["Orchestration", "MigrationCore", "ConformanceKit", logging],
      path: "Tests/Simulation", swiftSettings: strict),
    .executableTarget(
      name: "galleon-lives", dependencies: ["Simulation"], path: "Tests/GalleonLives",
      swiftSettings: strict),
    tests("SimulationTests", ["galleon-lives", "Simulation"]),
    tests("LedgerSQLiteTests", ["LedgerSQLite", "ConformanceKit", grdb]),
    tests("GalleondTests", ["galleond", "HTTP2", "Orchestration", yams, logging]),
    tests("GalleonTests", ["galleon", "GalleonAPI", "GRPC", arguments]),
  ]
)
