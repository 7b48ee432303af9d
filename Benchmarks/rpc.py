"""Unary GetMigrationProgress through the real service, against nghttpd serving a static file of the same size.

h2load drives both in turn, server and load on different cores; ten connections with a hundred streams each. The ratio
of the medians is what counts.
"""

from __future__ import annotations

import re
import socket
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from galleon.v1 import migration_service_pb2 as migrations
from harness import DUMMIES, Daemon, World

ROUNDS = 7
REQUESTS = 400_000
SHAPES = (("c=10 m=100", 10, 100), ("c=1 m=100", 1, 100))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def rate(arguments: list[str], connections: int, streams: int) -> float:
    """Requests a second, all of which succeeded."""
    command = ["taskset", "-c", "1", "h2load", "-n", str(REQUESTS), "-t", "1"]
    command += ["-c", str(connections), "-m", str(streams), *arguments]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    succeeded = re.search(r"(\d+) succeeded, (\d+) failed, (\d+) errored", printed)
    assert succeeded and int(succeeded[1]) == REQUESTS, printed
    finished = re.search(r"finished in .*?, ([\d.]+) req/s", printed)
    assert finished, printed
    return float(finished[1])


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        directory = Path(name)
        port, peer_port = free_port(), free_port()
        daemon = Daemon(directory, DUMMIES % "")
        text = daemon.configuration.read_text().replace("level: debug", "level: warning")
        daemon.configuration.write_text(
            text.replace("listen: [", f'listen: ["127.0.0.1:{port}", ')
        )
        daemon.start()
        assert daemon.process is not None
        pin = ["taskset", "-a", "-p", "-c", "0", str(daemon.process.pid)]
        subprocess.run(pin, check=True, capture_output=True)
        with daemon.client() as client:
            world = World(client)
            migration = world.start()
            world.until(migration.id, "migration_driver_phase1_done")
            request = migrations.GetMigrationProgressRequest(migration_id=migration.id)
            answer = client.migrations.GetMigrationProgress(request).SerializeToString()
        body = request.SerializeToString()
        (directory / "request").write_bytes(b"\0" + len(body).to_bytes(4, "big") + body)
        (directory / "file").write_bytes(b"x" * (5 + len(answer)))
        peer = subprocess.Popen(
            ["taskset", "-c", "0", "nghttpd", "--no-tls", "-d", directory, str(peer_port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(peer_port)
        method = "galleon.v1.MigrationService/GetMigrationProgress"
        ours = ["-d", str(directory / "request"), "-H", "content-type: application/grpc"]
        ours += ["-H", "te: trailers", f"http://127.0.0.1:{port}/{method}"]
        theirs = [f"http://127.0.0.1:{peer_port}/file"]
        print(f"\nUnary GetMigrationProgress, {len(body)} → {len(answer)} bytes, against nghttpd")
        print(f"{'':14}{'galleond':>14}{'nghttpd':>14}{'ratio':>8}{'min–max':>14}")
        try:
            for label, connections, streams in SHAPES:
                rates = [
                    (rate(ours, connections, streams), rate(theirs, connections, streams))
                    for _ in range(ROUNDS)
                ]
                ratios = sorted(a / b for a, b in rates)
                print(
                    f"{label:14}{statistics.median(a for a, _ in rates):12.0f}/s"
                    f"{statistics.median(b for _, b in rates):12.0f}/s"
                    f"{statistics.median(ratios):8.2f}{ratios[0]:8.2f}–{ratios[-1]:.2f}"
                )
        finally:
            peer.kill()
            daemon.kill()


if __name__ == "__main__":
    main()
