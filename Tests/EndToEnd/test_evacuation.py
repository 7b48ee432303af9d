"""A backend is emptied: through the command line and the Python client, with kills in the middle."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import grpc
import pytest

import galleon
from galleon.v1 import (
    backend_service_pb2 as backends,
    evacuation_pb2,
    evacuation_service_pb2 as evacuations,
    migration_service_pb2 as migrations,
    network_service_pb2 as networks,
    share_pb2,
    share_server_pb2,
    share_server_service_pb2 as servers,
    share_service_pb2 as shares,
)
from harness import Daemon, cli, eventually

THREE = """
backends:
  - {name: alpha, driver: dummy}
  - {name: beta, driver: dummy, dummy: {%s}}
  - {name: gamma, driver: dummy, dummy: {%s}}
"""
SLOW = "delays: {advance_migration: %s}"
E = evacuation_pb2


class Fleet:
    """Share servers on local@alpha with a share each."""

    def __init__(self, client: galleon.Client, count: int) -> None:
        self.client = client
        self.network = client.networks.CreateShareNetwork(
            networks.CreateShareNetworkRequest(name="net", project_id="p")
        ).share_network.id
        client.networks.CreateShareNetworkSubnet(
            networks.CreateShareNetworkSubnetRequest(
                share_network_id=self.network, cidr="10.9.0.0/24", gateway="10.9.0.254"
            )
        )
        self.servers = [self.add(number) for number in range(count)]

    def create(self) -> str:
        return self.client.share_servers.CreateShareServer(
            servers.CreateShareServerRequest(
                project_id="p", host="local@alpha", share_network_id=self.network
            )
        ).share_server.id

    def add(self, number: int) -> str:
        server = self.create()
        eventually(
            lambda: self.client.share_servers.GetShareServer(
                servers.GetShareServerRequest(share_server_id=server)
            ).share_server.status
            == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE,
            "the share server is active",
        )
        share = self.client.shares.CreateShare(
            shares.CreateShareRequest(
                name=f"s{number}",
                share_server_id=server,
                size_gib=1,
                protocol=share_pb2.SHARE_PROTOCOL_NFS,
            )
        ).share.id
        eventually(
            lambda: self.client.shares.GetShare(shares.GetShareRequest(share_id=share)).share.status
            == share_pb2.SHARE_STATUS_AVAILABLE,
            "the share is available",
        )
        return server

    def hosts(self) -> list[str]:
        found = self.client.shares.ListShares(shares.ListSharesRequest()).shares
        return [share.host.split("#")[0] for share in found]

    def evacuate(self, **options: Any) -> evacuation_pb2.Evacuation:
        return self.client.evacuations.EvacuateBackend(
            evacuations.EvacuateBackendRequest(
                host="local@alpha", options=E.EvacuationOptions(**options)
            )
        ).evacuation

    def get(self, evacuation: str) -> evacuation_pb2.Evacuation:
        return self.client.evacuations.GetEvacuation(
            evacuations.GetEvacuationRequest(evacuation_id=evacuation)
        ).evacuation

    def watch(self, evacuation: str) -> list[evacuation_pb2.Evacuation]:
        """Everything a watch tells until it ends by itself."""
        stream = self.client.evacuations.WatchEvacuation(
            evacuations.WatchEvacuationRequest(evacuation_id=evacuation), timeout=120
        )
        return [a.event.evacuation for a in stream if a.event.HasField("evacuation")]

    def migration_count(self) -> int:
        found = self.client.migrations.ListMigrations(migrations.ListMigrationsRequest())
        return len(found.migrations)


def test_everything_leaves_the_backend(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(THREE % ("", "")).start()
    with daemon.client() as client:
        fleet = Fleet(client, 5)
        plan = client.evacuations.PlanEvacuation(
            evacuations.PlanEvacuationRequest(host="local@alpha")
        )
        assert (plan.movable_count, len(plan.items)) == (5, 5)
        assert plan.bytes_total == 5 << 30
        assert all([s.rank for s in item.suggestions] == [1, 2] for item in plan.items)
        assert fleet.migration_count() == 0
        begun = fleet.evacuate(auto_complete=True, max_concurrent=2)
        assert begun.state == E.EVACUATION_STATE_RUNNING
        told = fleet.watch(begun.id)
        assert told[-1].state == E.EVACUATION_STATE_DONE
        assert told[-1].progress.moved_count == 5
        assert told[-1].progress.total_percent == 100
        assert [one.revision for one in told] == sorted(one.revision for one in told)
        assert sorted(fleet.hosts()).count("local@alpha") == 0
        # What was planned is what was done.
        assert [(i.share_server_id, i.destination_host) for i in told[-1].items] == [
            (i.share_server_id, i.destination_host) for i in plan.items
        ]
        listed = client.evacuations.ListEvacuations(
            evacuations.ListEvacuationsRequest(
                host="local@alpha", states=[E.EVACUATION_STATE_DONE]
            )
        ).evacuations
        assert [one.id for one in listed] == [begun.id]


def test_the_backend_is_closed_meanwhile(daemons: Callable[..., Daemon]) -> None:
    slow = SLOW % "10m"
    daemon = daemons(THREE % (slow, slow)).start()
    with daemon.client() as client:
        fleet = Fleet(client, 1)
        begun = fleet.evacuate()

        def alpha() -> bool:
            request = backends.GetBackendRequest(host="local@alpha")
            return client.backends.GetBackend(request).backend.evacuating

        assert alpha()
        with galleon.translated(), pytest.raises(galleon.GalleonError) as refused:
            with galleon.translated():
                fleet.create()
        assert refused.value.reason == "BACKEND_EVACUATING"
        with pytest.raises(galleon.GalleonError) as second:
            with galleon.translated():
                fleet.evacuate()
        assert second.value.reason == "EVACUATION_RUNNING"
        daemon.restart()
        assert alpha()
        client.evacuations.StopEvacuation(
            evacuations.StopEvacuationRequest(evacuation_id=begun.id, cancel_migrations=True)
        )
        assert fleet.watch(begun.id)[-1].state == E.EVACUATION_STATE_STOPPED
        assert fleet.get(begun.id).items[0].state == E.EVACUATION_ITEM_STATE_CANCELLED
        assert not alpha()
        fleet.create()


@pytest.mark.parametrize("kills", [1, 3, 6])
def test_killed_in_the_middle(daemons: Callable[..., Daemon], kills: int) -> None:
    slow = SLOW % "400ms"
    daemon = daemons(THREE % (slow, slow)).start()
    with daemon.client() as client:
        fleet = Fleet(client, 6)
        begun = fleet.evacuate(auto_complete=True, max_concurrent=3)
        for number in range(kills):
            time.sleep(0.05 + 0.13 * number)
            daemon.restart()
        eventually(
            lambda: fleet.get(begun.id).state == E.EVACUATION_STATE_DONE, "everything is moved"
        )
        assert "local@alpha" not in fleet.hosts()
        # Never a second one for a server.
        assert fleet.migration_count() == 6


def test_one_bad_server_and_a_resume(daemons: Callable[..., Daemon]) -> None:
    broken = "faults: [{call: advance_migration, times: 1, message: the disk is gone}]"
    daemon = daemons(THREE % (broken, "")).start()
    with daemon.client() as client:
        fleet = Fleet(client, 4)
        done = cli(
            daemon, "backend", "evacuate", "local@alpha", "--auto-complete", "--watch",
            "--destination", "local@beta",
        )  # fmt: skip
        assert done.returncode == 1
        assert "done_with_failures" in done.stderr and "the disk is gone" in done.stderr
        assert sorted(fleet.hosts()).count("local@beta") == 3
        resumed = cli(daemon, "evacuation", "resume", "local@alpha", "--watch")
        assert resumed.returncode == 0, resumed.stderr
        assert fleet.hosts() == ["local@beta"] * 4


def test_the_command_line(daemons: Callable[..., Daemon]) -> None:
    # Beta has room for two, gamma is another's.
    pools = "pools: [{name: p, total: 2GiB}]"
    daemon = daemons(THREE % (pools, "")).start()
    with daemon.client() as client:
        fleet = Fleet(client, 3)
        words = ("backend", "evacuate", "local@alpha", "--destination", "local@beta")
        plan = cli(daemon, *words, "--plan")
        assert plan.returncode == 1, plan.stderr
        assert plan.stdout.count("| planned ") == 2 and "NOT_ENOUGH_FREE_SPACE" in plan.stdout
        suggested = cli(daemon, "-o", "json", "migration", "suggest", fleet.servers[0])
        assert suggested.returncode == 0, suggested.stderr
        found = json.loads(suggested.stdout)
        assert [one["host"] for one in found] == ["local@gamma", "local@beta"]
        assert cli(daemon, *words, "--auto-complete", "--complete-after", "+1h").returncode == 1
        started = cli(daemon, "-o", "json", *words, "--max-concurrent", "1")
        assert started.returncode == 0, started.stderr
        evacuation = json.loads(started.stdout)["id"]
        eventually(lambda: fleet.migration_count() == 2, "both wait for their cutover")
        eventually(lambda: fleet.get(evacuation).progress.waiting_count == 2, "both wait")
        shown = cli(daemon, "evacuation", "show", "local@alpha")
        assert shown.stdout.count("migration_driver_phase1_done") == 2
        stopped = cli(daemon, "evacuation", "stop", "local@alpha", "--cancel-migrations")
        assert stopped.returncode == 0, stopped.stderr
        watched = cli(daemon, "evacuation", "watch", evacuation)
        assert watched.returncode == 1 and "stopped" in watched.stderr
        listed = json.loads(cli(daemon, "-o", "json", "evacuation", "list").stdout)
        assert [one["state"] for one in listed] == ["stopped"]
        nowhere = cli(daemon, "evacuation", "watch", "local@gamma")
        assert nowhere.returncode == 1 and "never evacuated" in nowhere.stderr


def test_a_watch_of_nothing(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(THREE % ("", "")).start()
    with daemon.client() as client:
        with pytest.raises(grpc.RpcError) as refused:
            list(
                client.evacuations.WatchEvacuation(
                    evacuations.WatchEvacuationRequest(
                        evacuation_id="00000000-0000-4000-8000-00000000aaaa"
                    )
                )
            )
        assert refused.value.code() == grpc.StatusCode.NOT_FOUND
