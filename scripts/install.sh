#!/usr/bin/env bash
# Installs what is missing on a Debian 12 machine: build libraries, code generators, peers for tests and benchmarks, and a
# Python environment in .venv. Does nothing that is done already. Root, or a user who may use sudo.
#   scripts/install.sh build   what `swift build` and the demo need
#   scripts/install.sh test    that, and what the tests and benchmarks need
#   scripts/install.sh interop that, and gRPC for Go, C++ and Java
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(libnghttp2-dev libprotobuf-c-dev libssl-dev libsqlite3-dev zlib1g-dev pkg-config rsync attr acl e2fsprogs)
what=${1:-test}
if [ "$what" != build ]; then
  packages+=(protobuf-compiler libprotobuf-dev protobuf-c-compiler nghttp2-client nghttp2-server
    curl python3-venv util-linux procps nginx-core haproxy nghttp2-proxy)
fi
if [ "$what" = interop ]; then
  # That of golang-github-golang-protobuf is named, because apt takes the older one of two that would do.
  packages+=(g++ golang-go golang-google-grpc-dev golang-github-golang-protobuf-1-5-dev
    protoc-gen-go-1-5 protoc-gen-go-grpc libgrpc++-dev protobuf-compiler-grpc
    openjdk-17-jdk-headless libgrpc-java libnetty-java libprotobuf-java
    libgeronimo-annotation-1.3-spec-java protobuf-compiler-grpc-java-plugin)
fi

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' \
    || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "install.sh: this is not Debian; install these yourself: ${missing[*]}" >&2
    exit 1
  fi
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    echo "install.sh: ${missing[*]} are missing; run this as root or install sudo" >&2
    exit 1
  fi
  echo "installing ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
fi

if ! command -v swift >/dev/null; then
  echo "install.sh: Swift 6.3 is missing; get it from https://www.swift.org/install/linux/" >&2
  exit 1
fi

if [ "$what" != build ]; then
  stamp=.venv/requirements.sum
  if ! sha256sum --status -c "$stamp" 2>/dev/null; then
    echo "making the Python environment in .venv"
    python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check -r scripts/requirements.txt
    sha256sum scripts/requirements.txt >"$stamp"
  fi
fi
