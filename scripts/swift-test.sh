#!/usr/bin/env bash
# Runs every Swift test and, when some failed, says again at the end which and why: a log is read from its end.
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test --skip-build "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
if [ "$status" -ne 0 ]; then
  printf '\nWhat failed:\n'
  grep -aE 'recorded an issue|error:|Fatal error|with [0-9]+ issues?\.$' "$log" | tail -n 40
fi
exit "$status"
