#!/usr/bin/env bash
# Builds this project and its peers, runs the jobs, and prints ratios, verdicts and tables. See peers.py for the options:
#   Benchmarks/peers/run.sh --job unary,watch-10000 --peers c,galleond,go --rounds 3
# PEERS_BUILD=none skips building; PEERS_BUILD="c go galleon" builds those alone.
set -euo pipefail
cd "$(dirname "$0")/../.."
read -ra build <<<"${PEERS_BUILD:-c cpp go python swift galleon}"
[ "${build[*]}" = none ] || Benchmarks/peers/build.sh "${build[@]}"
# Ten thousand connections need as many descriptors, on both sides.
ulimit -n "$(ulimit -Hn)"
export PYTHONPATH=clients/python/src:Tests/EndToEnd:Benchmarks:Benchmarks/peers
export GALLEON_BIN=${GALLEON_BIN:-$PWD/.build/release}
exec .venv/bin/python Benchmarks/peers/peers.py "$@"
