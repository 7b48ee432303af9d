"""The servers that are compared: how each is started, and what is asked of it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import grpc

import galleon
from galleon.v1 import (
    migration_pb2,
    migration_service_pb2 as migrations,
    task_state_pb2,
)
from google.protobuf.field_mask_pb2 import FieldMask

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILT = ROOT / ".build/peers"
BINARIES = Path(os.environ.get("GALLEON_BIN", ROOT / ".build/release")).resolve()
SWIFT = HERE / "swift/.build/release"

# The server has one processor, the load another.
SERVER_CPU, LOAD_CPU = "0", "1"
SERVICE = "galleon.v1.MigrationService"
DONE = task_state_pb2.TASK_STATE_MIGRATION_DRIVER_PHASE1_DONE


def framed(body: bytes) -> bytes:
    return b"\0" + len(body).to_bytes(4, "big") + body


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def certificate(directory: Path) -> tuple[Path, Path]:
    """A self-signed certificate for the runs with TLS; ECDSA, as the web has it."""
    pem, key = directory / "server.pem", directory / "server.key"
    if not pem.exists():
        curve = [
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "365",
        ]
        subprocess.run(
            ["openssl", "req", "-x509", *curve, "-subj", "/CN=localhost"]
            + ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
            + ["-keyout", key, "-out", pem],
            check=True,
            capture_output=True,
        )
    return pem, key


@dataclass
class Kind:
    """A server that can be compared."""

    name: str
    command: list[str | Path]
    needs: Path  # what was built
    streams: bool = True
    watches: bool = True
    tls: bool = True


def peer(name: str, program: Path) -> Kind:
    return Kind(name, [program], program)


def grpcio(name: str, kind: str) -> Kind:
    program = HERE / "python/server.py"
    # A watch of the synchronous server takes a thread.
    does = kind == "asyncio"
    return Kind(name, [sys.executable, program, kind], program, streams=does, watches=does)


TRANSPORT = BINARIES / "PeerBench"
KINDS = {
    kind.name: kind
    for kind in (
        peer("c", BUILT / "c-peer"),
        Kind("galleond", [], BINARIES / "galleond", streams=False),
        Kind("galleon", [TRANSPORT, "serve"], TRANSPORT, watches=False, tls=False),
        peer("cpp", BUILT / "cpp-peer"),
        peer("go", BUILT / "go-peer"),
        peer("swift", SWIFT / "SwiftPeer"),
        grpcio("python", "sync"),
        grpcio("asyncio", "asyncio"),
    )
}


@dataclass
class Server:
    """A running server, with files of framed requests for it in `directory`."""

    kind: Kind
    directory: Path
    process: subprocess.Popen[bytes]
    port: int
    tls_port: int | None = None
    ids: list[str] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Seconds of processor time of all its threads so far."""
        # The clock of another process: clock_getcpuclockid(3), which Python does not have.
        return time.clock_gettime(((~self.process.pid) << 3) | 2)

    @property
    def memory(self) -> int:
        """Bytes resident."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        match = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert match
        return int(match[1]) * 1024

    def write_requests(self, updates: int = 200) -> None:
        """What h2load and peer-load send: one request for each migration in turn."""
        unary = migrations.GetMigrationProgressRequest(migration_id=self.ids[0])
        (self.directory / "unary").write_bytes(framed(unary.SerializeToString()))
        watches = (migrations.WatchMigrationRequest(migration_id=each) for each in self.ids)
        (self.directory / "watches").write_bytes(
            b"".join(framed(watch.SerializeToString()) for watch in watches)
        )
        # Each update has another value than the one before, so that it changes something.
        with (self.directory / "updates").open("wb") as file:
            for number in range(updates):
                for migration_id in self.ids:
                    request = update(migration_id, number % 100 + 1)
                    file.write(framed(request.SerializeToString()))

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def update(migration_id: str, priority: int) -> migrations.UpdateMigrationRequest:
    return migrations.UpdateMigrationRequest(
        migration_id=migration_id,
        controls=migration_pb2.MigrationControls(priority=priority),
        update_mask=FieldMask(paths=["priority"]),
    )


def answers(process: subprocess.Popen[bytes], port: int, seconds: float = 60) -> float:
    """Waits until an HTTP/2 server answers at the port; the moment of its first bytes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0")
                if connection.recv(1):
                    return time.monotonic()
        except OSError:
            pass
        time.sleep(0.0005)
    raise AssertionError("it ended, or nothing answers")


def spawn(command: list[str | Path], log: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "clients/python/src")}
    with log.open("ab") as file:
        return subprocess.Popen(
            ["taskset", "-c", SERVER_CPU, *command], stdout=file, stderr=file, env=environment
        )


def start_peer(
    kind: Kind, directory: Path, data: Path, tls: bool = False, migrations_count: int = 1
) -> Server:
    """One of the others; it answers what galleond answered."""
    port = free_port()
    words = certificate(directory) if tls else ()
    process = spawn([*kind.command, str(port), data, *words], directory / "log")
    server = Server(kind, directory, process, port, port if tls else None)
    server.ids = [f"00000000-0000-4000-8000-{n:012}" for n in range(migrations_count)]
    try:
        if tls:
            wait_for_tls(server)
        else:
            answers(process, port)
    except AssertionError:
        server.stop()
        raise AssertionError(f"{kind.name} does not start: {(directory / 'log').read_text()}")
    server.write_requests(200 if migrations_count == 1 else 12)
    return server


def wait_for_tls(server: Server) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", server.port)).close()
            time.sleep(0.3)
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError("nothing listens")


def configuration(directory: Path, port: int, tls_port: int) -> str:
    pem, key = certificate(directory)
    return f"""
listen:
  - 127.0.0.1:{port}
  - {{address: "127.0.0.1:{tls_port}", tls: {{certificate: {pem}, private_key: {key}}}}}
ledger: {{sqlite: {{path: {directory}/ledger.sqlite}}}}
log: {{level: warning}}
event_loops: 1
migrations: {{max_concurrent: 0, max_concurrent_per_backend: 0, watch_heartbeat: 10m}}
backends:
  - {{name: alpha, driver: dummy, dummy: {{pools: [{{name: pool, total: 1PiB}}]}}}}
  - {{name: beta, driver: dummy, dummy: {{pools: [{{name: pool, total: 1PiB}}]}}}}
"""


def spawn_galleond(directory: Path, port: int, tls_port: int) -> subprocess.Popen[bytes]:
    path = directory / "galleon.yaml"
    path.write_text(configuration(directory, port, tls_port))
    return spawn([BINARIES / "galleond", "--config", path], directory / "log")


def start_galleond(directory: Path, migrations_count: int = 1) -> Server:
    """The real service, with migrations that wait for the operator: their servers have three shares, or one."""
    import fleet
    from harness import World

    port, tls_port = free_port(), free_port()
    process = spawn_galleond(directory, port, tls_port)
    server = Server(KINDS["galleond"], directory, process, port, tls_port)
    try:
        answers(process, port)
        with galleon.connect(f"127.0.0.1:{port}") as client:
            if migrations_count == 1:
                servers = [World(client).server_id]
            else:
                servers = fleet.server_ids(client, migrations_count)
            for server_id in servers:
                started = client.migrations.StartMigration(
                    migrations.StartMigrationRequest(
                        share_server_id=server_id, destination_host="local@beta"
                    )
                )
                server.ids.append(started.migration.id)
            until_copied(client, len(servers))
    except BaseException:
        server.stop()
        print((directory / "log").read_text(), file=sys.stderr)
        raise
    server.write_requests(200 if migrations_count == 1 else 12)
    return server


def until_copied(client: galleon.Client, count: int) -> None:
    left = count
    for answer in client.migrations.WatchMigrations(migrations.WatchMigrationsRequest()):
        kind = answer.event.WhichOneof("event")
        if kind == "snapshot":
            left -= answer.event.snapshot.task_state == DONE
        if kind == "transition":
            left -= answer.event.transition.migration.task_state == DONE
        if left == 0:
            return


def make_data(directory: Path, scratch: Path) -> None:
    """What the peers answer: bytes that galleond gave, and the messages of the codecs."""
    server = start_galleond(scratch)
    try:
        with galleon.connect(f"127.0.0.1:{server.port}") as client:
            progress = client.migrations.GetMigrationProgress(
                migrations.GetMigrationProgressRequest(migration_id=server.ids[0])
            )
            watch = client.migrations.WatchMigration(
                migrations.WatchMigrationRequest(migration_id=server.ids[0])
            )
            event = None
            for answer in watch:
                kind = answer.event.WhichOneof("event")
                if kind == "snapshot_complete":
                    client.migrations.UpdateMigration(update(server.ids[0], 7))
                if kind == "updated":
                    event = answer
                    break
            watch.cancel()
            assert event is not None
            migration = client.migrations.GetMigration(
                migrations.GetMigrationRequest(migration_id=server.ids[0])
            )
    finally:
        server.stop()
    small = migrations.GetMigrationProgressResponse(progress=progress.progress)
    for name in ("shares", "estimated_time_left", "last_error", "files_done", "files_total"):
        small.progress.ClearField(name)
    small.progress.bytes_done, small.progress.bytes_total = 123_456_789, 987_654_321
    small.progress.total_percent = 12.5
    steps = list(migration.migration.history)
    while migration.ByteSize() < 10_240:
        migration.migration.history.append(steps[len(migration.migration.history) % len(steps)])
    streamed = migrations.WatchMigrationResponse()
    streamed.event.progress.CopyFrom(small.progress)
    for name in ("answers", "stream", "codec"):
        (directory / name).mkdir(parents=True, exist_ok=True)
    for place, message in {
        "answers/progress": progress,
        "answers/event": event,
        "stream/progress": progress,
        "stream/event": streamed,
        "codec/small": small,
        "codec/large": migration,
    }.items():
        (directory / place).write_bytes(message.SerializeToString())


def checked(server: Server) -> int:
    """Asks once as any client does, and gives the length of the answer: what is measured works."""
    with grpc.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        call: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(
            f"/{SERVICE}/GetMigrationProgress"
        )
        request = migrations.GetMigrationProgressRequest(migration_id=server.ids[0])
        answer = call(request.SerializeToString(), timeout=30)
        assert migrations.GetMigrationProgressResponse.FromString(answer).progress.migration_id
        return len(answer)
