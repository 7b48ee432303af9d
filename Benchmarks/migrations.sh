#!/usr/bin/env bash
# The ledger's figures: commits and migrations a second in one process, then through gRPC. A real disk, dummy drivers.
set -euo pipefail
cd "$(dirname "$0")/.."
directory=$(mktemp -d -p .)
trap 'rm -rf "$directory"' EXIT
echo
.build/release/LedgerBench commits "$directory"
.build/release/LedgerBench migrations "$directory" 1000
PYTHONPATH=clients/python/src:Tests/EndToEnd:Benchmarks GALLEON_BIN=$PWD/.build/release \
  .venv/bin/python Benchmarks/migrations.py 500
