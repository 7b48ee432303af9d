from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harness import Daemon


@pytest.fixture
def daemons(tmp_path: Path) -> Iterator[Callable[..., Daemon]]:
    """Makes daemons; whatever still runs at the end of the test is killed, and a failure shows the logs."""
    made: list[Daemon] = []

    def make(backends: str, ledger: Path | None = None, name: str = "d") -> Daemon:
        directory = tmp_path / name
        directory.mkdir(exist_ok=True)
        daemon = Daemon(directory, backends, ledger)
        made.append(daemon)
        return daemon

    yield make
    for daemon in made:
        if daemon.process is not None:
            daemon.kill()
        print(f"--- log of {daemon.directory.name}\n{daemon.log}")
