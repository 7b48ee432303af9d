"""The command line against a real galleond."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import BINARIES, DUMMIES, Daemon, cli, eventually

NOBODY = "00000000-0000-4000-8000-000000000000"


def answer(daemon: Daemon, *words: str) -> Any:
    """What a command that succeeds answers, read back from its JSON."""
    done = cli(daemon, "-o", "json", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else None


class Inventory:
    """A share server on local@alpha with two shares, a snapshot and an access rule, all made by commands."""

    def __init__(self, daemon: Daemon) -> None:
        answer(daemon, "network", "create", "net")
        answer(daemon, "network", "subnet", "create", "net", "10.9.0.0/24", "--gateway", "10.9.0.254")
        server = answer(
            daemon, "server", "create", "--host", "local@alpha", "--network", "net", "--wait"
        )
        assert server["status"] == "active"
        self.server: str = server["id"]
        for name in ("home", "work"):
            share = answer(daemon, "share", "create", name, "--share-server", self.server, "--wait")
            assert (share["status"], share["protocol"]) == ("available", "nfs")
        answer(daemon, "snapshot", "create", "home", "monday", "--wait")
        answer(daemon, "access", "allow", "home", "ip", "10.0.0.0/8", "--level", "ro", "--wait")


def watcher(daemon: Daemon, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [BINARIES / "galleon", "--server", daemon.target, "migration", "watch", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def daemon(daemons: Callable[..., Daemon]) -> Daemon:
    return daemons(DUMMIES % "").start()


def test_the_whole_way(daemon: Daemon) -> None:
    inventory = Inventory(daemon)
    checked = answer(daemon, "migration", "check", inventory.server, "local@beta")
    assert checked["compatible"] is True and checked["conflicts"] == []
    started = cli(daemon, "migration", "start", inventory.server, "local@beta", "--watch")
    assert started.returncode == 0, started.stderr
    assert "migration_driver_phase1_done" in started.stdout
    assert "galleon migration complete" in started.stderr
    progress = answer(daemon, "migration", "progress", inventory.server)
    assert progress["task_state"] == "migration_driver_phase1_done"
    assert progress["total_percent"] == 100
    completed = cli(daemon, "migration", "complete", inventory.server, "--watch")
    assert completed.returncode == 0, completed.stderr
    assert "migration_success" in completed.stdout

    (migration,) = answer(daemon, "migration", "list")
    assert migration["task_state"] == "migration_success"
    history = answer(daemon, "migration", "show", migration["id"])["history"]
    assert [step["revision"] for step in history] == list(range(1, 8))
    destination = migration["destination_share_server_id"]
    # Both servers' ids name the migration.
    for name in (migration["id"], inventory.server, destination):
        assert answer(daemon, "migration", "show", name)["id"] == migration["id"]
    home = answer(daemon, "share", "show", "home")
    assert (home["share_server_id"], home["status"]) == (destination, "available")
    assert answer(daemon, "snapshot", "show", "monday")["status"] == "available"
    (rule,) = answer(daemon, "access", "list", "home")
    assert (rule["access_level"], rule["state"]) == ("ro", "active")
    sources = answer(daemon, "server", "list", "--status", "inactive")
    assert [server["id"] for server in sources] == [inventory.server]


def test_tables_and_values(daemon: Daemon) -> None:
    table = cli(daemon, "backend", "list").stdout.splitlines()
    assert table[0] == table[2] == table[-1] and set(table[0]) == {"+", "-"}
    assert table[1].split()[1::2][:3] == ["host", "driver", "availability_zone"]
    assert table[3].split()[1] == "local@alpha"
    assert cli(daemon, "zone", "list", "-o", "value").stdout == "nova\n"
    shown = cli(daemon, "backend", "show", "local@beta", "-o", "yaml").stdout
    assert "host: local@beta\n" in shown and "enabled: true\n" in shown


def test_a_name_of_two_things_is_refused_with_their_ids(daemon: Daemon) -> None:
    first, second = (answer(daemon, "network", "create", "net")["id"] for _ in range(2))
    refused = cli(daemon, "network", "delete", "net")
    assert refused.returncode == 1
    assert first in refused.stderr and second in refused.stderr
    assert answer(daemon, "network", "delete", first) is None
    assert answer(daemon, "network", "show", "net")["id"] == second


def test_refusals_say_what_to_do(daemon: Daemon) -> None:
    inventory = Inventory(daemon)
    for words, said in [
        (("migration", "start", NOBODY, "local@beta"), "galleon server list"),
        (("migration", "start", inventory.server, "local@gamma"), "galleon backend list"),
        (("migration", "start", inventory.server, "beta"), "destination host"),
        (("migration", "show", NOBODY), "There is no migration"),
        (("share", "show", "nothing"), 'There is no share with the name or id "nothing"'),
        (("server", "delete", inventory.server), "galleon share delete"),
        (("share", "delete", "home"), "galleon snapshot delete"),
    ]:
        refused = cli(daemon, *words)
        assert refused.returncode == 1, (words, refused)
        assert said in refused.stderr, (words, refused.stderr)
        assert refused.stdout == ""


def test_check_lists_every_conflict_and_ends_with_1(daemons: Callable[..., Daemon]) -> None:
    cannot = "capabilities: {writable: false, preserve_snapshots: false}"
    daemon = daemons(DUMMIES % cannot).start()
    inventory = Inventory(daemon)
    request = (inventory.server, "local@beta", "--writable", "--preserve-snapshots")
    checked = cli(daemon, "migration", "check", *request)
    assert checked.returncode == 1
    assert "| compatible             | False" in checked.stdout
    assert "WRITABLE_NOT_SUPPORTED" in checked.stdout
    assert "PRESERVE_SNAPSHOTS_NOT_SUPPORTED" in checked.stdout
    started = cli(daemon, "migration", "start", *request)
    assert started.returncode == 1
    assert started.stderr.count("\n  * ") >= 2, started.stderr


@pytest.mark.parametrize("words", [("migration", "list"), ("migration", "watch", NOBODY)])
def test_no_server_is_exit_code_3(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [BINARIES / "galleon", *words],
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, "GALLEON_SERVER": f"unix:{tmp_path}/nobody"},
    )
    assert done.returncode == 3
    assert f"{tmp_path}/nobody" in done.stderr and "Hint:" in done.stderr


@pytest.mark.parametrize(
    "words", [("migration", "strat"), ("migration", "start", NOBODY), ("zone", "list", "-o", "xml")]
)
def test_wrong_use_is_exit_code_2(daemon: Daemon, words: tuple[str, ...]) -> None:
    assert cli(daemon, *words).returncode == 2


def test_a_watch_survives_the_servers_death(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "delays: {advance_migration: 1h}").start()
    inventory = Inventory(daemon)
    migration = answer(daemon, "migration", "start", inventory.server, "local@beta")["id"]
    state = "migration_driver_in_progress"
    eventually(
        lambda: answer(daemon, "migration", "progress", migration)["task_state"] == state, state
    )
    watch = watcher(daemon, migration, "-o", "json")
    assert watch.stdout is not None and watch.stdout.readline()
    daemon.kill()
    daemon.configure(DUMMIES % "")
    daemon.start()
    state = "migration_driver_phase1_done"
    eventually(
        lambda: answer(daemon, "migration", "progress", migration)["task_state"] == state, state
    )
    answer(daemon, "migration", "complete", migration)
    rest, said = watch.communicate(timeout=60)
    assert watch.returncode == 0, said
    assert said.count("Lost the connection") == 1
    told = [json.loads(line) for line in rest.splitlines()]
    revisions = [e["transition"]["transition"]["revision"] for e in told if e["event"] == "transition"]
    assert revisions == [5, 6, 7], "each transition once, in order"


def test_a_watch_gives_up_when_told_to(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "delays: {advance_migration: 1h}").start()
    inventory = Inventory(daemon)
    migration = answer(daemon, "migration", "start", inventory.server, "local@beta")["id"]
    watch = watcher(daemon, migration, "--reconnect-for", "1s")
    assert watch.stdout is not None and watch.stdout.readline()
    daemon.kill()
    _, said = watch.communicate(timeout=60)
    assert watch.returncode == 3, said
    assert "Cannot reach the server" in said


def test_ctrl_c_leaves_the_migration_running(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "delays: {advance_migration: 1h}").start()
    inventory = Inventory(daemon)
    migration = answer(daemon, "migration", "start", inventory.server, "local@beta")["id"]
    watch = watcher(daemon, migration)
    assert watch.stdout is not None and watch.stdout.readline()
    watch.send_signal(signal.SIGINT)
    _, said = watch.communicate(timeout=60)
    assert watch.returncode == 130
    assert "The migration goes on" in said and f"galleon migration watch {migration}" in said
    progress = answer(daemon, "migration", "progress", migration)
    assert not progress["task_state"].endswith(("cancelled", "cancel_in_progress"))
    answer(daemon, "migration", "cancel", migration)
    ended = watcher(daemon, migration)
    _, said = ended.communicate(timeout=60)
    assert ended.returncode == 1 and "migration_cancelled" in said


def test_bars_on_a_terminal(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "delays: {advance_migration: 3s}").start()
    inventory = Inventory(daemon)
    ours, theirs = pty.openpty()
    started = subprocess.Popen(
        [BINARIES / "galleon", "--server", daemon.target, "migration", "start", inventory.server]
        + ["local@beta", "--watch", "--interval", "250ms"],
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    text = drained(ours)
    assert started.wait(timeout=60) == 0, text
    assert re.search(r"home \[#*-*\] +\d+ %", text)
    assert re.search(r"work \[#{10,}\] 100 %", text)
    assert "\x1b[" in text, "redrawn in place"
    assert text.count("migration_driver_phase1_done") >= 1


def drained(terminal: int) -> str:
    """All that is written to the terminal until its last writer is gone."""
    text = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 1)
        if not ready:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        text += part
    os.close(terminal)
    return text.decode()
