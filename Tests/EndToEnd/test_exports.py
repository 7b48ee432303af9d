"""What the directory driver writes for whoever exports its directories, in the manner of exports(5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import galleon
import pytest
from galleon.v1 import (
    access_rule_pb2,
    backend_service_pb2,
    share_pb2,
    share_service_pb2 as shares,
    snapshot_pb2,
)
from harness import Daemon, World, eventually
from trees import directories


def exports(root: Path, share_id: str) -> dict[str, list[str]]:
    """The clients of each path, by the path's last part."""
    [file] = root.glob(f"*/.galleon/exports.d/{share_id}.exports")
    found = {}
    for line in file.read_text().splitlines():
        if not line.startswith("#"):
            path, *clients = line.split(" ")
            found[path.strip('"').rpartition("/")[2]] = clients
    return found


def allow(world: World, name: str, kind: access_rule_pb2.AccessType) -> None:
    rule = world.client.shares.AllowAccess(
        shares.AllowAccessRequest(
            share_id=world.share_ids[0],
            access_type=kind,
            access_to=name,
            access_level=access_rule_pb2.ACCESS_LEVEL_RW,
        )
    ).access_rule

    def is_active() -> bool:
        found = world.client.shares.ListAccessRules(
            shares.ListAccessRulesRequest(share_id=rule.share_id)
        ).access_rules
        [now] = [each for each in found if each.id == rule.id]
        if now.state != access_rule_pb2.ACCESS_RULE_STATE_ACTIVE:
            return False
        # A record that changed says when.
        return now.update_time.ToNanoseconds() > now.create_time.ToNanoseconds()

    eventually(is_active, "the rule is in force")


def snapshot(world: World) -> str:
    made = world.client.shares.CreateSnapshot(
        shares.CreateSnapshotRequest(share_id=world.share_ids[0], name="s")
    ).snapshot

    def is_available() -> bool:
        now = world.client.shares.GetSnapshot(
            shares.GetSnapshotRequest(snapshot_id=made.id)
        ).snapshot
        return now.status == snapshot_pb2.SNAPSHOT_STATUS_AVAILABLE

    eventually(is_available, "the snapshot is available")
    return made.id


def test_snapshots_can_be_read_by_whom_the_rules_name(
    daemons: Callable[..., Daemon], tmp_path: Path
) -> None:
    alpha, beta = tmp_path / "alpha", tmp_path / "beta"
    daemon = daemons(directories(alpha, beta)).start()
    with daemon.client() as client:
        world = World(client, share_count=1)
        share_id = world.share_ids[0]
        allow(world, "10.9.0.0/16", access_rule_pb2.ACCESS_TYPE_IP)
        gone, kept = snapshot(world), snapshot(world)
        both = {name: ["10.9.0.0/16(ro)"] for name in (gone, kept)}
        assert exports(alpha, share_id) == {share_id: ["10.9.0.0/16(rw)"], **both}
        client.shares.DeleteSnapshot(shares.DeleteSnapshotRequest(snapshot_id=gone))
        listed = shares.ListSnapshotsRequest(share_id=share_id)
        eventually(
            lambda: [each.id for each in client.shares.ListSnapshots(listed).snapshots] == [kept],
            "the snapshot is gone",
        )
        assert gone not in exports(alpha, share_id)
        # They arrive readable, not only after somebody changes a rule.
        migration = world.start()
        world.until(migration.id, "migration_driver_phase1_done")
        world.complete(migration.id)
        world.until(migration.id, "migration_success")
        assert exports(beta, share_id) == {
            share_id: ["10.9.0.0/16(rw)"],
            kept: ["10.9.0.0/16(ro)"],
        }
        # What is old is nobody's to read; a path without clients would be everybody's.
        assert exports(alpha, share_id) == {}


def test_a_share_that_cannot_be_exported_is_refused(
    daemons: Callable[..., Daemon], tmp_path: Path
) -> None:
    daemon = daemons(directories(tmp_path / "alpha", tmp_path / "beta")).start()
    with daemon.client() as client:
        wanted = shares.CreateShareRequest(
            share_server_id=World(client, share_count=1).server_id,
            name="c",
            size_gib=1,
            protocol=share_pb2.SHARE_PROTOCOL_CIFS,
        )
        with pytest.raises(galleon.GalleonError) as refused, galleon.translated():
            client.shares.CreateShare(wanted)
        assert refused.value.reason == "PROTOCOL_NOT_SUPPORTED"
        assert "serves shares with NFS, not with CIFS" in str(refused.value)
        request = backend_service_pb2.GetBackendRequest(host="local@alpha")
        shown = client.backends.GetBackend(request).backend
        assert list(shown.capabilities.protocols) == [share_pb2.SHARE_PROTOCOL_NFS]


def test_a_name_lets_nobody_else_in(daemons: Callable[..., Daemon], tmp_path: Path) -> None:
    alpha, beta = tmp_path / "alpha", tmp_path / "beta"
    daemon = daemons(directories(alpha, beta)).start()
    with daemon.client() as client:
        world = World(client, share_count=1)
        allow(world, r"Ann \ Lee(rw) *", access_rule_pb2.ACCESS_TYPE_USER)
        [clients] = exports(alpha, world.share_ids[0]).values()
        assert clients == [r"user:Ann\040\134\040Lee\050rw\051\040*(rw)"]
        plain = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), clients[0])
        assert plain == r"user:Ann \ Lee(rw) *(rw)"
