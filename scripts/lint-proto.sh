#!/bin/sh
# Lints the schema, checks its format, and refuses a change that breaks the frozen image.
# Needs buf on PATH or in .venv (`pip install buf-bin`); works offline.
set -eu
cd "$(dirname "$0")/../proto"
buf=../.venv/bin/buf
[ -x "$buf" ] || buf=buf
"$buf" lint
"$buf" format --diff --exit-code --path galleon
"$buf" breaking --against galleon-v1.binpb
