"""What an operator does to migrations besides starting and completing them, through the command line."""

from __future__ import annotations

import signal
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from harness import DUMMIES, Daemon, cli, eventually
from test_command_line import Inventory, answer

HANGS = "delays: {advance_migration: 10m}"
BREAKS = "faults: [{call: complete_migration, times: 0, message: the switch is gone}]"


def state(daemon: Daemon, name: str) -> str:
    return str(answer(daemon, "migration", "show", name)["task_state"])


def failed(daemon: Daemon) -> Inventory:
    inventory = Inventory(daemon)
    answer(daemon, "migration", "start", inventory.server, "local@beta")
    eventually(
        lambda: state(daemon, inventory.server) == "migration_driver_phase1_done", "phase 1"
    )
    answer(daemon, "migration", "complete", inventory.server)
    eventually(lambda: state(daemon, inventory.server) == "migration_error", "the cutover fails")
    return inventory


def recovered(daemon: Daemon, name: str) -> dict[str, str]:
    def ended() -> dict[str, str] | None:
        found: dict[str, str] = answer(daemon, "migration", "show", name)["recovery"]
        return found if found["state"] != "in_progress" else None

    return eventually(ended, "the recovery ends")


def test_a_failed_cutover_is_recovered_backward(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % BREAKS).start()
    inventory = failed(daemon)
    recover = ("migration", "recover", inventory.server, "--backward")
    dry = cli(daemon, *recover, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert dry.stdout.count("| error ") == 5 and "server_migrating" not in dry.stdout
    assert answer(daemon, "share", "show", "home")["status"] == "error"
    answer(daemon, *recover, "--reason", "the switch is replaced")
    found = recovered(daemon, inventory.server)
    assert (found["state"], found["reason"]) == ("done", "the switch is replaced")
    assert answer(daemon, "server", "show", inventory.server)["status"] == "active"
    home = answer(daemon, "share", "show", "home")
    assert (home["status"], home["share_server_id"]) == ("available", inventory.server)
    again = cli(daemon, *recover)
    assert again.returncode == 1 and "recovered already" in again.stderr


def test_a_failed_cutover_is_recovered_forward(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % BREAKS).start()
    inventory = failed(daemon)
    answer(daemon, "migration", "recover", inventory.server, "--forward")
    assert recovered(daemon, inventory.server)["state"] == "done"
    migration = answer(daemon, "migration", "show", inventory.server)
    assert migration["task_state"] == "migration_error"
    home = answer(daemon, "share", "show", "home")
    assert home["share_server_id"] == migration["destination_share_server_id"]
    assert answer(daemon, "server", "show", inventory.server)["status"] == "inactive"
    assert [step["rule_number"] for step in migration["history"]][-2:] == [600, 602]


def test_a_reset_says_what_it_changed_and_when(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % BREAKS).start()
    inventory = failed(daemon)
    home = answer(daemon, "share", "show", "home")
    reset = answer(daemon, "share", "reset-status", "home", "available", "--reason", "it is whole")
    assert reset["update_time"] > home["update_time"]
    server = ("server", "reset-task-state", inventory.server, "none", "--reason", "tidying")
    assert answer(daemon, *server)["task_state"] is None
    history = answer(daemon, "migration", "show", inventory.server)["history"]
    assert [step["message"] for step in history[-2:]] == [
        f"share {home['id']}: error → available, reset by an operator: it is whole",
        f"share server {inventory.server}: migration_error → none, reset by an operator: tidying",
    ]


def test_what_cannot_be_recovered_is_refused(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "").start()
    inventory = Inventory(daemon)
    answer(daemon, "migration", "start", inventory.server, "local@beta")
    refused = cli(daemon, "migration", "recover", inventory.server, "--backward")
    assert refused.returncode == 1 and "migration_error" in refused.stderr
    # Which side is good is not guessed.
    assert cli(daemon, "migration", "recover", inventory.server).returncode == 2


def test_migrations_wait_for_their_turn(daemons: Callable[..., Daemon]) -> None:
    limits = "migrations: {max_concurrent: %d}\n"
    backends = DUMMIES % HANGS
    daemon = daemons(limits % 1 + backends).start()
    ids = []
    for number in range(3):
        answer(daemon, "network", "create", f"net{number}")
        subnet = (f"10.{number}.0.0/24", "--gateway", f"10.{number}.0.254")
        answer(daemon, "network", "subnet", "create", f"net{number}", *subnet)
        server = answer(
            daemon, "server", "create", "--host", "local@alpha", "--network", f"net{number}", "--wait"
        )["id"]
        answer(daemon, "share", "create", f"s{number}", "--share-server", server, "--wait")
        ids.append(answer(daemon, "migration", "start", server, "local@beta")["id"])

    def places() -> list[int]:
        return [answer(daemon, "migration", "show", id)["queue_position"] for id in ids]

    eventually(lambda: places() == [0, 1, 2], "two wait")
    assert state(daemon, ids[2]) == "migration_starting"
    answer(daemon, "migration", "update", ids[2], "--priority", "5")
    assert places() == [0, 2, 1]
    # A restart changes nothing about who copies and who waits.
    daemon.restart()
    eventually(lambda: places() == [0, 2, 1], "two wait again")
    daemon.configure(limits % 0 + backends)
    assert daemon.process is not None
    daemon.process.send_signal(signal.SIGHUP)
    eventually(lambda: places() == [0, 0, 0], "nobody waits")


def test_the_service_cuts_over_in_its_window(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "").start()
    inventory = Inventory(daemon)
    tomorrow = (datetime.now(timezone.utc) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    started = ("migration", "start", inventory.server, "local@beta", "--complete-after", tomorrow)
    assert answer(daemon, *started)["controls"]["complete_after"] == tomorrow
    eventually(
        lambda: state(daemon, inventory.server) == "migration_driver_phase1_done", "phase 1"
    )
    answer(daemon, "migration", "update", inventory.server, "--complete-after", "+0s")
    eventually(lambda: state(daemon, inventory.server) == "migration_success", "the cutover")
    history = answer(daemon, "migration", "show", inventory.server)["history"]
    assert "the cutover window is open" in [step["message"] for step in history]


def test_a_stalled_driver_fails_its_migration(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons("migrations: {stall_timeout: 1s}\n" + DUMMIES % HANGS).start()
    inventory = Inventory(daemon)
    answer(daemon, "migration", "start", inventory.server, "local@beta")
    eventually(lambda: state(daemon, inventory.server) == "migration_error", "the stall is seen")
    error = answer(daemon, "migration", "show", inventory.server)["last_error"]
    assert error["reason"] == "DRIVER_STALLED"
    assert answer(daemon, "server", "show", inventory.server)["status"] == "active"


def test_update_says_what_is_wrong(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % HANGS).start()
    inventory = Inventory(daemon)
    answer(daemon, "migration", "start", inventory.server, "local@beta")
    update = ("migration", "update", inventory.server)
    for words, code, said in [
        ((), 2, "nothing to change"),
        (("--priority", "101"), 1, "-100 to 100"),
        (("--bandwidth", "10MB"), 2, "--bandwidth"),
        (("--complete-before", "+1h"), 1, "complete_after"),
        (("--complete-after", "soon"), 2, "--complete-after"),
    ]:
        refused = cli(daemon, *update, *words)
        assert (refused.returncode, said in refused.stderr) == (code, True), (words, refused)
    changed = answer(daemon, *update, "--bandwidth", "10MiB", "--priority", "-3")
    assert (changed["controls"]["bandwidth_limit"], changed["controls"]["priority"]) == (
        10 << 20,
        -3,
    )
    said = "changed: at most 10485760 bytes a second, priority -3"
    assert changed["history"][-1]["message"] == said
