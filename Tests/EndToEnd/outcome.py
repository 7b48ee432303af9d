"""What the contract's section 3 says of the end of a migration, asked of a real service and its backends."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from galleon.v1 import (
    access_rule_pb2,
    migration_pb2,
    share_pb2,
    share_server_pb2 as server_pb2,
    share_server_service_pb2 as servers,
    share_service_pb2 as shares,
    snapshot_pb2,
)
from harness import World, eventually, words
from trees import differences

FIRST = ["migration_starting", "migration_in_progress", "migration_driver_starting"]
FIRST += ["migration_driver_in_progress"]
PHASE_1 = [*FIRST, "migration_driver_phase1_done"]
CUTOVER = [*PHASE_1, "migration_completing"]
CANCEL = "migration_cancel_in_progress"


@dataclass(frozen=True)
class Ending:
    """A row of section 3: where the migration went through, and the statuses of S, D and R."""

    path: list[str]
    source: str
    destination: str
    resources: str
    forward: bool = False


ENDINGS = {
    "success": Ending([*CUTOVER, "migration_success"], "INACTIVE", "ACTIVE", "AVAILABLE", True),
    "phase 1 failed": Ending([*FIRST, "migration_error"], "ACTIVE", "ERROR", "AVAILABLE"),
    "server not made": Ending([*FIRST[:2], "migration_error"], "ACTIVE", "ERROR", "AVAILABLE"),
    "start not accepted": Ending([*FIRST[:3], "migration_error"], "ACTIVE", "ERROR", "AVAILABLE"),
    "phase 2 failed": Ending([*CUTOVER, "migration_error"], "ERROR", "ERROR", "ERROR"),
    "cancelled": Ending([*PHASE_1, CANCEL, "migration_cancelled"], "ACTIVE", "INACTIVE", "AVAILABLE"),
    # At any time of the first phase; even before there is a destination.
    "cancelled somewhere": Ending([], "ACTIVE", "INACTIVE", "AVAILABLE"),
    "cancel failed": Ending([*PHASE_1, CANCEL, "migration_error"], "ACTIVE", "ERROR", "AVAILABLE"),
    "recovered forward": Ending(
        [*CUTOVER] + ["migration_error"] * 3, "INACTIVE", "ACTIVE", "AVAILABLE", True
    ),
    "recovered backward": Ending(
        [*CUTOVER] + ["migration_error"] * 3, "ACTIVE", "INACTIVE", "AVAILABLE"
    ),
}


@dataclass
class Scene:
    """A world with a snapshot and access rules, and what is to be found of it afterwards."""

    world: World
    shares: list[share_pb2.Share] = field(default_factory=list)
    snapshots: list[snapshot_pb2.Snapshot] = field(default_factory=list)
    rules: list[access_rule_pb2.AccessRule] = field(default_factory=list)
    server: server_pb2.ShareServer = field(default_factory=server_pb2.ShareServer)
    # The destinations of earlier migrations of this server.
    earlier: set[str] = field(default_factory=set)

    @staticmethod
    def furnish(world: World) -> Scene:
        """Adds a snapshot and rules to the first share, and a rule to each of the others."""
        calls = world.client.shares
        for number, share_id in enumerate(world.share_ids):
            for to, level in [("10.1.0.0/16", 1), ("10.2.0.0/16", 2)][: 2 if number == 0 else 1]:
                calls.AllowAccess(
                    shares.AllowAccessRequest(
                        share_id=share_id,
                        access_type=access_rule_pb2.ACCESS_TYPE_IP,
                        access_to=to,
                        access_level=access_rule_pb2.AccessLevel.ValueType(level),
                    )
                )
        calls.CreateSnapshot(shares.CreateSnapshotRequest(share_id=world.share_ids[0], name="snap"))
        scene = Scene(world)

        def is_idle() -> bool:
            scene.observe()
            return scene.is_idle()

        eventually(is_idle, "snapshot and rules are there")
        return scene

    def observe(self) -> None:
        self.shares = [self.world.share(share_id) for share_id in self.world.share_ids]
        self.server = self.world.server()
        self.earlier = self._destinations()
        self.snapshots, self.rules = self._snapshots(), self._rules()

    def is_idle(self) -> bool:
        return (
            all(s.status == snapshot_pb2.SNAPSHOT_STATUS_AVAILABLE for s in self.snapshots)
            and all(r.state == access_rule_pb2.ACCESS_RULE_STATE_ACTIVE for r in self.rules)
            and all(s.access_rules_status == share_pb2.ACCESS_RULES_STATUS_ACTIVE for s in self.shares)
        )

    def _snapshots(self) -> list[snapshot_pb2.Snapshot]:
        calls = self.world.client.shares
        return [
            snapshot
            for share_id in self.world.share_ids
            for snapshot in calls.ListSnapshots(
                shares.ListSnapshotsRequest(share_id=share_id)
            ).snapshots
        ]

    def _rules(self) -> list[access_rule_pb2.AccessRule]:
        calls = self.world.client.shares
        return [
            rule
            for share_id in self.world.share_ids
            for rule in calls.ListAccessRules(
                shares.ListAccessRulesRequest(share_id=share_id)
            ).access_rules
        ]

    def check(self, migration_id: str, name: str) -> None:
        """Everything in the ledger is as the ending of that name says."""
        ending = ENDINGS[name]
        migration = self.world.migration(migration_id)
        path = words(migration)
        if ending.path:
            assert path == ending.path, path
        else:
            assert path == [*PHASE_1[: len(path) - 2], CANCEL, "migration_cancelled"], path
        old = self.world.server()
        destinations = {migration.destination_share_server_id} - {""}
        assert self._destinations() == self.earlier | destinations, "exactly one was made"
        if not ending.path and not destinations:
            assert old.status == server_pb2.SHARE_SERVER_STATUS_ACTIVE
            return self._check_shares(ending, migration, server_pb2.ShareServer())
        new = self.world.server(migration.destination_share_server_id)
        status = server_pb2.ShareServerStatus.Name
        assert status(old.status) == f"SHARE_SERVER_STATUS_{ending.source}"
        assert status(new.status) == f"SHARE_SERVER_STATUS_{ending.destination}"
        assert old.task_state == new.task_state == migration.task_state
        assert new.source_share_server_id == old.id
        assert migration.HasField("end_time")
        failed = path[-1] == "migration_error"
        assert migration.HasField("last_error") == failed
        assert list(old.network_allocations) == list(self.server.network_allocations)
        assert new.network_allocations and not {a.ip_address for a in new.network_allocations} & {
            a.ip_address for a in old.network_allocations
        }
        self._check_shares(ending, migration, new)

    def _destinations(self) -> set[str]:
        request = servers.ListShareServersRequest(source_share_server_id=self.world.server_id)
        listed = self.world.client.share_servers.ListShareServers(request)
        return {server.id for server in listed.share_servers}

    def _check_shares(
        self, ending: Ending, migration: migration_pb2.Migration, new: server_pb2.ShareServer
    ) -> None:
        assert [keep(rule) for rule in self._rules()] == [keep(rule) for rule in self.rules]
        addresses = [allocation.ip_address for allocation in new.network_allocations]
        for before in self.shares:
            share = self.world.share(before.id)
            assert share_pb2.ShareStatus.Name(share.status) == f"SHARE_STATUS_{ending.resources}"
            if not ending.forward:
                assert share.share_server_id == before.share_server_id
                assert share.host == before.host
                assert share.export_locations == before.export_locations
                continue
            assert share.share_server_id == new.id
            assert share.host.startswith(f"{migration.destination_host}#")
            paths = [location.path for location in share.export_locations]
            assert len(paths) == len(addresses)
            for path, address in zip(paths, addresses, strict=True):
                assert path.startswith(f"{address}:/") and share.id in path
        assert [s.id for s in self._snapshots()] == [s.id for s in self.snapshots]
        for before_, snapshot in zip(self.snapshots, self._snapshots(), strict=True):
            name = snapshot_pb2.SnapshotStatus.Name(snapshot.status)
            assert name == f"SNAPSHOT_STATUS_{ending.resources}"
            if not ending.forward:
                assert snapshot.provider_location == before_.provider_location
                assert snapshot.export_locations == before_.export_locations
            else:
                assert snapshot.provider_location

    def check_files(
        self, migration: migration_pb2.Migration, name: str, alpha: Path, beta: Path, pristine: Path
    ) -> None:
        """The files on both directory backends, too; `pristine` is a copy of alpha's from before."""
        old = alpha / self.server.id
        new = beta / migration.destination_share_server_id
        units = [share.id for share in self.shares]
        units += [f".snapshots/{snapshot.id}" for snapshot in self.snapshots]
        for unit in units:
            # A test may have added this file to let the cutover fail.
            added = ("--exclude=too large", "--omit-dir-times")
            assert differences(pristine / self.server.id / unit, old / unit, *added) == "", unit
            if ENDINGS[name].forward:
                assert differences(old / unit, new / unit) == "", unit
        if name.startswith("cancelled"):
            assert not new.exists(), "a cancel removes what was copied"
        if ENDINGS[name].resources == "ERROR":
            return
        serving = new if ENDINGS[name].forward else old
        for share in self.shares:
            exports = (serving / ".galleon/exports.d" / f"{share.id}.exports").read_text()
            line = next(line for line in exports.splitlines() if line.startswith('"'))
            assert line.split()[1:] == [
                f"{rule.access_to}({access_rule_pb2.AccessLevel.Name(rule.access_level)[-2:].lower()})"
                for rule in self.rules
                if rule.share_id == share.id
            ], exports


def keep(rule: access_rule_pb2.AccessRule) -> tuple[str, str, int, int]:
    return (rule.id, rule.access_to, rule.access_level, rule.state)


def copy(source: Path, destination: Path) -> None:
    subprocess.run(["cp", "-a", "--", source, destination], check=True)
