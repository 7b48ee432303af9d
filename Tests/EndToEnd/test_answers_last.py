"""What was answered is there after a SIGKILL that follows the answer at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grpc

from galleon.v1 import (
    access_rule_pb2,
    backend_service_pb2 as backends,
    migration_service_pb2 as migrations,
    network_service_pb2 as networks,
    share_pb2,
    share_server_pb2,
    share_server_service_pb2 as servers,
    share_service_pb2 as shares,
    task_state_pb2,
)
from harness import DUMMIES, Daemon, World, eventually, words


class Mortal:
    """A service that is killed after each answer, and started again."""

    def __init__(self, daemon: Daemon) -> None:
        self.daemon = daemon

    def answer(self, call: Callable[[], Any]) -> Any:
        found = call()
        self.daemon.restart()
        return found


def test_every_answered_change_outlives_the_service(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "").start()
    mortal = Mortal(daemon)
    with daemon.client() as client:
        network = mortal.answer(
            lambda: client.networks.CreateShareNetwork(
                networks.CreateShareNetworkRequest(name="net", project_id="p")
            )
        ).share_network
        subnet = mortal.answer(
            lambda: client.networks.CreateShareNetworkSubnet(
                networks.CreateShareNetworkSubnetRequest(
                    share_network_id=network.id, cidr="10.9.0.0/24", gateway="10.9.0.254"
                )
            )
        ).share_network_subnet
        listed = client.networks.ListShareNetworkSubnets(
            networks.ListShareNetworkSubnetsRequest(share_network_id=network.id)
        )
        assert [found.id for found in listed.share_network_subnets] == [subnet.id]
        kind = mortal.answer(
            lambda: client.backends.CreateShareType(backends.CreateShareTypeRequest(name="gold"))
        ).share_type
        listed_types = client.backends.ListShareTypes(backends.ListShareTypesRequest())
        assert [found.id for found in listed_types.share_types] == [kind.id]
        world = World.__new__(World)
        world.client = client
        world.server_id = mortal.answer(
            lambda: client.share_servers.CreateShareServer(
                servers.CreateShareServerRequest(
                    project_id="p", host="local@alpha", share_network_id=network.id
                )
            )
        ).share_server.id
        active = share_server_pb2.SHARE_SERVER_STATUS_ACTIVE
        eventually(lambda: world.server().status == active, "the server is made")
        share_id = mortal.answer(
            lambda: client.shares.CreateShare(
                shares.CreateShareRequest(
                    name="s", share_server_id=world.server_id, size_gib=1, protocol=share_pb2.SHARE_PROTOCOL_NFS
                )
            )
        ).share.id
        available = share_pb2.SHARE_STATUS_AVAILABLE
        eventually(lambda: world.share(share_id).status == available, "the share is made")
        rule = mortal.answer(
            lambda: client.shares.AllowAccess(
                shares.AllowAccessRequest(
                    share_id=share_id,
                    access_type=access_rule_pb2.ACCESS_TYPE_IP,
                    access_to="10.0.0.0/8",
                    access_level=access_rule_pb2.ACCESS_LEVEL_RO,
                )
            )
        ).access_rule

        def rules() -> list[access_rule_pb2.AccessRule]:
            request = shares.ListAccessRulesRequest(share_id=share_id)
            return list(client.shares.ListAccessRules(request).access_rules)

        in_force = access_rule_pb2.ACCESS_RULE_STATE_ACTIVE
        eventually(lambda: [r.state for r in rules()] == [in_force], "the rule is in force")
        assert rules()[0].id == rule.id
        snapshot = mortal.answer(
            lambda: client.shares.CreateSnapshot(
                shares.CreateSnapshotRequest(share_id=share_id, name="x")
            )
        ).snapshot
        mortal.answer(
            lambda: client.shares.ExtendShare(
                shares.ExtendShareRequest(share_id=share_id, new_size_gib=3)
            )
        )
        eventually(lambda: world.share(share_id).size_gib == 3, "the share is larger")
        eventually(lambda: world.share(share_id).status == available, "and can be used")
        mortal.answer(
            lambda: client.shares.DenyAccess(shares.DenyAccessRequest(access_rule_id=rule.id))
        )
        eventually(lambda: not rules(), "the rule is gone")
        mortal.answer(
            lambda: client.shares.DeleteSnapshot(
                shares.DeleteSnapshotRequest(snapshot_id=snapshot.id)
            )
        )

        def snapshot_is_gone() -> bool:
            try:
                client.shares.GetSnapshot(shares.GetSnapshotRequest(snapshot_id=snapshot.id))
            except grpc.RpcError as error:
                return error.code() == grpc.StatusCode.NOT_FOUND
            return False

        eventually(snapshot_is_gone, "the snapshot is gone")


def test_every_answered_command_outlives_the_service(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "delays: {advance_migration: 1h}").start()
    mortal = Mortal(daemon)
    with daemon.client() as client:
        world = World(client, share_count=2)
        first = mortal.answer(world.start)
        assert world.migration(first.id).source_share_server_id == world.server_id
        assert world.server().status == share_server_pb2.SHARE_SERVER_STATUS_SERVER_MIGRATING
        controls = migrations.UpdateMigrationRequest(migration_id=first.id)
        controls.controls.priority = 7
        controls.update_mask.paths.append("priority")
        mortal.answer(lambda: client.migrations.UpdateMigration(controls))
        assert world.migration(first.id).controls.priority == 7
        mortal.answer(lambda: world.cancel(first.id))
        world.until(first.id, "migration_cancelled")
        assert words(world.migration(first.id))[-2:] == [
            "migration_cancel_in_progress",
            "migration_cancelled",
        ]
        daemon.kill()
        daemon.configure(DUMMIES % "delays: {complete_migration: 1h}")
        daemon.start()
        second = mortal.answer(world.start)
        world.until(second.id, "migration_driver_phase1_done")
        mortal.answer(lambda: world.complete(second.id))
        completing = task_state_pb2.TASK_STATE_MIGRATION_COMPLETING
        assert world.migration(second.id).task_state == completing
        daemon.kill()
        daemon.configure(DUMMIES % "")
        daemon.start()
        world.until(second.id, "migration_success")
        mortal.answer(
            lambda: client.share_servers.DeleteShareServer(
                servers.DeleteShareServerRequest(share_server_id=world.server_id)
            )
        )

        def is_gone() -> bool:
            try:
                world.server()
            except grpc.RpcError as error:
                return error.code() == grpc.StatusCode.NOT_FOUND
            return False

        eventually(is_gone, "the source is deleted")
