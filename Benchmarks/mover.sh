#!/usr/bin/env bash
# The mover against rsync and cp, on one file system, caches warm: 20,000 small files (205 MB), one file of 2 GiB, and
# a pass after 1 % of the small files changed. The tools take turns; the medians of the rounds are compared.
#   Benchmarks/mover.sh [ROUNDS] [DIRECTORY]     needs about 9 GB; leaves nothing behind
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
place=$(mktemp -d "${2:-$PWD/.build}/mover-bench.XXXXXX")
trap 'rm -rf "$place"' EXIT
mover=${GALLEON_BIN:-$PWD/.build/release}/MoverBench
[ -x "$mover" ] || swift build -c release --product MoverBench

fill() {
  mkdir -p "$place/small" "$place/large"
  local number
  for number in $(seq 1 200); do
    mkdir "$place/small/$number"
    head -c 1025000 /dev/urandom | split -b 10250 -a 3 - "$place/small/$number/file-"
  done
  head -c 2147483648 /dev/urandom >"$place/large/file"
  cat "$place/large/file" >/dev/null
}

# measure NAME COMMAND...: appends the seconds to a file.
measure() {
  local name=$1 start end
  shift
  sync -f "$place"
  start=$(date +%s%N)
  "$@" >/dev/null
  end=$(date +%s%N)
  echo "$(((end - start) / 1000))" >>"$place/$name"
}

median() { sort -n "$place/$1" | awk '{ v[NR] = $1 } END { printf "%.3f", v[int((NR + 1) / 2)] / 1e6 }'; }

row() {
  local name=$1 case=$2 cp=-
  [ -e "$place/$case.cp" ] && cp=$(median "$case.cp")
  awk -v name="$name" -v m="$(median "$case.mover")" -v r="$(median "$case.rsync")" -v c="$cp" 'BEGIN {
    printf "| %s | %s s | %s s | %s | %.2f | %s |\n", name, m, r, (c == "-" ? "-" : c " s"), r / m,
      (c == "-" ? "-" : sprintf("%.2f", c / m)) }'
}

fill
# Whoever comes first pays for what went before: the order changes with the round.
for round in $(seq "$rounds"); do
  # Every copy of the small files stays to the end: ext4 is slow to reuse inodes that were freed a moment ago, and
  # whoever came next would pay.
  for turn in 0 1 2; do
    case $(((turn + round) % 3)) in
      0)
        mkdir "$place/small-mover-$round"
        measure small.mover "$mover" copy "$place/small" "$place/small-mover-$round" \
          "$place/journal-$round"
        ;;
      1) measure small.rsync rsync -aHAXS "$place/small/" "$place/small-rsync-$round/" ;;
      2) measure small.cp cp -a "$place/small" "$place/small-cp-$round" ;;
    esac
  done

  for turn in 0 1 2; do
    mkdir "$place/copy"
    case $(((turn + round) % 3)) in
      0) measure large.mover "$mover" copy "$place/large" "$place/copy" - ;;
      1) measure large.rsync rsync -aHAXS "$place/large/" "$place/copy/" ;;
      2) measure large.cp cp -a "$place/large/." "$place/copy" ;;
    esac
    rm -r "$place/copy"
  done

  for number in $(seq 1 200); do
    printf '%s' "$round" >>"$place/small/$number/file-aab"
  done
  measure delta.mover "$mover" copy "$place/small" "$place/small-mover-$round" "$place/journal-$round"
  measure delta.rsync rsync -aHAXS --delete "$place/small/" "$place/small-rsync-$round/"
done

echo "medians of $rounds rounds on $(nproc) processors, $(stat -f -c %T "$place")"
echo
echo "| | mover | rsync -aHAXS | cp -a | times rsync | times cp |"
echo "|---|---|---|---|---|---|"
row "20,000 small files, 205 MB" small
row "one file of 2 GiB" large
row "a pass after 1 % changed" delta
