#!/usr/bin/env bash
# Everything the README's figures come from, in one run. Needs about 15 GiB of disk and ten minutes, root for nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release
export GALLEON_BIN=$PWD/.build/release PYTHONPATH=clients/python/src:Tests/EndToEnd:Benchmarks
.venv/bin/python Benchmarks/latency.py
.venv/bin/python Benchmarks/rpc.py
.venv/bin/python Benchmarks/recovery.py
.venv/bin/python Benchmarks/watch.py
Benchmarks/migrations.sh
Benchmarks/mover.sh
.venv/bin/python Benchmarks/estimate.py
