#!/usr/bin/env bash
# The mover against rsync and cp, on one file system, caches warm: 20,000 small files (205 MB), one file of 2 GiB, and
# a pass after 1 % of the small files changed. The tools take turns; the medians of the rounds are compared.
#   Benchmarks/mover.sh [ROUNDS] [DIRECTORY]     needs about 12 GB for 5 rounds; leaves nothing behind
#
# For the small files root gets a new ext4, in a file in DIRECTORY. Where many files were deleted during the last minutes,
# by an earlier run for example, ext4 searches for inodes that have been free for longer (recently_deleted in
# fs/ext4/ialloc.c), and at times that takes longer than all else: then every tool is measured by it.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
outside=$(mktemp -d "${2:-$PWD/.build}/mover-bench.XXXXXX")
place=$outside
device=
clean() {
  if mountpoint -q "$outside/own"; then umount "$outside/own"; fi
  if [ -n "$device" ]; then losetup -d "$device"; fi
  rm -rf "$outside"
}
trap clean EXIT
if [ "$(id -u)" = 0 ]; then
  fallocate -l $((2 + rounds))G "$outside/image"
  # Without direct I/O everything would be cached twice.
  if device=$(losetup --find --show --direct-io=on "$outside/image"); then
    mkfs.ext4 -q -E lazy_itable_init=0,lazy_journal_init=0 "$device"
    mkdir "$outside/own"
    mount "$device" "$outside/own"
    place=$outside/own
  fi
fi
mover=${GALLEON_BIN:-$PWD/.build/release}/MoverBench
[ -x "$mover" ] || swift build -c release --product MoverBench

fill() {
  mkdir -p "$place/small" "$outside/large"
  local number
  for number in $(seq 1 200); do
    mkdir "$place/small/$number"
    head -c 1025000 /dev/urandom | split -b 10250 -a 3 - "$place/small/$number/file-"
  done
  head -c 2147483648 /dev/urandom >"$outside/large/file"
  cat "$outside/large/file" >/dev/null
}

# measure NAME TREE COMMAND...: appends the seconds that passed, and those of processor time, to two files. What is copied
# is in the page cache beforehand, also on machines that take from it what was not used for a while.
measure() {
  local name=$1 tree=$2
  shift 2
  sync -f "$tree"
  find "$tree" -type f -exec cat {} + >/dev/null
  TIMEFORMAT='%R %U %S'
  { time "$@" >/dev/null; } 2>"$outside/time"
  awk '{ print $1 }' "$outside/time" >>"$outside/$name"
  awk '{ print $2 + $3 }' "$outside/time" >>"$outside/$name.processor"
}

median() { sort -n "$outside/$1" | awk '{ v[NR] = $1 } END { printf "%.3f", v[int((NR + 1) / 2)] }'; }

# row NAME CASE [SUFFIX]
row() {
  local name=$1 case=$2 suffix=${3:-} cp=-
  [ -e "$outside/$case.cp" ] && cp=$(median "$case.cp$suffix")
  awk -v name="$name" -v m="$(median "$case.mover$suffix")" -v r="$(median "$case.rsync$suffix")" -v c="$cp" 'BEGIN {
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
        measure small.mover "$place/small" "$mover" copy "$place/small" "$place/small-mover-$round" \
          "$place/journal-$round"
        ;;
      1) measure small.rsync "$place/small" rsync -aHAXS "$place/small/" "$place/small-rsync-$round/" ;;
      2) measure small.cp "$place/small" cp -a "$place/small" "$place/small-cp-$round" ;;
    esac
  done

  for turn in 0 1 2; do
    mkdir "$outside/copy"
    case $(((turn + round) % 3)) in
      0) measure large.mover "$outside/large" "$mover" copy "$outside/large" "$outside/copy" - ;;
      1) measure large.rsync "$outside/large" rsync -aHAXS "$outside/large/" "$outside/copy/" ;;
      2) measure large.cp "$outside/large" cp -a "$outside/large/." "$outside/copy" ;;
    esac
    rm -r "$outside/copy"
  done

  for number in $(seq 1 200); do
    printf '%s' "$round" >>"$place/small/$number/file-aab"
  done
  for turn in 0 1; do
    case $(((turn + round) % 2)) in
      0)
        measure delta.mover "$place/small" "$mover" copy "$place/small" "$place/small-mover-$round" \
          "$place/journal-$round"
        ;;
      1) measure delta.rsync "$place/small" rsync -aHAXS --delete "$place/small/" "$place/small-rsync-$round/" ;;
    esac
  done
done

echo "medians of $rounds rounds on $(nproc) processors, $(stat -f -c %T "$place")"
echo
echo "| | mover | rsync -aHAXS | cp -a | times rsync | times cp |"
echo "|---|---|---|---|---|---|"
row "20,000 small files, 205 MB" small
row "one file of 2 GiB" large
row "a pass after 1 % changed" delta
row "small files, processor time" small .processor
row "2 GiB, processor time" large .processor
row "1 % changed, processor time" delta .processor
