#!/usr/bin/env python3
"""Plays gRPC's interoperability cases: foreign clients against this server, this client against foreign servers.

    run.py [--only python,go] [--table FILE]

Builds the peers below .build/interop, plays every case of cases.txt in both directions, and prints a table of cases and
peers. Fails if a case fails. A case that a peer cannot play is named with its reason. `make interop` installs what is
needed and runs this.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "Tests/Interop"
MADE = ROOT / ".build/interop"
OWN = str(pathlib.Path(os.environ.get("GALLEON_BIN", ROOT / ".build/debug")) / "galleon-interop")
SCHEMA = [f"grpc/testing/{name}.proto" for name in ("empty", "messages", "test")]
PROTOC = ["protoc", f"-I{HERE}/Schema"]
CASES = (HERE / "cases.txt").read_text().split()

# What a server cannot do, so that this client's case has nobody to play with. What a client cannot do it says itself.
SERVERS_WITHOUT = {
    "python": {
        "client_compressed_unary": "grpcio does not show a handler whether a request was compressed",
        "client_compressed_streaming": "grpcio does not show a handler whether a request was compressed",
    },
    "go": {
        "server_compressed_unary": "a handler of grpc-go 1.33 cannot choose to compress an answer",
        "server_compressed_streaming": "a handler of grpc-go 1.33 cannot choose to compress an answer",
    },
}
TITLES = {"python": "Python", "go": "Go", "cpp": "C++", "java": "Java", "galleon": "Galleon"}


def run(*command, **more):
    done = subprocess.run(
        [str(part) for part in command], text=True, capture_output=True, check=False, **more
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


def plugin(name):
    path = shutil.which(name)
    if not path:
        raise RuntimeError(f"{name} is missing: scripts/install.sh interop")
    return path


def build_python(place):
    run(sys.executable, "-m", "grpc_tools.protoc", f"-I{HERE}/Schema", f"--python_out={place}",
        f"--grpc_python_out={place}", *SCHEMA)
    return [sys.executable, str(HERE / "python/peer.py")]


def build_go(place):
    source = place / "src/interop"
    (source / "peer").mkdir(parents=True)
    names = ",".join(f"M{name}=interop/testing" for name in SCHEMA)
    run(*PROTOC, f"--go_out={place}/src", f"--go_opt={names}", f"--go-grpc_out={place}/src",
        f"--go-grpc_opt={names}", *SCHEMA)
    for file in (HERE / "go").glob("*.go"):
        shutil.copy(file, source / "peer")
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": f"{place}:/usr/share/gocode"}
    run("go", "build", "-o", place / "peer", "interop/peer", env=environment)
    return [str(place / "peer")]


def build_cpp(place):
    run(*PROTOC, f"--cpp_out={place}", f"--grpc_out={place}",
        f"--plugin=protoc-gen-grpc={plugin('grpc_cpp_plugin')}", *SCHEMA)
    sources = [HERE / "cpp/peer.cc", *place.glob("grpc/testing/*.cc")]
    libraries = subprocess.check_output(["pkg-config", "--libs", "grpc++", "protobuf"], text=True)
    run("g++", "-std=c++17", "-O0", f"-I{place}", *sources, "-o", place / "peer", *libraries.split())
    return [str(place / "peer")]


JARS = """grpc-api grpc-core grpc-context grpc-netty grpc-stub grpc-protobuf grpc-protobuf-lite protobuf guava
    netty-buffer netty-codec netty-codec-http netty-codec-http2 netty-common netty-handler netty-handler-proxy
    netty-codec-socks netty-resolver netty-transport opencensus-api geronimo-annotation-1.3-spec""".split()


def build_java(place):
    source, classes = place / "source", place / "classes"
    source.mkdir()
    classes.mkdir()
    run(*PROTOC, f"--java_out={source}", f"--grpc-java_out={source}",
        f"--plugin=protoc-gen-grpc-java={plugin('grpc_java_plugin')}", *SCHEMA)
    jars = [pathlib.Path("/usr/share/java") / f"{name}.jar" for name in JARS]
    path = ":".join(str(jar) for jar in jars if jar.exists())
    files = [*source.rglob("*.java"), *(HERE / "java").rglob("*.java")]
    run("javac", "-nowarn", "-encoding", "UTF-8", "-cp", path, "-d", classes, *files)
    return ["java", "-XX:TieredStopAtLevel=1", "-cp", f"{classes}:{path}", "Peer"]


BUILDERS = {"python": build_python, "go": build_go, "cpp": build_cpp, "java": build_java}


def build(name):
    place = MADE / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    start = time.monotonic()
    command = BUILDERS[name](place)
    print(f"{TITLES[name]}: built in {time.monotonic() - start:.0f} s", flush=True)
    return command


def play(server, client, without):
    """Every case's outcome: ok, ok with a note, skip with a reason, FAIL with a reason."""
    names = [name for name in CASES if name not in without]
    outcomes = {name: ("skip", why) for name, why in without.items()}
    with subprocess.Popen(
        [*server, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        port = running.stdout.readline().strip()
        try:
            played = subprocess.run(
                [*client, "client", port, *names], text=True, capture_output=True, check=False,
                timeout=300,
            )
            output, errors = played.stdout, played.stderr
        except subprocess.TimeoutExpired as late:
            output, errors = (late.stdout or b"").decode(), "it did not end within 5 minutes"
        running.stdin.close()
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
    for line in output.splitlines():
        name, outcome, *note = (line + " ").split(" ", 2)
        if name in names:
            outcomes[name] = (outcome, note[0].strip())
    for name in names:
        outcomes.setdefault(name, ("FAIL", f"no answer: {' '.join(errors[-300:].split())}"))
    return outcomes


def table(columns):
    """Markdown: a row for each case, a column for each pair, and what the marks mean below."""
    notes, rows = [], []
    for name in CASES:
        cells = []
        for outcomes in columns.values():
            outcome, note = outcomes[name]
            mark = {"ok": "ok", "skip": "–"}.get(outcome, "**FAILED**")
            if note:
                if note not in notes:
                    notes.append(note)
                mark += f" ({notes.index(note) + 1})"
            cells.append(mark)
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    head = ["| case | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    return "\n".join(head + rows + [""] + [f"({i + 1}) {note}" + "  " for i, note in enumerate(notes)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default=",".join(BUILDERS), help="peers, with commas between")
    parser.add_argument("--table", type=pathlib.Path, help="where to write the table to as well")
    arguments = parser.parse_args()
    peers = arguments.only.split(",")
    os.environ["INTEROP_GENERATED"] = str(MADE / "python")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        commands = dict(zip(peers, pool.map(build, peers)))
    columns = {}
    for peer in peers:
        columns[f"{TITLES[peer]} → Galleon"] = play([OWN], commands[peer], {})
    for peer in peers:
        without = SERVERS_WITHOUT.get(peer, {})
        columns[f"Galleon → {TITLES[peer]}"] = play(commands[peer], [OWN], without)
    columns["Galleon → Galleon"] = play([OWN], [OWN], {})
    text = table(columns)
    print(text)
    if arguments.table:
        arguments.table.write_text(text + "\n")
    failed = [
        f"{pair}: {name}: {outcome[1]}"
        for pair, outcomes in columns.items()
        for name, outcome in outcomes.items()
        if outcome[0] not in ("ok", "skip")
    ]
    for line in failed:
        print("FAILED", line, file=sys.stderr)
    sys.exit(1 if failed else 0)


main()
