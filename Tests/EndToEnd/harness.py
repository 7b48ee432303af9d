"""Real programs in a directory of their own: a galleond that can be killed, and a small world inside it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import grpc

import galleon
from galleon.v1 import (
    migration_pb2,
    migration_service_pb2 as migrations,
    network_service_pb2 as networks,
    share_pb2,
    share_server_pb2,
    share_server_service_pb2 as servers,
    share_service_pb2 as shares,
    task_state_pb2,
)

BINARIES = Path(os.environ.get("GALLEON_BIN", ".build/debug")).resolve()

DUMMIES = """
backends:
  - {name: alpha, driver: dummy}
  - {name: beta, driver: dummy, dummy: {%s}}
"""

# A channel that lost its server asks again at once: the server is about to be started.
IMPATIENT = [
    ("grpc.initial_reconnect_backoff_ms", 50),
    ("grpc.min_reconnect_backoff_ms", 50),
    ("grpc.max_reconnect_backoff_ms", 100),
]

Value = TypeVar("Value")


def eventually(ask: Callable[[], Value | None], what: str, seconds: float = 60) -> Value:
    """Asks until there is an answer; a deadline turns waiting for ever into a failure."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = ask()
        if answer is not None and answer is not False:
            return answer
        time.sleep(0.02)
    raise AssertionError(f"did not happen within {seconds} s: {what}")


class Daemon:
    """A galleond on a Unix socket in `directory`, with `backends` as the text of that configuration section."""

    def __init__(self, directory: Path, backends: str, ledger: Path | None = None) -> None:
        self.directory = directory
        self.ledger = ledger or directory / "ledger.sqlite"
        self.configuration = directory / "galleon.yaml"
        self.log_path = directory / "galleond.log"
        self.configure(backends)
        self.process: subprocess.Popen[bytes] | None = None
        # Words before the program's: what runs it as somebody else, or within a limit.
        self.prefix: list[str] = []
        self.program = BINARIES / "galleond"

    def configure(self, backends: str) -> None:
        self.configuration.write_text(
            f'listen: ["unix:{self.directory}/s"]\n'
            f"ledger: {{sqlite: {{path: {self.ledger}}}}}\n"
            "log: {level: debug}\ndrain_delay: 0s\ndrain_timeout: 5s\n" + backends
        )

    @property
    def target(self) -> str:
        return f"unix:{self.directory}/s"

    @property
    def log(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def spawn(self, fail_point: str = "") -> None:
        environment = {**os.environ}
        if fail_point:
            environment["GALLEON_FAIL_POINT"] = fail_point
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, self.program, "--config", self.configuration],
                stdout=log,
                stderr=log,
                env=environment,
            )

    def start(self) -> Daemon:
        self.spawn()
        with grpc.insecure_channel(self.target, options=IMPATIENT) as channel:
            ready = grpc.channel_ready_future(channel)

            def answers() -> bool:
                assert self.process is not None
                assert self.process.poll() is None, f"galleond ended:\n{self.log}"
                return ready.done()

            eventually(answers, f"galleond answers; its log:\n{self.log}")
        return self

    def kill(self, with_signal: signal.Signals = signal.SIGKILL) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        return self.process.wait(timeout=60)

    def restart(self) -> Daemon:
        self.kill()
        return self.start()

    def client(self) -> galleon.Client:
        return galleon.connect(self.target, options=IMPATIENT)

    def run(self, seconds: float = 30) -> subprocess.CompletedProcess[str]:
        """Runs a galleond that is expected to end by itself."""
        return subprocess.run(
            [*self.prefix, self.program, "--config", self.configuration],
            capture_output=True,
            text=True,
            timeout=seconds,
        )


def cli(daemon: Daemon, *words: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """The command line against `daemon`."""
    return subprocess.run(
        [BINARIES / "galleon", "--server", daemon.target, *words],
        capture_output=True,
        text=True,
        timeout=timeout,
    )


class World:
    """A share network, a share server on local@alpha (or elsewhere), and shares on it."""

    def __init__(
        self,
        client: galleon.Client,
        share_count: int = 3,
        host: str = "local@alpha",
        project: str = "p",
    ) -> None:
        self.client = client
        self.network = client.networks.CreateShareNetwork(
            networks.CreateShareNetworkRequest(name="net", project_id=project)
        ).share_network
        client.networks.CreateShareNetworkSubnet(
            networks.CreateShareNetworkSubnetRequest(
                share_network_id=self.network.id, cidr="10.9.0.0/24", gateway="10.9.0.254"
            )
        )
        self.server_id = client.share_servers.CreateShareServer(
            servers.CreateShareServerRequest(
                project_id=project, host=host, share_network_id=self.network.id
            )
        ).share_server.id
        eventually(
            lambda: self.server().status == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE,
            "the share server is active",
        )
        self.share_ids = [self.add_share(f"share{n}") for n in range(share_count)]

    def add_share(self, name: str) -> str:
        share_id = self.client.shares.CreateShare(
            shares.CreateShareRequest(
                name=name,
                share_server_id=self.server_id,
                size_gib=1,
                protocol=share_pb2.SHARE_PROTOCOL_NFS,
            )
        ).share.id
        eventually(
            lambda: self.share(share_id).status == share_pb2.SHARE_STATUS_AVAILABLE,
            "the share is available",
        )
        return share_id

    def server(self, server_id: str = "") -> share_server_pb2.ShareServer:
        return self.client.share_servers.GetShareServer(
            servers.GetShareServerRequest(share_server_id=server_id or self.server_id)
        ).share_server

    def share(self, share_id: str) -> share_pb2.Share:
        return self.client.shares.GetShare(shares.GetShareRequest(share_id=share_id)).share

    def start(self, destination: str = "local@beta") -> migration_pb2.Migration:
        return self.client.migrations.StartMigration(
            migrations.StartMigrationRequest(
                share_server_id=self.server_id, destination_host=destination
            )
        ).migration

    def migration(self, migration_id: str) -> migration_pb2.Migration:
        return self.client.migrations.GetMigration(
            migrations.GetMigrationRequest(migration_id=migration_id)
        ).migration

    def complete(self, migration_id: str) -> None:
        self.client.migrations.CompleteMigration(
            migrations.CompleteMigrationRequest(migration_id=migration_id)
        )

    def cancel(self, migration_id: str) -> None:
        self.client.migrations.CancelMigration(
            migrations.CancelMigrationRequest(migration_id=migration_id)
        )

    def until(self, migration_id: str, state: str, seconds: float = 60) -> migration_pb2.Migration:
        """The migration once it is in `state`, in Manila's words; another final state is a failure."""
        wanted = task_state_pb2.TaskState.Value("TASK_STATE_" + state.upper())
        for migration in self.follow(migration_id):
            if migration.task_state == wanted:
                return migration
            assert migration.task_state not in FINAL, str(migration)
        raise AssertionError(f"the watch ended before {state}")

    def follow(self, migration_id: str) -> Iterator[migration_pb2.Migration]:
        """The migration as it is, then after each transition."""
        request = migrations.WatchMigrationRequest(migration_id=migration_id)
        for answer in self.client.migrations.WatchMigration(request, timeout=120):
            kind = answer.event.WhichOneof("event")
            if kind == "snapshot":
                yield answer.event.snapshot
            elif kind == "transition":
                yield answer.event.transition.migration


FINAL = (
    task_state_pb2.TASK_STATE_MIGRATION_SUCCESS,
    task_state_pb2.TASK_STATE_MIGRATION_ERROR,
    task_state_pb2.TASK_STATE_MIGRATION_CANCELLED,
)


def words(migration: migration_pb2.Migration) -> list[str]:
    """The states a migration went through, in Manila's words; fails when its history has a gap."""
    # A change of its controls is no transition.
    steps = [step for step in migration.history if step.revision]
    assert [step.revision for step in steps] == list(range(1, len(steps) + 1))
    return [
        task_state_pb2.TaskState.Name(step.to_state).removeprefix("TASK_STATE_").lower()
        for step in steps
    ]
