from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import grpc
import pytest

import galleon
from fake import FakeMigrationService, serve

CONFIGURATION = """
listen: ["unix:{socket}"]
ledger:
  sqlite:
    path: {directory}/ledger.sqlite
log:
  level: debug
drain_delay: 0s
backends:
  - name: alpha
    driver: dummy
  - name: beta
    driver: dummy
  - name: slow
    driver: dummy
    dummy:
      delays:
        advance_migration: 3s
"""


class Daemon:
    """A real galleond on a Unix socket, with a ledger of its own."""

    def __init__(self, program: str, directory: Path) -> None:
        self._program = program
        self._directory = directory
        self._socket = directory / "galleon.sock"
        self._configuration = directory / "galleon.yaml"
        self._configuration.write_text(
            CONFIGURATION.format(socket=self._socket, directory=directory), encoding="utf-8"
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def target(self) -> str:
        return f"unix:{self._socket}"

    @property
    def log(self) -> str:
        return (self._directory / "galleond.log").read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Returns when it answers."""
        with open(self._directory / "galleond.log", "ab") as log:
            self._process = subprocess.Popen(
                [self._program, "--config", str(self._configuration)], stdout=log, stderr=log
            )
        with grpc.insecure_channel(self.target) as channel:
            try:
                grpc.channel_ready_future(channel).result(timeout=30)
            except grpc.FutureTimeoutError:
                raise AssertionError(f"galleond does not answer:\n{self.log}") from None

    def kill(self, with_signal: signal.Signals = signal.SIGKILL) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(with_signal)
            self._process.wait(timeout=60)


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """Needs the environment variable GALLEOND, the path of the daemon's binary."""
    program = os.environ.get("GALLEOND")
    if not program:
        pytest.skip("GALLEOND does not name a galleond binary")
    daemon = Daemon(program, tmp_path)
    daemon.start()
    yield daemon
    daemon.kill()


@pytest.fixture
def client(daemon: Daemon) -> Iterator[galleon.Client]:
    with galleon.connect(daemon.target) as client:
        yield client


@pytest.fixture
def fake_client() -> Iterator[Callable[[FakeMigrationService], galleon.Client]]:
    """A client of a scripted server."""
    with ExitStack() as stack:

        def connect(fake: FakeMigrationService) -> galleon.Client:
            target = stack.enter_context(contextmanager(serve)(fake))
            return stack.enter_context(galleon.connect(target))

        yield connect
