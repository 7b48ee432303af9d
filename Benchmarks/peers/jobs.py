"""The jobs: each measures one running server once, and gives figures by name."""

from __future__ import annotations

import os
import re
import resource
import socket
import statistics
import subprocess
import time
from pathlib import Path

from servers import (
    BINARIES,
    BUILT,
    HERE,
    LOAD_CPU,
    SERVER_CPU,
    SERVICE,
    SWIFT,
    Kind,
    Server,
    answers,
    spawn,
    spawn_galleond,
    start_galleond,
    start_peer,
)

STREAMS_PER_CONNECTION = 500
IDLE_CONNECTIONS = 1000
Figures = dict[str, float]


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# Unary.


def h2load(server: Server, count: int, shape: tuple[int, int], tls: bool, log: Path | None) -> str:
    connections, streams = shape
    port = server.tls_port if tls else server.port
    command = ["taskset", "-c", LOAD_CPU, "h2load", "-n", str(count), "-t", "1"]
    command += ["-c", str(connections), "-m", str(streams), "-d", str(server.directory / "unary")]
    command += ["-H", "content-type: application/grpc", "-H", "te: trailers"]
    if log:
        log.unlink(missing_ok=True)
        command += ["--log-file", str(log)]
    command.append(f"http{'s' if tls else ''}://127.0.0.1:{port}/{SERVICE}/GetMigrationProgress")
    printed = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=300
    ).stdout
    succeeded = re.search(r"(\d+) succeeded, (\d+) failed, (\d+) errored", printed)
    assert succeeded and int(succeeded[1]) == count, printed
    return printed


def unary(
    server: Server, shape: tuple[int, int], tls: bool, seconds: float, length: int
) -> Figures:
    def rate(printed: str) -> float:
        finished = re.search(r"finished in .*?, ([\d.]+) req/s", printed)
        assert finished, printed
        return float(finished[1])

    one_by_one = shape == (1, 1)
    count = 500 if one_by_one else 4000
    count = max(count, int(rate(h2load(server, count, shape, tls, None)) * seconds))
    log = server.directory / "latencies" if one_by_one else None
    server_cpu, load_cpu, begun = server.cpu, children_cpu(), time.monotonic()
    printed = h2load(server, count, shape, tls, log)
    taken = time.monotonic() - begun
    data = re.search(r"\((\d+)\) data", printed)
    # h2load looks at the HTTP status alone; a refused call has no message.
    assert data and int(data[1]) == count * (length + 5), f"other answers than expected:\n{printed}"
    figures = {
        "rate": rate(printed),
        "cpu_us": (server.cpu - server_cpu) / count * 1e6,
        "server_busy": (server.cpu - server_cpu) / taken,
        "load_busy": (children_cpu() - load_cpu) / taken,
    }
    if log:
        times = sorted(int(line.split("\t")[2]) for line in log.read_text().splitlines())
        figures["p50_us"] = times[len(times) // 2]
        figures["p99_us"] = times[int(len(times) * 0.99)]
    return figures


# Streams, by peer-load.


class Load:
    """A running peer-load."""

    def __init__(
        self, server: Server, method: str, connections: int, streams: int, requests: str, ready: int
    ) -> None:
        command = ["taskset", "-c", LOAD_CPU, str(BUILT / "peer-load"), str(server.port)]
        command += [f"/{SERVICE}/{method}", str(connections), str(streams), requests, str(ready)]
        if method == "WatchMigration":
            command.append("updates")
        self.process = subprocess.Popen(
            command,
            cwd=server.directory,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.expect("ready")

    def expect(self, word: str) -> list[float]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith(word), f"peer-load ended: {line}"
        return [float(value) for value in line.split()[1:]]

    def ask(self, command: str, answer: str) -> list[float]:
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.expect(answer)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def stream(server: Server, streams: int, seconds: float) -> Figures:
    from galleon.v1 import migration_service_pb2 as migrations
    from servers import framed

    def run(count: int) -> tuple[float, float, float, float]:
        request = migrations.WatchMigrationsRequest(resume_token=str(count))
        (server.directory / "stream").write_bytes(framed(request.SerializeToString()))
        before = server.cpu
        load = Load(server, "WatchMigrations", max(1, streams // 10), streams, "stream", 0)
        try:
            _, messages, _, taken, cpu, failed = load.ask("finish", "ended")
        finally:
            load.stop()
        assert messages == count * streams and failed == 0, f"{messages} of {count * streams}"
        return messages, taken, server.cpu - before, cpu

    # From few to as many as fill the time.
    count = 1000 // streams + 10
    while (tried := run(count))[1] < seconds / 8:
        count *= 4
    count = max(1, int(count * seconds / tried[1]))
    messages, taken, cpu, load_cpu = run(count)
    return {
        "rate": messages / taken,
        "cpu_us": cpu / messages * 1e6,
        "server_busy": cpu / taken,
        "load_busy": load_cpu / taken,
    }


def watch(server: Server, watchers: int, publications: int) -> Figures:
    """One publication reaches every watcher once: of one migration, or each of another."""
    at_once = len(server.ids)
    # galleond tells the state and a mark first, the others the event.
    ready = 2 if server.kind.name == "galleond" else 1
    load = Load(
        server,
        "WatchMigration",
        max(1, watchers // STREAMS_PER_CONNECTION),
        watchers,
        "watches",
        ready,
    )
    cpus, lasts, loads = [], [], []
    try:
        for _ in range(publications + 1):
            before = server.cpu
            messages, _, last, load_cpu = load.ask(f"update {at_once}", "told")
            assert messages == watchers, f"{messages} messages instead of {watchers}"
            time.sleep(0.05)
            cpus.append((server.cpu - before) / watchers * 1e6)
            lasts.append(last / 1e6)
            loads.append(load_cpu / last)
    finally:
        load.stop()
    # The first one finds everything cold.
    return {
        "cpu_us": statistics.median(cpus[1:]),
        "last_ms": statistics.median(lasts[1:]),
        "load_busy": statistics.median(loads[1:]),
    }


# Memory, start, size, codec.


def memory(kind: Kind, directory: Path, data: Path, watchers: int) -> Figures:
    def fresh(name: str) -> Server:
        place = directory / name
        place.mkdir()
        if kind.name == "galleond":
            return start_galleond(place)
        return start_peer(kind, place, data)

    def grown(server: Server, connections: int, streams: int) -> float:
        """Bytes that a server grows by, once it has seen the like."""
        method = "WatchMigration" if streams else "GetMigrationProgress"
        ready = (2 if kind.name == "galleond" else 1) if streams else 0
        before = server.memory
        load = Load(server, method, connections, streams, "watches", ready)
        time.sleep(0.5)
        try:
            return server.memory - before
        finally:
            load.stop()

    figures: Figures = {}
    server = fresh("connections")
    try:
        figures["idle_mib"] = server.memory / 2**20
        figures["connection_kib"] = grown(server, IDLE_CONNECTIONS, 0) / IDLE_CONNECTIONS / 1024
    finally:
        server.stop()
    if kind.watches:
        server = fresh("watchers")
        try:
            connections = watchers // STREAMS_PER_CONNECTION
            grew = grown(server, connections, watchers) / 1024
            grew -= figures["connection_kib"] * connections
            figures["watcher_kib"] = grew / watchers
        finally:
            server.stop()
    return figures


def start_up(kind: Kind, directory: Path, data: Path) -> Figures:
    """From exec to the first bytes of an HTTP/2 connection; galleond opens the ledger that it left."""
    from servers import free_port

    port, tls_port = free_port(), free_port()
    begun = time.monotonic()
    if kind.name == "galleond":
        process = spawn_galleond(directory, port, tls_port)
    else:
        process = spawn([*kind.command, str(port), data], directory / "log")
    try:
        return {"start_ms": (answers(process, port) - begun) * 1000}
    finally:
        process.kill()
        process.wait()


def size(kind: Kind, directory: Path) -> Figures:
    """The program without its symbols, and what it loads beyond the C and C++ libraries."""
    if kind.name in ("python", "asyncio"):
        return {}
    stripped = directory / "stripped"
    subprocess.run(["strip", "-o", stripped, kind.needs], check=True)
    linked = subprocess.run(["ldd", stripped], capture_output=True, text=True).stdout
    libraries = 0
    for path in re.findall(r"=> (/\S+)", linked):
        if not re.match(r"(libc|libm|libstdc\+\+|libgcc_s|ld-linux)\b", Path(path).name):
            libraries += os.path.getsize(os.path.realpath(path))
    return {"binary_mib": stripped.stat().st_size / 2**20, "libraries_mib": libraries / 2**20}


CODECS: dict[str, list[str | Path]] = {
    "galleon": [BINARIES / "PeerBench", "codec"],
    "swift": [SWIFT / "SwiftCodec"],
    "cpp": [BUILT / "cpp-codec"],
}


def codec(name: str, data: Path) -> Figures:
    command = ["taskset", "-c", SERVER_CPU, *CODECS[name], data]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures: Figures = {}
    for line in printed.splitlines():
        message, encode, decode = line.split()
        figures[f"{message}_encode_ns"] = float(encode)
        figures[f"{message}_decode_ns"] = float(decode)
    return figures
