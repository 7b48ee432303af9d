#!/usr/bin/env bash
# Builds the peers that are named (all when none is) into .build/peers: c, cpp, go, python, swift, and galleon itself.
# Debian's packages and the Swift packages of swift/Package.swift; nothing of it is part of the product's build.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
out=$PWD/.build/peers
mkdir -p "$out"
names=("$@")
[ $# -gt 0 ] || names=(c cpp go python swift galleon)
schema=(galleon/v1/{migration_service,migration,evacuation,task_state}.proto)

install() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' \
      || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "installing ${missing[*]}"
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends "${missing[@]}" >/dev/null
}

# changed TARGET SOURCE...: whether the target is older than a source, or not there.
changed() {
  local target=$1 source
  shift
  [ -e "$target" ] || return 0
  for source in "$@"; do
    if [ "$source" -nt "$target" ]; then return 0; fi
  done
  return 1
}

build_c() {
  install gcc libnghttp2-dev libprotobuf-c-dev libssl-dev nghttp2-client
  local api=Sources/CGalleonProto
  if changed "$out/c-peer" "$here"/c/{server.c,common.h}; then
    gcc -std=gnu17 -O2 -Wall -Wextra "-I$api/include" "$here/c/server.c" \
      $api/galleon/v1/*.c $api/google/protobuf/*.pb-c.c -o "$out/c-peer" \
      -lnghttp2 -lprotobuf-c -lssl -lcrypto
  fi
  if changed "$out/peer-load" "$here"/c/{load.c,common.h}; then
    gcc -std=gnu17 -O2 -Wall -Wextra "$here/c/load.c" -o "$out/peer-load" -lnghttp2
  fi
}

build_cpp() {
  install g++ libgrpc++-dev protobuf-compiler libprotobuf-dev protobuf-compiler-grpc pkg-config
  local made=$out/cpp
  mkdir -p "$made"
  if changed "$made/galleon/v1/migration_service.pb.o" "${schema[@]/#/proto/}"; then
    protoc -Iproto -I/usr/include "--cpp_out=$made" "--grpc_out=$made" \
      --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" "${schema[@]}"
    local source
    for source in "$made"/galleon/v1/*.cc; do
      g++ -std=c++17 -O2 "-I$made" -c "$source" -o "${source%.cc}.o"
    done
  fi
  local flags
  read -ra flags < <(pkg-config --libs grpc++ protobuf)
  if changed "$out/cpp-peer" "$here/cpp/server.cc"; then
    g++ -std=c++17 -O2 -Wall "-I$made" "$here/cpp/server.cc" "$made"/galleon/v1/*.o \
      -o "$out/cpp-peer" "${flags[@]}"
  fi
  if changed "$out/cpp-codec" "$here/cpp/codec.cc"; then
    g++ -std=c++17 -O2 -Wall "-I$made" "$here/cpp/codec.cc" \
      $(find "$made/galleon/v1" -name '*.o' ! -name '*.grpc.pb.o') -o "$out/cpp-codec" -lprotobuf
  fi
}

build_go() {
  install golang-go golang-google-grpc-dev golang-github-golang-protobuf-1-5-dev \
    protobuf-compiler protoc-gen-go-1-5 protoc-gen-go-grpc
  changed "$out/go-peer" "$here/go/server.go" "${schema[@]/#/proto/}" || return 0
  local tree=$out/go/src file options=()
  mkdir -p "$tree/peers/v1"
  for file in "${schema[@]}"; do options+=("M$file=peers/v1"); done
  local list
  list=$(IFS=,; echo "${options[*]}")
  protoc -Iproto -I/usr/include "--go_out=$list:$tree" "--go-grpc_out=$list:$tree" "${schema[@]}"
  GO111MODULE=off GOPATH=$out/go:/usr/share/gocode GOCACHE=$out/go-cache \
    go build -o "$out/go-peer" "$here/go/server.go"
}

build_python() { scripts/install.sh test; }

build_swift() {
  local package=$here/swift made=$here/swift/Sources/Messages/Generated
  if changed "$made/galleon/v1/migration_service.pb.swift" "${schema[@]/#/proto/}"; then
    # The package has no target for messages before there are any.
    rm -rf "$made"
    mkdir -p "$made"
    echo "// Nothing yet." >"$made/nothing.swift"
    swift build --package-path "$package" -c release --product protoc-gen-swift
    rm "$made/nothing.swift"
    protoc -Iproto -I/usr/include "--swift_out=$made" --swift_opt=Visibility=Package \
      --plugin=protoc-gen-swift="$package/.build/release/protoc-gen-swift" "${schema[@]}"
  fi
  swift build --package-path "$package" -c release --product SwiftPeer
  swift build --package-path "$package" -c release --product SwiftCodec
}

build_galleon() {
  scripts/install.sh test
  swift build -c release --product galleond
  swift build -c release --product PeerBench
}

for name in "${names[@]}"; do
  echo "building $name"
  "build_$name"
done
