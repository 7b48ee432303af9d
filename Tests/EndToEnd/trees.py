"""Two directory backends and the trees in them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def directories(alpha: Path, beta: Path) -> str:
    return (
        "backends:\n"
        f"  - {{name: alpha, driver: directory, directory: {{root: {alpha}}}}}\n"
        f"  - {{name: beta, driver: directory, directory: {{root: {beta}}}}}\n"
    )


def share_directory(root: Path, share_id: str) -> Path:
    """The one directory below a backend's root that holds a share's files."""
    found = [
        path
        for path in root.glob(f"*/**/{share_id}")
        if path.is_dir() and ".galleon" not in path.parts
    ]
    assert len(found) == 1, found
    return found[0]


def fill(directory: Path, count: int, size: int) -> None:
    for number in range(count):
        place = directory / f"d{number % 20}"
        place.mkdir(exist_ok=True)
        (place / f"file {number}").write_bytes(os.urandom(size))


def differences(source: Path, destination: Path, *options: str) -> str:
    """What rsync, as judge, would still have to do; it is told to look at nanoseconds as well."""
    return subprocess.run(
        ["rsync", "-aHAXS", "--numeric-ids", "--checksum", "--modify-window=-1", "--delete", "-n", "-i", *options]
        + [f"{source}/", f"{destination}/"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
