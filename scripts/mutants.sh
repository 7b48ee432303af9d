#!/bin/bash
# Plants each known bug of Tests/Mutants in a copy of the orchestration, and requires the simulated lives to find it.
# A patch that no longer applies fails. With names as arguments: those alone. With --check: only whether the patches apply.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
if [ "${1:-}" = --check ]; then
  failed=0
  for patch in Tests/Mutants/*.patch; do
    git apply --check "$patch" || failed=1
  done
  exit $failed
fi
work=$root/.build/mutants/package
lives=${LIVES:-20000}
mkdir -p "$work/Sources"

# The modules under trial in a package of their own: nothing else is built again for each bug.
cat > "$work/Package.swift" <<EOF
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "galleon",
  dependencies: [.package(path: "$root/.build/checkouts/swift-log")],
  targets: [
    .target(name: "CLinux"),
    .target(name: "MigrationCore"),
    .target(
      name: "Orchestration",
      dependencies: ["MigrationCore", "CLinux", .product(name: "Logging", package: "swift-log")]),
    .target(name: "ConformanceKit", dependencies: ["MigrationCore"]),
    .target(name: "Simulation", dependencies: ["Orchestration", "MigrationCore", "ConformanceKit"]),
    .executableTarget(name: "galleon-lives", dependencies: ["Simulation"]),
  ])
EOF

# What differs is written anew: the compiler takes a file that is older than its last build for one that it knows, and would keep
# the bug of a run that was cut off.
restore() {
  rsync -rc --delete Sources/CLinux Sources/MigrationCore Sources/Orchestration Tests/ConformanceKit \
    Tests/Simulation "$work/Sources"
  rsync -rc --delete Tests/GalleonLives/ "$work/Sources/galleon-lives"
}

build() {
  swift build --package-path "$work" --product galleon-lives -Xswiftc -O > "$work/build.log" 2>&1 ||
    { tail -20 "$work/build.log"; echo "FAILED: $1 does not build"; return 1; }
}

play() {
  "$work/.build/debug/galleon-lives" --lives "$lives" --broken 1
}

names=("$@")
[ ${#names[@]} -gt 0 ] || names=($(cd Tests/Mutants && ls *.patch | sed 's/\.patch$//'))
failed=0
restore
if [ -z "${MUTANTS_ALONE:-}" ]; then
  build "the code without a bug"
  "$work/.build/debug/galleon-lives" --lives 200 --broken 1
fi
for name in "${names[@]}"; do
  if ! patch -s -d "$work" -p1 --fuzz=0 < "Tests/Mutants/$name.patch"; then
    echo "FAILED: $name no longer applies"; failed=1; continue
  fi
  if ! build "$name"; then
    failed=1
  elif found=$(play); then
    echo "FAILED: $name survives $lives lives"; failed=1
  else
    life=$(sed -n 's/^life \([0-9]*\) .*/\1/p' <<< "$found" | head -1)
    law=$(sed -n 's/^  //p' <<< "$found" | head -1)
    echo "found: $name after $life lives: ${law:-a trap}"
  fi
  patch -s -R -d "$work" -p1 < "Tests/Mutants/$name.patch"
done
exit $failed
