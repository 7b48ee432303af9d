"""The audit log: a line for every call that changes something, whatever becomes of the disk."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable

import pytest

from galleon.v1 import backend_service_pb2 as backends, network_service_pb2 as networks
from harness import DUMMIES, Daemon, World, eventually
from test_access import CREATE, Site, refusal


@pytest.fixture
def site(daemons: Callable[..., Daemon]) -> Site:
    return Site(daemons(""))


def test_the_audit_log_has_every_change(site: Site) -> None:
    token = site.token("operator")
    with site.client(token) as client:
        request = networks.CreateShareNetworkRequest(
            name="n", request_id="00000000-0000-4000-8000-000000000001"
        )
        made = client.networks.CreateShareNetwork(request).share_network
        client.networks.GetShareNetwork(networks.GetShareNetworkRequest(share_network_id=made.id))
        nobody = "00000000-0000-4000-8000-00000000aaaa"
        refusal(
            lambda: client.networks.DeleteShareNetwork(
                networks.DeleteShareNetworkRequest(share_network_id=nobody)
            )
        )
        refusal(lambda: client.backends.CreateShareType(backends.CreateShareTypeRequest(name="t")))
    with site.client("nonsense") as client:
        refusal(lambda: client.networks.CreateShareNetwork(CREATE))
    lines = eventually(lambda: len(found := site.audited()) >= 4 and found, "four lines")
    created, deleted, denied, unknown = lines
    assert created["method"] == "/galleon.v1.NetworkService/CreateShareNetwork"
    assert created["code"] == "OK" and created["resource"] == made.id
    assert created["identity"] == "jwt:ann" and created["identified_by"] == "token"
    assert created["role"] == "operator" and created["project"] == "p"
    assert created["request_id"] == request.request_id
    assert created["peer"].startswith("127.0.0.1:") and created["duration_ms"] >= 0
    assert created["time"].endswith("Z")
    assert (deleted["code"], deleted["resource"]) == ("NOT_FOUND", nobody)
    assert denied["code"] == "PERMISSION_DENIED" and denied["identity"] == "jwt:ann"
    assert unknown["code"] == "UNAUTHENTICATED" and "identity" not in unknown
    assert token.split(".")[2] not in site.audit.read_text()
    # logrotate moves it away and sends SIGHUP.
    site.audit.rename(site.audit.with_suffix(".1"))
    assert site.daemon.process is not None
    site.daemon.process.send_signal(signal.SIGHUP)
    eventually(site.audit.exists, "a new file")
    with site.admin() as client:
        client.networks.CreateShareNetwork(CREATE)
    line = eventually(lambda: site.audited(), "a line in it")[0]
    assert line["identity"] == f"unix:{site.daemon.directory}/s"
    assert line["identified_by"] == "socket" and line["project"] == "p"


def test_a_full_disk_loses_no_line(daemons: Callable[..., Daemon]) -> None:
    site = Site(daemons(""), audit="/dev/full")
    with site.admin() as client:
        for _ in range(3):
            client.networks.CreateShareNetwork(CREATE)
    lines = [line for line in site.daemon.log.splitlines() if line.startswith('{"time"')]
    assert len(lines) == 3
    assert all(json.loads(line)["code"] == "OK" for line in lines)
    assert site.daemon.log.count("cannot be written (No space left on device)") == 1


def test_an_audit_log_that_cannot_be_opened_keeps_it_from_starting(
    daemons: Callable[..., Daemon],
) -> None:
    daemon = daemons(DUMMIES % "")
    daemon.configure("audit_log: /nowhere/audit.log\n" + DUMMIES % "")
    ended = daemon.run()
    assert ended.returncode == 1 and "/nowhere/audit.log" in ended.stderr


def test_histories_name_who_it_was(site: Site) -> None:
    with site.client(site.token("operator", sub="olga")) as client:
        world = World(client)
        migration = world.start()
        world.until(migration.id, "migration_driver_phase1_done")
        world.cancel(migration.id)
        history = world.migration(migration.id).history
        assert {step.actor for step in history if step.actor} >= {"jwt:olga"}
