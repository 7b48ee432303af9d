"""The directory driver with real files: kills in the middle of a copy, full disks, files that cannot be read."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from galleon.v1 import share_pb2, share_server_pb2
from harness import Daemon, World, eventually, words

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="mounts need root")


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


def differences(source: Path, destination: Path) -> str:
    """What rsync, as judge, would still have to do."""
    return subprocess.run(
        ["rsync", "-aHAXS", "--numeric-ids", "--checksum", "--delete", "-n", "-i"]
        + [f"{source}/", f"{destination}/"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, Path]:
    alpha, beta = tmp_path / "alpha", tmp_path / "beta"
    alpha.mkdir()
    beta.mkdir()
    return alpha, beta


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MiB."""
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_killed_again_and_again_while_copying(
    daemons: Callable[..., Daemon], roots: tuple[Path, Path]
) -> None:
    alpha, beta = roots
    daemon = daemons(directories(alpha, beta)).start()
    with daemon.client() as client:
        world = World(client, share_count=2)
        sources = [share_directory(alpha, share_id) for share_id in world.share_ids]
        for source in sources:
            fill(source, count=600, size=20_000)
        migration = world.start()
        for _ in range(5):
            daemon.restart()
        world.until(migration.id, "migration_driver_phase1_done")
        daemon.restart()
        world.complete(migration.id)
        daemon.restart()
        world.until(migration.id, "migration_success")
        assert words(world.migration(migration.id))[-1] == "migration_success"
        for share_id, source in zip(world.share_ids, sources, strict=True):
            assert differences(source, share_directory(beta, share_id)) == ""


def test_what_changes_after_phase_1_arrives_too(
    daemons: Callable[..., Daemon], roots: tuple[Path, Path]
) -> None:
    alpha, beta = roots
    daemon = daemons(directories(alpha, beta)).start()
    with daemon.client() as client:
        world = World(client, share_count=1)
        source = share_directory(alpha, world.share_ids[0])
        fill(source, count=50, size=1000)
        migration = world.start()
        world.until(migration.id, "migration_driver_phase1_done")
        (source / "d1" / "late").write_text("written between the phases")
        (source / "d2" / "file 2").unlink()
        (source / "d3").rename(source / "renamed")
        world.complete(migration.id)
        world.until(migration.id, "migration_success")
        assert differences(source, share_directory(beta, world.share_ids[0])) == ""


@needs_root
def test_a_full_disk_fails_the_migration_and_names_the_file(
    daemons: Callable[..., Daemon], roots: tuple[Path, Path], small_disk: Path
) -> None:
    alpha, _ = roots
    daemon = daemons(directories(alpha, small_disk)).start()
    with daemon.client() as client:
        world = World(client, share_count=1)
        source = share_directory(alpha, world.share_ids[0])
        fill(source, count=10, size=100_000)
        migration = world.start()
        world.until(migration.id, "migration_driver_phase1_done")
        # It fitted when it was checked; it no longer does.
        fill(source, count=40, size=1_000_000)
        world.complete(migration.id)
        ended = eventually(
            lambda: (m := world.migration(migration.id)).HasField("end_time") and m, "it ends"
        )
        assert ended.last_error.step == "migration_completing"
        assert "No space left on device" in ended.last_error.message
        assert "file" in ended.last_error.message
        assert len(list(source.glob("d*/file *"))) == 40


@needs_root
def test_too_little_space_is_seen_beforehand(
    daemons: Callable[..., Daemon], roots: tuple[Path, Path], small_disk: Path
) -> None:
    import galleon

    alpha, _ = roots
    daemon = daemons(directories(alpha, small_disk)).start()
    with daemon.client() as client:
        world = World(client, share_count=1)
        fill(share_directory(alpha, world.share_ids[0]), count=40, size=1_000_000)
        with pytest.raises(galleon.GalleonError) as refused, galleon.translated():
            world.start()
        assert [c.reason for c in refused.value.conflicts] == ["NOT_ENOUGH_FREE_SPACE"]
        assert world.server().status == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE


@needs_root
def test_a_full_ledger_disk_refuses_changes_and_serves_reads(
    daemons: Callable[..., Daemon], small_disk: Path
) -> None:
    import grpc

    daemon = daemons(
        "backends: [{name: alpha, driver: dummy}]\n", ledger=small_disk / "ledger.sqlite"
    ).start()
    with daemon.client() as client:
        world = World(client, share_count=1)
        filler = small_disk / "filler"
        with filler.open("wb") as file, pytest.raises(OSError):
            while True:
                file.write(b"x" * 65536)
                file.flush()

        def refused() -> str | None:
            try:
                world.add_share("one too many")
            except grpc.RpcError as error:
                assert error.code() == grpc.StatusCode.UNAVAILABLE
                return str(error.details())
            return None

        assert str(small_disk) in eventually(refused, "a change is refused")
        assert world.share(world.share_ids[0]).status == share_pb2.SHARE_STATUS_AVAILABLE
        filler.unlink()
        world.add_share("now it fits")
