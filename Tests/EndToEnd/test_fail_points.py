"""The service dies by SIGKILL before and after each driver call and each ledger write of a migration, and is started again.

Each life is lived once to learn its fail-points (docs/failpoints.md), then once for each of them. Whoever operates it
only repeats the call that got no answer, with the same request id; the outcome must be the one of a life without a death.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import grpc
import pytest

import galleon
from galleon.v1 import (
    access_rule_pb2,
    migration_pb2,
    migration_service_pb2 as calls,
    share_pb2,
    share_server_pb2,
    share_server_service_pb2 as servers,
    share_service_pb2 as shares,
    snapshot_pb2,
    task_state_pb2,
)
from harness import BINARIES, DUMMIES, Daemon, World
from outcome import FIRST, PHASE_1, Scene, copy
from trees import directories, fill, share_directory

# Lives side by side.
WORKERS = int(os.environ.get("GALLEON_WORKERS", "4"))
# Only fail-points that match are died at; to repeat one that failed.
ONLY = re.compile(os.environ.get("GALLEON_ONLY", ""))
LIMIT = 1 << 21
OPTIONS = [
    ("grpc.enable_retries", 0),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
]
Value = TypeVar("Value")


# No migration: everything is made once, changed and deleted.
HOUSEKEEPING = "housekeeping"


def fault(call: str) -> str:
    return f"faults: [{{call: {call}, times: 0, recovery: roll_back, message: the disk broke}}]"


@dataclass(frozen=True)
class Life:
    """What is done with a migration, and the configuration of the dummy driver that makes it go so."""

    ending: str
    dummy: str | None = ""
    directory: bool = True
    # The state in which a cancel or complete comes.
    at: str = PHASE_1[-1]


LIVES = [
    Life("success"),
    Life("cancelled"),
    Life("cancelled somewhere", "delays: {create_server: 1h}", False, FIRST[1]),
    Life("cancelled somewhere", "delays: {start_migration: 1h}", False, FIRST[2]),
    Life("cancelled somewhere", "delays: {advance_migration: 1h}", False, FIRST[3]),
    Life("server not made", fault("create_server"), directory=False),
    Life("start not accepted", fault("start_migration"), directory=False),
    Life("phase 1 failed", fault("advance_migration")),
    Life("phase 2 failed", fault("complete_migration")),
    Life("cancel failed", fault("cancel_migration"), directory=False),
    Life("recovered forward", fault("complete_migration")),
    Life("recovered backward", fault("complete_migration")),
    Life(HOUSEKEEPING),
]
CASES = [(life, "dummy") for life in LIVES]
CASES += [(life, "directory") for life in LIVES if life.directory]


class Operator:
    """Makes calls until they are answered, and starts the service again when it has died."""

    def __init__(self, daemon: Daemon, scene: Scene, life: Life, root: Path | None) -> None:
        self.daemon, self.life, self.root = daemon, life, root
        self.deaths = 0
        self.client = galleon.connect(daemon.target, options=OPTIONS)
        self.scene = Scene(World.__new__(World), scene.shares, scene.snapshots, scene.rules, scene.server)
        self.scene.world.client = self.client
        self.scene.world.server_id = scene.world.server_id
        self.scene.world.share_ids = scene.world.share_ids
        self.migration_id = ""

    def answered(self, call: Callable[[], Value]) -> Value:
        deadline = time.monotonic() + 90
        while True:
            try:
                return call()
            except grpc.RpcError as error:
                assert error.code() == grpc.StatusCode.UNAVAILABLE, error
                assert time.monotonic() < deadline, "no answer"
            process = self.daemon.process
            assert process is not None
            if process.poll() is not None:
                assert process.returncode == -signal.SIGKILL, self.daemon.log
                self.deaths += 1
                self.daemon.spawn()
            time.sleep(0.05)

    def change(self, method: Callable[..., Any], request: Any) -> Any:
        request.request_id = str(uuid.uuid4())
        return self.answered(lambda: method(request, timeout=60))

    def see_death(self) -> None:
        """What was written last is seen before the service has died of it."""
        process = self.daemon.process
        assert process is not None
        if self.deaths == 0 and process.wait(timeout=60) == -signal.SIGKILL:
            self.deaths += 1

    def look(self) -> migration_pb2.Migration:
        return self.answered(lambda: self.scene.world.migration(self.migration_id))

    def until(self, what: str | Callable[[migration_pb2.Migration], bool]) -> None:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            migration = self.look()
            name = task_state_pb2.TaskState.Name(migration.task_state)
            if name == f"TASK_STATE_{what}".upper() if isinstance(what, str) else what(migration):
                return
            time.sleep(0.02)
        raise AssertionError(f"never came to {what}: {migration}")

    def live(self) -> None:
        stubs, ending = self.client.migrations, self.life.ending
        start = calls.StartMigrationRequest(
            share_server_id=self.scene.world.server_id, destination_host="local@beta"
        )
        self.migration_id = self.change(stubs.StartMigration, start).migration.id
        if ending in ("phase 1 failed", "server not made", "start not accepted"):
            return self.until("migration_error")
        self.until(self.life.at)
        if ending.startswith("cancel"):
            self.change(stubs.CancelMigration, calls.CancelMigrationRequest(migration_id=self.migration_id))
            return self.until("migration_error" if "failed" in ending else "migration_cancelled")
        self.add_too_large()
        self.change(stubs.CompleteMigration, calls.CompleteMigrationRequest(migration_id=self.migration_id))
        if ending == "success":
            return self.until("migration_success")
        self.until("migration_error")
        if ending == "recovered forward" and self.root is not None:
            self.copy_by_hand(self.root)
        if ending.startswith("recovered"):
            direction = migration_pb2.RecoveryDirection.Value(
                f"RECOVERY_DIRECTION_{ending.split()[1].upper()}"
            )
            self.change(
                stubs.RecoverMigration,
                calls.RecoverMigrationRequest(migration_id=self.migration_id, direction=direction),
            )
            self.until(lambda m: m.recovery.state == migration_pb2.RECOVERY_STATE_DONE)

    def add_too_large(self) -> None:
        """A new file that the service may not write, where a cutover with real files is to fail."""
        if self.root is not None and self.life.ending != "success":
            path = share_directory(self.root, self.scene.world.share_ids[0]) / "too large"
            path.write_bytes(os.urandom(LIMIT + 1))

    def copy_by_hand(self, alpha: Path) -> None:
        """Whoever wants the destination to serve first gives it what it lacks."""
        for share_id in self.scene.world.share_ids:
            roots = (alpha, alpha.parent / "beta")
            source, destination = (share_directory(root, share_id) for root in roots)
            subprocess.run(
                ["rsync", "-aHAXS", "--modify-window=-1", "--delete", f"{source}/", f"{destination}/"], check=True
            )


class Housekeeper(Operator):
    """Makes a server and what belongs to it, and deletes it all."""

    def live(self) -> None:
        stubs = self.client.shares
        server = self.change(
            self.client.share_servers.CreateShareServer,
            servers.CreateShareServerRequest(
                project_id="p",
                host="local@alpha",
                share_network_id=self.scene.server.share_network_id,
            ),
        ).share_server
        world = self.scene.world
        active = share_server_pb2.SHARE_SERVER_STATUS_ACTIVE
        self.see(lambda: world.server(server.id).status == active, "the server is made")
        draft = shares.CreateShareRequest(
            name="s",
            share_server_id=server.id,
            size_gib=1,
            protocol=share_pb2.SHARE_PROTOCOL_NFS,
        )
        share = self.change(stubs.CreateShare, draft).share
        available = share_pb2.SHARE_STATUS_AVAILABLE
        self.see(lambda: world.share(share.id).status == available, "the share is made")
        listed = shares.ListSharesRequest(share_server_id=server.id)
        assert len(self.answered(lambda: stubs.ListShares(listed)).shares) == 1, "made once"
        if self.root is not None:
            (share_directory(self.root, share.id) / "file").write_text("of a client")
        rule = self.change(
            stubs.AllowAccess,
            shares.AllowAccessRequest(
                share_id=share.id,
                access_type=access_rule_pb2.ACCESS_TYPE_IP,
                access_to="10.3.0.0/16",
                access_level=access_rule_pb2.ACCESS_LEVEL_RW,
            ),
        ).access_rule
        rules = shares.ListAccessRulesRequest(share_id=share.id)
        in_force = access_rule_pb2.ACCESS_RULE_STATE_ACTIVE
        self.see(
            lambda: [r.state for r in stubs.ListAccessRules(rules).access_rules] == [in_force],
            "the rule is in force",
        )
        snapshot = self.change(
            stubs.CreateSnapshot, shares.CreateSnapshotRequest(share_id=share.id, name="x")
        ).snapshot
        lookup = shares.GetSnapshotRequest(snapshot_id=snapshot.id)
        taken = snapshot_pb2.SNAPSHOT_STATUS_AVAILABLE
        self.see(lambda: stubs.GetSnapshot(lookup).snapshot.status == taken, "it is taken")
        if self.root is not None:
            copied = self.root / server.id / ".snapshots" / snapshot.id / "file"
            assert copied.read_text() == "of a client"
        self.change(stubs.ExtendShare, shares.ExtendShareRequest(share_id=share.id, new_size_gib=2))
        self.see(lambda: world.share(share.id).size_gib == 2, "the share is larger")
        self.see(lambda: world.share(share.id).status == available, "the share can be used")
        self.change(stubs.DenyAccess, shares.DenyAccessRequest(access_rule_id=rule.id))
        self.see(lambda: not stubs.ListAccessRules(rules).access_rules, "the rule is gone")
        self.change(stubs.DeleteSnapshot, shares.DeleteSnapshotRequest(snapshot_id=snapshot.id))
        self.see(lambda: gone(lambda: stubs.GetSnapshot(lookup)), "the snapshot is gone")
        self.change(stubs.DeleteShare, shares.DeleteShareRequest(share_id=share.id))
        self.see(lambda: gone(lambda: world.share(share.id)), "the share is gone")
        self.change(
            self.client.share_servers.DeleteShareServer,
            servers.DeleteShareServerRequest(share_server_id=server.id),
        )
        self.see(lambda: gone(lambda: world.server(server.id)), "the server is gone")
        if self.root is not None:
            assert not (self.root / server.id).exists()

    def see(self, ask: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + 90
        while not self.answered(ask):
            assert time.monotonic() < deadline, f"not seen: {what}"
            time.sleep(0.02)


def gone(look: Callable[[], Any]) -> bool:
    try:
        look()
    except grpc.RpcError as error:
        if error.code() == grpc.StatusCode.NOT_FOUND:
            return True
        raise
    return False


class Place:
    """A directory with the world as it was before the migration, and room for a copy of it for each life."""

    def __init__(self, root: Path, life: Life, driver: str) -> None:
        self.root, self.life, self.driver = root, life, driver
        self.origin = root / "origin"
        self.origin.mkdir()
        (self.origin / "alpha").mkdir()
        (self.origin / "beta").mkdir()
        daemon = self.daemon(self.origin)
        daemon.start()
        with daemon.client() as client:
            world = World(client, share_count=2)
            if driver == "directory":
                for share_id in world.share_ids:
                    fill(share_directory(self.origin / "alpha", share_id), count=24, size=3000)
            self.scene = Scene.furnish(world)
            if driver == "directory":
                changed = share_directory(self.origin / "alpha", world.share_ids[0])
                (changed / "d1" / "file 1").write_text("changed after the snapshot")
                (changed / "d2" / "link").hardlink_to(changed / "d2" / "file 2")
                if life.ending == "phase 1 failed":
                    (changed / "too large").write_bytes(os.urandom(LIMIT + 1))
        assert daemon.kill(signal.SIGTERM) == 0, daemon.log

    def daemon(self, directory: Path) -> Daemon:
        if self.driver == "dummy":
            return Daemon(directory, DUMMIES % self.life.dummy)
        return Daemon(directory, directories(directory / "alpha", directory / "beta"))

    def lived(self, name: str, fail_point: str) -> Operator:
        """A life in a copy of the world; what it came to is the contract's ending, or this fails."""
        directory = self.root / name
        copy(self.origin, directory)
        daemon = self.daemon(directory)
        daemon.log_path.unlink()
        if self.driver == "directory" and self.life.ending != "success":
            daemon.prefix = ["prlimit", f"--fsize={LIMIT}"]
        daemon.spawn(fail_point)
        root = directory / "alpha" if self.driver == "directory" else None
        person = Housekeeper if self.life.ending == HOUSEKEEPING else Operator
        operator = person(daemon, self.scene, self.life, root)
        try:
            operator.live()
            if self.life.ending == HOUSEKEEPING:
                if fail_point != "trace":
                    operator.see_death()
                return operator
            operator.answered(lambda: operator.scene.check(operator.migration_id, self.life.ending))
            if root is not None:
                operator.scene.check_files(
                    operator.look(), self.life.ending, root, directory / "beta", self.origin / "alpha"
                )
        finally:
            operator.client.close()
            daemon.kill()
        return operator


def passes(log: str) -> list[str]:
    """The fail-points of a life, each pass once: what is both a write and a transition goes by the transition's number."""
    found = re.findall(r"fail-point (\S+:\d+)", log)
    twice = {a for a, b in zip(found, found[1:]) if "ledger.write" in a and "ledger.rule" in b}
    return [name for name in found if name not in twice and not name.startswith("driver.inspect")]


@pytest.mark.parametrize(("life", "driver"), CASES, ids=[f"{l.ending}, {l.at}, {d}" for l, d in CASES])
def test_every_death_has_the_same_outcome(tmp_path: Path, life: Life, driver: str) -> None:
    place = Place(tmp_path, life, driver)
    names = passes(place.lived("whole", "trace").daemon.log)
    assert len(names) >= 10, names
    # How often progress is told depends on the time that has passed.
    names = [n for n in names if ".progress:" not in n or n.endswith((":1", ":2"))]

    def die(numbered: tuple[int, str]) -> str:
        number, name = numbered
        try:
            operator = place.lived(str(number), name)
            if operator.deaths == 1 or ".progress:2" in name:
                return ""
            why = f"it died {operator.deaths} times"
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
        return f"{name} (in {tmp_path / str(number)}): {why}"

    chosen = [(n, name) for n, name in enumerate(names) if ONLY.search(name)]
    with ThreadPoolExecutor(WORKERS) as pool:
        broken = [sentence for sentence in pool.map(die, chosen) if sentence]
    print(f"{life.ending}, {life.at}, {driver}: died at {len(chosen)} places")
    assert not broken, "\n".join(broken)


def test_a_place_that_does_not_exist_is_refused() -> None:
    ended = subprocess.run(
        [BINARIES / "galleond", "--config", "deploy/galleon.example.yaml"],
        env={**os.environ, "GALLEON_FAIL_POINT": "ledger.write.befor"},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ended.returncode == 2
    assert "ledger.write.befor" in ended.stderr and "--list-fail-points" in ended.stderr
