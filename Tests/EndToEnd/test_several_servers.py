"""The command line with several servers, and with servers that come and go."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable

from harness import BINARIES, DUMMIES, Daemon

GALLEON = BINARIES / "galleon"


def galleon(server: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [GALLEON, "--server", server, *words], capture_output=True, text=True, timeout=60
    )


def test_a_killed_server_costs_no_command(daemons: Callable[..., Daemon]) -> None:
    first = daemons(DUMMIES % "", name="a").start()
    second = daemons(DUMMIES % "", name="b").start()
    both = f"{first.target},{second.target}"
    done: list[subprocess.CompletedProcess[str]] = []
    killed = threading.Event()

    def load() -> None:
        after = 0
        while after < 10:
            after += killed.is_set()
            done.append(galleon(both, "backend", "list"))

    workers = [threading.Thread(target=load) for _ in range(3)]
    for worker in workers:
        worker.start()
    while len(done) < 6:
        time.sleep(0.01)
    first.kill()
    killed.set()
    for worker in workers:
        worker.join()
    assert [failed.stderr for failed in done if failed.returncode != 0] == []


def test_each_address_is_named_with_its_reason(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "")
    missing = f"{daemon.target}-nobody"
    failed = galleon(f"{missing},127.0.0.1:1", "backend", "list")
    assert failed.returncode == 3
    assert f"{missing}: no such file or directory" in failed.stderr
    assert "127.0.0.1:1: connection refused" in failed.stderr


def test_waits_for_a_server_when_told_to(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "")
    assert galleon(daemon.target, "backend", "list").returncode == 3
    late = galleon(daemon.target, "backend", "list", "--wait-for-ready", "--timeout", "500ms")
    assert late.returncode == 3
    assert "did not answer in time" in late.stderr and "no such file" in late.stderr
    waiting = subprocess.Popen(
        [GALLEON, "--server", daemon.target, "backend", "list", "--wait-for-ready"],
        stdout=subprocess.PIPE,
        text=True,
    )
    daemon.start()
    out, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    assert "local@alpha" in out
