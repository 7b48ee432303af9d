#!/bin/sh
# Regenerates the Python client's code from the schema: messages with their stubs, and the services'
# stubs with theirs. The generators are those of .venv (scripts/install.sh test).
#   scripts/generate-python.sh [DIRECTORY]   writes below DIRECTORY instead of clients/python/src
set -eu
cd "$(dirname "$0")/.."
out=${1:-clients/python/src}
mkdir -p "$out/galleon/v1"
cp proto/galleon/v1/service_config.json "$out/galleon/service_config.json"
rm -f "$out"/galleon/v1/*_pb2*
generate() {
  .venv/bin/python -m grpc_tools.protoc --proto_path=proto "$@"
}
generate --plugin=.venv/bin/protoc-gen-mypy \
  --python_out="$out" --mypy_out=quiet:"$out" proto/galleon/v1/*.proto
generate --plugin=.venv/bin/protoc-gen-mypy_grpc \
  --grpc_python_out="$out" --mypy_grpc_out=quiet:"$out" proto/galleon/v1/*_service.proto
