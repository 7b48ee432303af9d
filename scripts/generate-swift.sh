#!/usr/bin/env bash
# Makes the C and Swift code from proto/ and puts it where it is committed, or below the directory given:
#   scripts/generate-swift.sh [DIRECTORY]
# Needs protobuf-compiler, libprotobuf-dev and protobuf-c-compiler; the same input gives the same bytes.
#
# protoc-gen-c is given a schema of its own (protoc-gen-galleon --c-schema): text as bytes, because protobuf-c's strings
# end at a NUL, and marked as text by `deprecated`, because that is what protoc-gen-c hands through to a field's
# descriptor. The schema in proto/ knows nothing of it. The schemas of protoc itself (descriptor, plugin), which the
# plugin reads its own input by, are made without it.
set -euo pipefail
cd "$(dirname "$0")/.."

target=${1:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
c_plugin=$(command -v protoc-gen-c) || {
  echo "generate-swift.sh: protoc-gen-c is missing; install protobuf-c-compiler" >&2
  exit 1
}
swift build --product protoc-gen-galleon >&2
plugin=$(swift build --show-bin-path)/protoc-gen-galleon

well_known=(google/protobuf/{any,duration,field_mask,timestamp,wrappers}.proto)
schema=("${well_known[@]}")
while read -r file; do schema+=("$file"); done < <(
  cd proto && find galleon google/rpc grpc -name '*.proto' | LC_ALL=C sort
)

# c_code DIRECTORY DESCRIPTOR_SET FILE...: protoc-gen-c's output.
c_code() {
  local directory=$1 set=$2
  shift 2
  mkdir -p "$directory/include"
  protoc --descriptor_set_in="$set" --plugin=protoc-gen-c="$c_plugin" --c_out="$directory" "$@"
}

# c_module DIRECTORY MODULE: takes sources and headers apart and makes a Clang module of them.
c_module() {
  local directory=$1 module=$2 header
  (cd "$directory" && find . -path ./include -prune -o -name '*.h' -print) | while read -r header; do
    mkdir -p "$directory/include/$(dirname "$header")"
    mv "$directory/$header" "$directory/include/$header"
  done
  {
    echo '/* Made by scripts/generate-swift.sh. */'
    echo '#pragma once'
    (cd "$directory/include" && find . -name '*.h' | LC_ALL=C sort | sed 's|^\./\(.*\)$|#include "\1"|')
  } >"$work/umbrella.h"
  mv "$work/umbrella.h" "$directory/include/$module.h"
  printf 'module %s {\n  umbrella header "%s.h"\n  export *\n}\n' "$module" "$module" \
    >"$directory/include/module.modulemap"
}

descriptor_set() {
  local name=$1
  shift
  protoc "$@" --include_imports --descriptor_set_out="$work/$name.pb"
  "$plugin" --c-schema <"$work/$name.pb" >"$work/$name-c.pb"
}

swift_code() {
  local directory=$1 options=$2
  shift 2
  mkdir -p "$directory"
  protoc --plugin=protoc-gen-galleon="$plugin" --galleon_opt="$options" --galleon_out="$directory" "$@"
}

put() {
  local made=$1 place=$target/$2
  mkdir -p "$(dirname "$place")"
  rm -rf "$place"
  mv "$made" "$place"
}

# The schema of the API.
paths=(-Iproto -I/usr/include)
descriptor_set schema "${paths[@]}" "${schema[@]}"
c_code "$work/c" "$work/schema-c.pb" "${schema[@]}"
protoc "${paths[@]}" --plugin=protoc-gen-c="$c_plugin" --c_out="$work/c" \
  google/protobuf/descriptor.proto google/protobuf/compiler/plugin.proto
swift_code "$work/c" output=files "${paths[@]}" "${schema[@]}"
c_module "$work/c" CGalleonProto
swift_code "$work/swift" output=messages,bare_package=galleon.v1 "${paths[@]}" "${schema[@]}"
swift_code "$work/swift" output=stubs,bare_package=galleon.v1 "${paths[@]}" "${schema[@]}"

# The published service config, for programs that carry it.
{
  printf '// Made by scripts/generate-swift.sh from proto/galleon/v1/service_config.json.\n\n'
  printf 'package enum PublishedServiceConfig {\n'
  printf '  /// How to call the services, as gRPC clients read it (gRFC A6, A17).\n'
  printf '  package static let json = #"""\n'
  sed 's/^\(.\)/    \1/' proto/galleon/v1/service_config.json
  printf '    """#\n}\n'
} >"$work/swift/PublishedServiceConfig.swift"

# A schema with everything that a schema can have, and the list of the API's messages, for the tests alone.
test_paths=(-ITests/ProtobufOracle/Schema -I/usr/include)
test_schema=(galleon/test/v1/everything.proto)
descriptor_set test "${test_paths[@]}" "${test_schema[@]}"
c_code "$work/test-c" "$work/test-c.pb" "${test_schema[@]}"
swift_code "$work/test-c" output=files,prefix=test_files "${test_paths[@]}" "${test_schema[@]}"
c_module "$work/test-c" CTestProto
swift_code "$work/test-swift" \
  output=messages,bare_package=galleon.test.v1,c_module=CTestProto,imports=GalleonAPI \
  "${test_paths[@]}" "${test_schema[@]}"
swift_code "$work/test-swift" output=types,bare_package=galleon.v1,imports=GalleonAPI \
  "${paths[@]}" "${schema[@]}"

# gRPC's own test service, for the interoperability tests alone.
interop_paths=(-ITests/Interop/Schema)
interop_schema=(grpc/testing/{empty,messages,test}.proto)
descriptor_set interop "${interop_paths[@]}" "${interop_schema[@]}"
c_code "$work/interop-c" "$work/interop-c.pb" "${interop_schema[@]}"
c_module "$work/interop-c" CInteropProto
for output in messages stubs; do
  swift_code "$work/interop-swift" \
    "output=$output,bare_package=grpc.testing,c_module=CInteropProto" \
    "${interop_paths[@]}" "${interop_schema[@]}"
done

swift format --in-place --recursive --configuration .swift-format \
  "$work/swift" "$work/test-swift" "$work/interop-swift"
put "$work/c" Sources/CGalleonProto
put "$work/swift" Sources/GalleonAPI/Generated
put "$work/test-c" Tests/CTestProto
put "$work/test-swift" Tests/ProtobufTests/Generated
put "$work/interop-c" Tests/CInteropProto
put "$work/interop-swift" Tests/InteropPeer/Generated
