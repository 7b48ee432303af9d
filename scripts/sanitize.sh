#!/usr/bin/env bash
# Runs the tests of the wire under AddressSanitizer and ThreadSanitizer, each in a build of its own.
#   scripts/sanitize.sh [address] [thread]
set -euo pipefail
cd "$(dirname "$0")/.."
export GALLEON_PYTHON=${GALLEON_PYTHON:-$PWD/.venv/bin/python}
# Leaks are not looked for: threads of event loops live as long as the process. What is suppressed is Foundation's, with its reason.
export ASAN_OPTIONS=detect_leaks=0:suppressions=$PWD/Tests/Wire/asan-suppressions.txt
# Swift's backtracer reads what AddressSanitizer guards; the sanitizers report by themselves.
export SWIFT_BACKTRACE=enable=no

# A copy of the package in which every module that uses Mutex has one that ThreadSanitizer understands. It is not built in
# Swift 6's mode: what the compiler would prove of the real one cannot be said of this one.
copy_for_threads() {
  local copy=$1 module
  rm -rf "$copy" && mkdir -p "$copy"
  cp -rL Tests/Wire/Package.swift Tests/Wire/Sources Tests/Wire/Tests "$copy"
  local settings='.swiftLanguageMode(.v5), .enableUpcomingFeature("BareSlashRegexLiterals"), .define("THREAD_SANITIZER")'
  sed -i "s/\[\.treatAllWarnings(as: \.error)\]/[$settings]/" \
    "$copy/Package.swift"
  for module in "$copy"/Sources/* "$copy"/Tests/*; do
    if grep -qr --include='*.swift' 'Mutex(' "$module"; then
      cp Tests/Wire/Mutex.swift.in "$module/Mutex.swift"
    fi
    if grep -qr --include='*.swift' 'SystemRandomNumberGenerator' "$module"; then
      cp Tests/Wire/Random.swift.in "$module/Random.swift"
    fi
  done
}

# What counts is what the sanitizer says, and that the run came to its end. Whether a test holds is for `make unit` to say: here
# everything takes many times as long, and a test that is late is not a fault of memory or of threads.
judge() {
  local log=$1 status=$2
  if grep -aqE 'Sanitizer: |Sanitizer:DEADLYSIGNAL|SUMMARY: ' "$log"; then
    grep -aE -A 30 'Sanitizer: |Sanitizer:DEADLYSIGNAL|SUMMARY: ' "$log" | tail -n 200
    exit 1
  fi
  if ! grep -aq 'Test run with [0-9]* tests' "$log"; then
    tail -n 60 "$log"
    echo "the run ended before its tests did (exit status $status)"
    exit 1
  fi
  grep -a 'recorded an issue' "$log" || true
  grep -a 'Test run with' "$log"
}

sanitizers=("$@")
[ ${#sanitizers[@]} -gt 0 ] || sanitizers=(address thread)
for sanitizer in "${sanitizers[@]}"; do
  started=$SECONDS
  package=Tests/Wire
  options=()
  if [ "$sanitizer" = thread ]; then
    package=$PWD/.build-thread/package
    copy_for_threads "$package"
    # Foreign peers are judged without it, by their own patience.
    options=(--skip ForeignServerTests --skip ForeignClientTests)
  fi
  swift build --build-tests --package-path "$package" --scratch-path ".build-$sanitizer" \
    --sanitize "$sanitizer"
  log=.build-$sanitizer/tests.log
  status=0
  swift test --skip-build --package-path "$package" --scratch-path ".build-$sanitizer" \
    --sanitize "$sanitizer" "${options[@]}" >"$log" 2>&1 || status=$?
  judge "$log" "$status"
  echo "$sanitizer: $((SECONDS - started)) s"
done
