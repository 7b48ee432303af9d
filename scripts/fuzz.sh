#!/usr/bin/env bash
# Runs libFuzzer on each target of the wire, as many at once as there are processors: the corpus of Tests/Wire/Corpus
# first, then new inputs for some seconds. A crash leaves its input in .build-fuzz/crashes and prints the command that
# replays it.
#   scripts/fuzz.sh [seconds for each target] [target ...]
#   scripts/fuzz.sh replay <target> <file>
set -euo pipefail
cd "$(dirname "$0")/.."

export GALLEON_FUZZ=1
# Leaks are not looked for: the thread of an event loop lives as long as the process.
export ASAN_OPTIONS=detect_leaks=0
# libFuzzer reports a trap by itself; Swift's backtracer would read what AddressSanitizer guards.
export SWIFT_BACKTRACE=enable=no
build=.build-fuzz
program=$build/debug/galleon-fuzz
mkdir -p "$build/crashes"
swift build --package-path Tests/Wire --scratch-path "$build" --product galleon-fuzz \
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld >"$build/build.log" 2>&1 || {
  cat "$build/build.log"
  exit 1
}

if [ "${1:-}" = replay ]; then
  exec "$program" "$2" "$3"
fi

# Fuzzes one target for some seconds; says what came of it.
fuzz() {
  local target=$1 seconds=$2 found=$build/found/$1 log=$build/$1.log input
  mkdir -p "$found"
  # What is found goes into a folder of its own; the committed corpus is only read.
  if "$program" "$target" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -max_len=4096 \
    -artifact_prefix="$build/crashes/$target-" "$found" "Tests/Wire/Corpus/$target" >"$log" 2>&1; then
    printf '%s: %s\n' "$target" "$(grep -a 'Done' "$log" | tail -n 1)"
    return
  fi
  tail -n 60 "$log"
  input=$(grep -a -o "$build/crashes/$target-[^ ]*" "$log" | tail -n 1)
  printf '\n%s failed. Its input, in base64:\n%s\n' "$target" "$(base64 -w 0 "$input")"
  printf 'To replay it:\n  scripts/fuzz.sh replay %s %s\n' "$target" "$input"
  return 1
}
export -f fuzz
export build program

seconds=${1:-60}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(session framing headers codec)
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c "fuzz {} $seconds"
