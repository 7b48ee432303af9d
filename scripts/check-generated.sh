#!/usr/bin/env bash
# Fails when the committed C, Swift and Python code is not what proto/ gives.
set -euo pipefail
cd "$(dirname "$0")/.."

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
scripts/generate-swift.sh "$made"
for directory in Sources/CGalleonProto Sources/GalleonAPI/Generated Tests/CTestProto \
  Tests/ProtobufTests/Generated Tests/CInteropProto Tests/InteropPeer/Generated; do
  if ! diff -ru "$directory" "$made/$directory"; then
    echo "check-generated.sh: $directory is not what proto/ gives; run make generate" >&2
    exit 1
  fi
done

scripts/generate-python.sh "$made/python"
for file in "$made"/python/galleon/service_config.json "$made"/python/galleon/v1/*_pb2*; do
  if ! diff -u "clients/python/src/${file#"$made"/python/}" "$file"; then
    echo "check-generated.sh: clients/python is not what proto/ gives; run make generate" >&2
    exit 1
  fi
done
