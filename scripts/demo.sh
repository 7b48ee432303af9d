#!/usr/bin/env bash
# The whole way once: a share server with real files moves from local@alpha to local@beta, and rsync judges the result.
# Everything happens in .demo/ of this checkout, made anew each time; nothing is left running.
set -euo pipefail
cd "$(dirname "$0")/.."
demo=$PWD/.demo

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
run() {
  printf '\033[2m$ galleon %s\033[0m\n' "$*"
  galleon "$@"
}
galleon() { "$binaries/galleon" "$@"; }
quietly() { galleon "$@" -o value >/dev/null; }
field() { galleon "$@" -o json | sed -n 's/^ *"id": *"\([^"]*\)".*/\1/p' | head -n 1; }

clean() {
  [ -d "$demo" ] || return 0
  chattr -R -i -a "$demo" 2>/dev/null || true
  rm -rf "$demo"
}
stop() {
  if [ -n "${daemon:-}" ]; then
    kill "$daemon" 2>/dev/null || true
    wait "$daemon" 2>/dev/null || true
  fi
}
trap stop EXIT

step "Building the release binaries (the first time takes some minutes)"
swift build -c release --product galleond 2>&1 | tail -n 1
swift build -c release --product galleon 2>&1 | tail -n 1
binaries=$(swift build -c release --show-bin-path)

step "Starting galleond: SQLite ledger, two directory backends, plaintext on loopback"
clean
mkdir -p "$demo/alpha" "$demo/beta"
loss=
# Without root some things cannot be kept; they have to be allowed by name.
[ "$(id -u)" = 0 ] || loss='allow_loss: [owners, devices, xattrs, flags], '
cat >"$demo/galleon.yaml" <<YAML
listen: ["127.0.0.1:0"]
ledger: {sqlite: {path: $demo/ledger.sqlite}}
drain_delay: 0s
backends:
  - {name: alpha, driver: directory, directory: {${loss}root: $demo/alpha}}
  - {name: beta, driver: directory, directory: {${loss}root: $demo/beta}}
YAML
"$binaries/galleond" --config "$demo/galleon.yaml" 2>"$demo/galleond.log" &
daemon=$!
for _ in $(seq 1 200); do
  grep -q 'ready' "$demo/galleond.log" && break
  kill -0 "$daemon" 2>/dev/null || { cat "$demo/galleond.log" >&2; exit 1; }
  sleep 0.05
done
GALLEON_SERVER=$(sed -n 's/.*listening on \([^ ]*\).*/\1/p' "$demo/galleond.log" | head -n 1)
export GALLEON_SERVER
run backend list

step "A share network, a share server, three shares"
quietly network create demo-net --project demo
quietly network subnet create demo-net 10.254.0.0/24 --gateway 10.254.0.1
server=$(field server create --host local@alpha --network demo-net --wait)
for name in projects media home; do
  quietly share create "$name" --share-server "$server" --size 10 --wait
done
run server list
run share list

step "Filling them with real files: small, large, sparse, hard-linked, with attributes and odd names"
place() { find "$demo/$1" -type d -name "$(field share show "$2")" -not -path '*/.snapshots/*' | head -n 1; }
projects=$(place alpha projects) media=$(place alpha media) home=$(place alpha home)
scripts/demo-data.sh "$projects" "$media" "$home"
printf '%s files, %s on disk\n' "$(find "$demo/alpha" -type f | wc -l)" \
  "$(du -sh "$demo/alpha" | cut -f 1)"

step "A snapshot, and access rules"
quietly snapshot create home before-the-move --wait
quietly access allow projects ip 10.254.0.0/24 --wait
quietly access allow home ip 10.254.0.17 --level ro --wait
run snapshot list
run access list projects

step "Would it work?"
run migration check "$server" local@beta

step "Phase 1: everything is copied, clients keep working"
run migration start "$server" local@beta --watch
migration=$(field migration show "$server")

step "A client writes while the operator thinks it over"
printf 'written between the phases\n' >"$home/ann/last-minute.txt"

step "Phase 2: the cutover"
run migration complete "$migration" --watch

step "What arrived, judged by rsync -aHAXS --numeric-ids --checksum"
kinds=-aHAXS
[ "$(id -u)" = 0 ] || kinds='-rlptHS --specials'
differences=0
for name in projects media home; do
  target=$(place beta "$name")
  case $name in projects) source=$projects ;; media) source=$media ;; home) source=$home ;; esac
  found=$(rsync $kinds --numeric-ids --checksum --delete -n -i "$source/" "$target/" | tee -a "$demo/differences" | wc -l)
  printf '%-10s %6s files  %8s bytes allocated, source %8s  %s differences\n' "$name" \
    "$(find "$target" -type f | wc -l)" "$(du -s --block-size=1 "$target" | cut -f 1)" \
    "$(du -s --block-size=1 "$source" | cut -f 1)" "$found"
  differences=$((differences + found))
done
if [ "$differences" != 0 ]; then
  cat "$demo/differences"
  echo "demo: the copy differs from its source" >&2
  exit 1
fi
run share list
run server list

step "Done. Nothing is left running; everything is in .demo/"
cat <<TEXT
To go on with this world, start the service again and point the command line at it:
  $(realpath --relative-to=. "$binaries")/galleond --config .demo/galleon.yaml &
  export GALLEON_SERVER=127.0.0.1:PORT       # the log line "listening on" has it
  $(realpath --relative-to=. "$binaries")/galleon migration show $migration
  $(realpath --relative-to=. "$binaries")/galleon server delete $server       # the source, inactive since the move
What galleon can do: $(realpath --relative-to=. "$binaries")/galleon --help
TEXT
