"""What galleond refuses to start with, and that it says what would be right."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import BINARIES, DUMMIES, Daemon, World


def test_an_unknown_key_is_named_with_its_line(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons("backend: []\n")
    ended = daemon.run()
    assert ended.returncode == 2
    assert f"{daemon.configuration}:6:1" in ended.stderr
    assert "backend" in ended.stderr and "backends" in ended.stderr


def test_check_config_changes_nothing(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "")
    ended = subprocess.run(
        [BINARIES / "galleond", "--config", daemon.configuration, "--check-config"],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ended.returncode == 0, ended.stderr
    assert not daemon.ledger.exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    ended = subprocess.run(
        [BINARIES / "galleond", "--config", tmp_path / "nowhere.yaml"],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ended.returncode != 0
    assert "nowhere.yaml" in ended.stderr and "No such file" in ended.stderr


def test_a_taken_port_is_named(daemons: Callable[..., Daemon]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        daemon = daemons(DUMMIES % "")
        text = daemon.configuration.read_text()
        daemon.configuration.write_text(
            text.replace(f"unix:{daemon.directory}/s", f"127.0.0.1:{port}")
        )
        ended = daemon.run()
    assert ended.returncode == 1
    assert f"127.0.0.1:{port}" in ended.stderr
    assert "in use" in ended.stderr.lower()


def test_an_address_everyone_reaches_needs_plain_words(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "")
    text = daemon.configuration.read_text()
    daemon.configuration.write_text(text.replace(f"unix:{daemon.directory}/s", "0.0.0.0:0"))
    ended = daemon.run()
    assert ended.returncode == 2
    assert "insecure" in ended.stderr


def test_a_directory_that_is_not_there_is_named(daemons: Callable[..., Daemon]) -> None:
    ended = daemons(DUMMIES % "", ledger=Path("/proc/galleon/ledger.sqlite")).run()
    assert ended.returncode == 1
    assert "/proc/galleon" in ended.stderr


def test_a_ledger_in_use_is_refused_by_name(daemons: Callable[..., Daemon]) -> None:
    first = daemons(DUMMIES % "").start()
    assert first.process is not None
    second = daemons(DUMMIES % "", ledger=first.ledger, name="e")
    ended = second.run()
    assert ended.returncode == 1
    assert str(first.ledger) in ended.stderr
    pid = first.process.pid
    sentence = f"the ledger {first.ledger} is in use by process {pid}; stop that one first"
    assert ended.stderr.rstrip().endswith(f"stopped: {sentence}"), "a sentence, and nothing else"


def test_a_damaged_ledger_is_refused_and_left_as_it_is(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "")
    daemon.ledger.write_bytes(b"this is no database" * 1000)
    ended = daemon.run()
    assert ended.returncode == 1
    assert str(daemon.ledger) in ended.stderr
    assert daemon.ledger.read_bytes() == b"this is no database" * 1000


def test_a_ledger_of_a_newer_version_is_refused(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "").start()
    assert daemon.kill(signal.SIGTERM) == 0
    with sqlite3.connect(daemon.ledger) as database:
        database.execute("INSERT INTO grdb_migrations (identifier) VALUES ('v99')")
    ended = daemon.run()
    assert ended.returncode == 1
    assert "newer" in ended.stderr and str(daemon.ledger) in ended.stderr


def test_sigterm_drains_and_ends_with_zero(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "").start()
    with daemon.client() as client:
        World(client, share_count=1)
    assert daemon.kill(signal.SIGTERM) == 0


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_it_introduces_itself(option: str) -> None:
    for program in ("galleond", "galleon"):
        ended = subprocess.run(
            [BINARIES / program, option], capture_output=True, text=True, timeout=30
        )
        assert ended.returncode == 0
        assert ended.stdout.strip()
