#!/bin/sh
# Writes the image that later changes of the schema are compared with. Run it when an API version is
# released, or when the schema has grown and lint-proto.sh passes: it then also guards what is new.
set -eu
cd "$(dirname "$0")/../proto"
buf=../.venv/bin/buf
[ -x "$buf" ] || buf=buf
"$buf" build --exclude-source-info -o galleon-v1.binpb
