"""The directory driver with real files: kills in the middle of a copy, full disks, files that cannot be read."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from galleon.v1 import share_server_pb2
from harness import Daemon, World, eventually, words
from trees import differences, directories, fill, share_directory

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="mounts need root")


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
