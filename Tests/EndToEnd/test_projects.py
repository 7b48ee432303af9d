"""What a caller of one project sees: every method of the schema, against resources of another project.

The list of methods comes from the schema, so a new method without a row here fails the first test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message_factory import GetMessageClass

import galleon
from galleon.v1 import (
    migration_service_pb2 as migrations,
    network_service_pb2 as networks,
    share_server_service_pb2 as servers,
    share_service_pb2 as shares,
)
from harness import Daemon, World
from test_access import Site
from test_every_method import METHODS

NOBODY = "00000000-0000-4000-8000-00000000aaaa"
SEEN_BY_ALL = {"ListBackends", "GetBackend", "ListShareTypes", "ListAvailabilityZones"}


class Two:
    """Two projects: p with everything there is, and q, whose operator and admin look at it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.root = site.admin()
        self.p = site.client(site.token("admin", project="p"))
        self.q = site.client(site.token("admin", project="q", sub="quentin"))
        self.world = World(self.p, share_count=1)
        self.network = self.world.network.id
        self.subnet = self.p.networks.ListShareNetworkSubnets(
            networks.ListShareNetworkSubnetsRequest()
        ).share_network_subnets[0].id
        self.server = self.world.server_id
        self.share = self.world.share_ids[0]
        self.snapshot = self.p.shares.CreateSnapshot(
            shares.CreateSnapshotRequest(share_id=self.share)
        ).snapshot.id
        self.rule = self.p.shares.AllowAccess(
            shares.AllowAccessRequest(
                share_id=self.share, access_type=1, access_to="10.0.0.1", access_level=1
            )
        ).access_rule.id
        self.own_network = self.q.networks.CreateShareNetwork(
            networks.CreateShareNetworkRequest(name="q")
        ).share_network.id
        self.settle()
        self.migration = self.world.start().id
        self.world.until(self.migration, "migration_driver_phase1_done")

    def settle(self) -> None:
        from harness import eventually

        def done() -> bool:
            rules = self.p.shares.ListAccessRules(
                shares.ListAccessRulesRequest(share_id=self.share)
            ).access_rules
            snapshot = self.p.shares.GetSnapshot(
                shares.GetSnapshotRequest(snapshot_id=self.snapshot)
            ).snapshot
            return [rule.state for rule in rules] == [3] and snapshot.status == 2

        eventually(done, "snapshot and rule are there")

    def row(self, method: str, *, real: bool) -> dict[str, Any]:
        """A request of somebody in q about what is p's, or about what is nowhere."""

        def of(identifier: str) -> str:
            return identifier if real else NOBODY

        move = {"share_server_id": of(self.server), "destination_host": "local@beta"}
        rows: dict[str, dict[str, Any]] = {
            "CheckMigration": move,
            "SuggestDestinations": {"share_server_id": of(self.server)},
            "StartMigration": move,
            "CompleteMigration": {"migration_id": of(self.migration)},
            "CancelMigration": {"share_server_id": of(self.server)},
            "UpdateMigration": {
                "migration_id": of(self.migration), "update_mask": FieldMask(paths=["priority"]),
            },
            "RecoverMigration": {"migration_id": of(self.migration), "direction": 1},
            "GetMigrationProgress": {"migration_id": of(self.migration)},
            "GetMigration": {"share_server_id": of(self.server)},
            "WatchMigration": {"migration_id": of(self.migration)},
            "CreateShareServer": {"host": "local@alpha", "share_network_id": of(self.network)},
            "GetShareServer": {"share_server_id": of(self.server)},
            "DeleteShareServer": {"share_server_id": of(self.server)},
            "ResetShareServerStatus": {"share_server_id": of(self.server), "status": 1},
            "ResetShareServerTaskState": {"share_server_id": of(self.server)},
            "CreateShare": {
                "name": "s", "share_server_id": of(self.server), "size_gib": 1, "protocol": 1,
            },
            "GetShare": {"share_id": of(self.share)},
            "DeleteShare": {"share_id": of(self.share)},
            "ExtendShare": {"share_id": of(self.share), "new_size_gib": 2},
            "ResetShareStatus": {"share_id": of(self.share), "status": 1},
            "CreateSnapshot": {"share_id": of(self.share)},
            "GetSnapshot": {"snapshot_id": of(self.snapshot)},
            "DeleteSnapshot": {"snapshot_id": of(self.snapshot)},
            "ResetSnapshotStatus": {"snapshot_id": of(self.snapshot), "status": 1},
            "AllowAccess": {
                "share_id": of(self.share), "access_type": 1, "access_to": "10.0.0.2",
                "access_level": 1,
            },
            "ListAccessRules": {"share_id": of(self.share)},
            "DenyAccess": {"access_rule_id": of(self.rule)},
            "GetShareNetwork": {"share_network_id": of(self.network)},
            "DeleteShareNetwork": {"share_network_id": of(self.network)},
            "CreateShareNetworkSubnet": {
                "share_network_id": of(self.network), "cidr": "10.8.0.0/24",
            },
            "GetShareNetworkSubnet": {"share_network_subnet_id": of(self.subnet)},
            "DeleteShareNetworkSubnet": {"share_network_subnet_id": of(self.subnet)},
        }  # fmt: skip
        return rows[method]


LISTS = {
    "ListMigrations": ("migrations", "host"),
    "ListShareServers": ("share_servers", "host"),
    "ListShares": ("shares", "share_server_id"),
    "ListSnapshots": ("snapshots", "share_id"),
    "ListShareNetworks": ("share_networks", ""),
    "ListShareNetworkSubnets": ("share_network_subnets", "share_network_id"),
}
ABOUT_ONE = {
    "CheckMigration", "SuggestDestinations", "StartMigration", "CompleteMigration",
    "CancelMigration", "UpdateMigration", "RecoverMigration", "GetMigrationProgress",
    "GetMigration", "WatchMigration", "CreateShareServer", "GetShareServer", "DeleteShareServer",
    "ResetShareServerStatus", "ResetShareServerTaskState", "CreateShare", "GetShare", "DeleteShare",
    "ExtendShare", "ResetShareStatus", "CreateSnapshot", "GetSnapshot", "DeleteSnapshot",
    "ResetSnapshotStatus", "AllowAccess", "ListAccessRules", "DenyAccess", "GetShareNetwork",
    "DeleteShareNetwork", "CreateShareNetworkSubnet", "GetShareNetworkSubnet",
    "DeleteShareNetworkSubnet",
}  # fmt: skip
# Admitted to callers of all projects alone.
FOR_ALL = {
    "PlanEvacuation", "EvacuateBackend", "StopEvacuation", "ResumeEvacuation", "GetEvacuation",
    "ListEvacuations", "WatchEvacuation", "CreateShareType", "DeleteShareType",
}  # fmt: skip
ELSEWHERE = {"WatchMigrations", "CreateShareNetwork"}


def test_every_method_was_thought_through() -> None:
    groups = [set(LISTS), ABOUT_ONE, FOR_ALL, SEEN_BY_ALL, ELSEWHERE]
    assert sum(len(group) for group in groups) == len(set().union(*groups))
    assert set().union(*groups) == set(METHODS)


@pytest.fixture
def two(daemons: Callable[..., Daemon]) -> Iterator[Two]:
    made = Two(Site(daemons("")))
    yield made
    for client in (made.root, made.p, made.q):
        client.close()


def stub(client: galleon.Client, method: str) -> Callable[[Any], Any]:
    descriptor = METHODS[method]
    services = {
        "MigrationService": client.migrations,
        "ShareServerService": client.share_servers,
        "ShareService": client.shares,
        "NetworkService": client.networks,
        "BackendService": client.backends,
        "EvacuationService": client.evacuations,
    }
    return getattr(services[descriptor.containing_service.name], method)  # type: ignore[no-any-return]


def call(client: galleon.Client, method: str, fields: dict[str, Any]) -> Any:
    request = GetMessageClass(METHODS[method].input_type)(**fields)
    with galleon.translated():
        answer = stub(client, method)(request)
        return next(answer) if METHODS[method].server_streaming else answer


def words(error: galleon.GalleonError) -> tuple[Any, ...]:
    """Everything that a refusal says, but for the id that the caller itself named."""
    uuid = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
    metadata = {key: uuid.sub("ID", value) for key, value in error.metadata.items()}
    return error.status, error.reason, uuid.sub("ID", error.message), metadata


def test_what_is_of_another_project_is_not_there(two: Two) -> None:
    before = snapshot(two)
    for method in sorted(ABOUT_ONE):
        with pytest.raises(galleon.GalleonError) as foreign:
            call(two.q, method, two.row(method, real=True))
        with pytest.raises(galleon.GalleonError) as missing:
            call(two.q, method, two.row(method, real=False))
        assert foreign.value.status == grpc.StatusCode.NOT_FOUND, method
        assert words(foreign.value) == words(missing.value), method
        # Also with something else wrong: what is said first must not tell either.
        for spoiled in ("request_id", "destination_host", "page_token", "resume_token", "cidr"):
            if spoiled not in METHODS[method].input_type.fields_by_name:
                continue
            answers = []
            for real in (True, False):
                with pytest.raises(galleon.GalleonError) as refused:
                    call(two.q, method, {**two.row(method, real=real), spoiled: "?"})
                answers.append(words(refused.value))
            assert answers[0] == answers[1], (method, spoiled)
    assert snapshot(two) == before


def test_one_may_not_move_into_a_foreign_network(two: Two) -> None:
    world = World(two.q, share_count=1, project="q")
    move = {"share_server_id": world.server_id, "destination_host": "local@beta"}
    for method in ("CheckMigration", "StartMigration", "SuggestDestinations"):
        fields = move if method != "SuggestDestinations" else {"share_server_id": world.server_id}
        answers = []
        for network in (two.network, NOBODY):
            with pytest.raises(galleon.GalleonError) as refused:
                call(two.q, method, {**fields, "new_share_network_id": network})
            answers.append(words(refused.value))
        assert answers[0] == answers[1] and answers[0][0] == grpc.StatusCode.NOT_FOUND, method


def snapshot(two: Two) -> list[str]:
    """Everything of p, as p sees it."""
    requests = {"GetShareServer", "GetShare", "GetSnapshot", "GetShareNetwork", "GetMigration"}
    found = [str(call(two.p, method, two.row(method, real=True))) for method in sorted(requests)]
    rules = call(two.p, "ListAccessRules", {"share_id": two.share})
    return [*found, str(rules)]


def test_lists_leave_out_what_is_of_others(two: Two) -> None:
    filters = {
        "host": "local@alpha", "share_server_id": two.server, "share_id": two.share,
        "share_network_id": two.network,
    }  # fmt: skip
    for method, (field, filtered) in LISTS.items():
        mine = getattr(call(two.p, method, {}), field)
        theirs = getattr(call(two.q, method, {"page_size": 1}), field)
        everything = getattr(call(two.root, method, {}), field)
        assert len(mine) > 0, method
        assert {item.id for item in theirs}.isdisjoint({item.id for item in mine}), method
        assert len(everything) == len(mine) + len(theirs), method
        if filtered:
            found = call(two.q, method, {filtered: filters[filtered]})
            assert not getattr(found, field) and not found.next_page_token, method
        if "project_id" in METHODS[method].input_type.fields_by_name:
            with pytest.raises(galleon.GalleonError) as refused:
                call(two.q, method, {"project_id": "p"})
            assert refused.value.reason == "OTHER_PROJECT", method
    # A page token of one project shows nothing of it to another.
    page = call(two.root, "ListShareNetworks", {"page_size": 1})
    rest = call(two.q, "ListShareNetworks", {"page_token": page.next_page_token})
    assert [item.id for item in rest.share_networks] == [two.own_network]


def test_watches_tell_nothing_of_others(two: Two) -> None:
    request = migrations.WatchMigrationsRequest()
    mine, theirs = (client.migrations.WatchMigrations(request) for client in (two.p, two.q))
    assert next(mine).event.snapshot.id == two.migration
    first = next(theirs).event
    assert first.snapshot_complete.migration_count == 0
    own = World(two.q, share_count=1, project="q")
    two.world.cancel(two.migration)
    two.world.until(two.migration, "migration_cancelled")
    own.start()
    # The first that q hears is of its own, though p's was first.
    event = next(event.event for event in theirs if event.event.WhichOneof("event") != "heartbeat")
    assert event.transition.migration.project_id == "q"
    again = two.q.migrations.WatchMigrations(
        migrations.WatchMigrationsRequest(resume_token=first.resume_token)
    )
    assert next(again).event.transition.migration.project_id == "q"
    for watch in (mine, theirs, again):
        watch.cancel()
    with pytest.raises(galleon.GalleonError) as refused:
        call(two.q, "WatchMigrations", {"project_id": "p"})
    assert refused.value.reason == "OTHER_PROJECT"


def test_what_belongs_to_all_is_for_callers_of_all(two: Two) -> None:
    for method in sorted(FOR_ALL):
        with pytest.raises(galleon.GalleonError) as refused:
            call(two.q, method, {})
        assert refused.value.reason == "ALL_PROJECTS_NEEDED", method
    for method in sorted(SEEN_BY_ALL):
        call(two.q, method, {"host": "local@alpha"} if method == "GetBackend" else {})


def test_what_one_makes_is_of_ones_project(two: Two) -> None:
    with pytest.raises(galleon.GalleonError) as refused:
        call(two.q, "CreateShareNetwork", {"name": "n", "project_id": "p"})
    assert refused.value.status == grpc.StatusCode.PERMISSION_DENIED
    assert refused.value.reason == "OTHER_PROJECT"
    call(two.q, "CreateShareNetworkSubnet", {"share_network_id": two.own_network, "cidr": "10.1.0.0/24"})
    server = two.q.share_servers.CreateShareServer(
        servers.CreateShareServerRequest(host="local@alpha", share_network_id=two.own_network)
    ).share_server
    assert server.project_id == "q"


def test_a_repeated_request_answers_its_own_project_alone(two: Two) -> None:
    request = networks.CreateShareNetworkRequest(
        name="n", request_id="00000000-0000-4000-8000-000000000007"
    )
    first = two.p.networks.CreateShareNetwork(request).share_network
    assert two.p.networks.CreateShareNetwork(request).share_network.id == first.id
    with pytest.raises(galleon.GalleonError) as refused, galleon.translated():
        two.q.networks.CreateShareNetwork(request)
    assert refused.value.reason == "REQUEST_ID_REUSED"
    delete = networks.DeleteShareNetworkRequest(
        share_network_id=first.id, request_id="00000000-0000-4000-8000-000000000008"
    )
    two.p.networks.DeleteShareNetwork(delete)
    two.p.networks.DeleteShareNetwork(delete)


def test_viewers_change_nothing_and_read_everything(two: Two) -> None:
    """What changes something has a request_id: by that the schema itself says what viewers may not."""
    token = two.site.token("viewer", project="p")
    with two.site.client(token) as viewer:
        for method, descriptor in METHODS.items():
            if method in FOR_ALL:
                continue
            changes = "request_id" in descriptor.input_type.fields_by_name
            try:
                call(viewer, method, two.row(method, real=True) if method in ABOUT_ONE else {})
                refused = ""
            except galleon.GalleonError as error:
                refused = error.reason
            assert (refused == "ROLE_INSUFFICIENT") == changes, (method, refused)
