"""What a follower would lose if resuming went wrong: transitions, their order, the end."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

import grpc
import pytest
from google.rpc.error_details_pb2 import ErrorInfo

import galleon
from fake import (
    MIGRATION,
    FakeMigrationService,
    Script,
    complete,
    migration,
    reset,
    snapshot,
    transition,
)
from galleon.v1.migration_pb2 import MigrationEvent
from galleon.v1.task_state_pb2 import TaskState

STARTING = TaskState.TASK_STATE_MIGRATION_STARTING
COPYING = TaskState.TASK_STATE_MIGRATION_DRIVER_IN_PROGRESS
DONE = TaskState.TASK_STATE_MIGRATION_DRIVER_PHASE1_DONE
COMPLETING = TaskState.TASK_STATE_MIGRATION_COMPLETING
SUCCESS = TaskState.TASK_STATE_MIGRATION_SUCCESS

Connect = Callable[[FakeMigrationService], galleon.Client]


@dataclass
class Pauses:
    """A clock that runs only while somebody waits."""

    seconds: list[float] = field(default_factory=list)

    def backoff(self, patience: float | None = None) -> galleon.Backoff:
        return galleon.Backoff(
            patience=patience,
            sleep=self.seconds.append,
            clock=lambda: sum(self.seconds),
            chance=lambda: 1.0,
        )


def told(events: list[MigrationEvent]) -> list[tuple[str | None, int]]:
    return [
        (event.WhichOneof("event"), event.transition.transition.revision or event.snapshot.revision)
        for event in events
    ]


@pytest.mark.parametrize(
    "status", [grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN, grpc.StatusCode.UNAVAILABLE, None]
)
def test_every_transition_comes_once_across_a_break(
    fake_client: Connect, status: grpc.StatusCode | None
) -> None:
    fake = FakeMigrationService(
        [
            Script(
                [snapshot(1, STARTING, "a"), complete("b"), transition(2, COPYING, "c")], status
            ),
            Script([transition(2, COPYING, "c"), transition(3, DONE, "d")], status),
            Script([transition(4, COMPLETING, "e"), transition(5, SUCCESS, "f")]),
        ],
        current=migration(3, DONE),
    )
    events = list(
        galleon.watch_migration(
            fake_client(fake), migration_id=MIGRATION, backoff=Pauses().backoff()
        )
    )
    assert told(events) == [
        ("snapshot", 1),
        ("snapshot_complete", 0),
        ("transition", 2),
        ("transition", 3),
        ("transition", 4),
        ("transition", 5),
    ]
    assert [watch.resume_token for watch in fake.watches] == ["", "c", "d"]


def test_an_expired_token_tells_the_new_state_and_not_the_old_one_again(
    fake_client: Connect,
) -> None:
    fake = FakeMigrationService(
        [
            Script([snapshot(1, STARTING, "a"), complete("b")], grpc.StatusCode.UNAVAILABLE),
            Script([snapshot(1, STARTING, "c"), complete("d")], grpc.StatusCode.UNAVAILABLE),
            Script([snapshot(5, SUCCESS, "e"), complete("f")]),
        ]
    )
    events = list(
        galleon.watch_migration(
            fake_client(fake), migration_id=MIGRATION, backoff=Pauses().backoff()
        )
    )
    assert told(events) == [("snapshot", 1), ("snapshot_complete", 0), ("snapshot", 5)]


def test_a_watch_resumed_after_the_end_ends(fake_client: Connect) -> None:
    fake = FakeMigrationService([Script([])], current=migration(5, SUCCESS))
    client = fake_client(fake)
    assert list(galleon.watch_migration(client, migration_id=MIGRATION, resume_token="f")) == []
    assert len(fake.watches) == 1


def test_migrations_are_told_apart(fake_client: Connect) -> None:
    fake = FakeMigrationService(
        [
            Script(
                [complete("a"), transition(2, COPYING, "b", "x"), transition(1, STARTING, "c", "y")]
            ),
            Script([transition(1, STARTING, "c", "y"), transition(2, COPYING, "d", "y")]),
        ]
    )
    watch = galleon.watch_migrations(fake_client(fake), project_id="p", backoff=Pauses().backoff())
    events = [next(watch) for _ in range(4)]
    assert [
        (event.transition.migration.id, event.transition.transition.revision)
        for event in events[1:]
    ] == [
        ("x", 2),
        ("y", 1),
        ("y", 2),
    ]
    assert all(request.project_id == "p" for request in fake.watches)


def test_an_operators_reset_is_never_taken_for_a_duplicate(fake_client: Connect) -> None:
    fake = FakeMigrationService(
        [
            Script(
                [
                    transition(4, COMPLETING, "a"),
                    transition(0, COMPLETING, "b"),
                    transition(0, COMPLETING, "c"),
                    transition(5, SUCCESS),
                ]
            )
        ]
    )
    events = list(galleon.watch_migration(fake_client(fake), migration_id=MIGRATION))
    assert told(events) == [
        ("transition", 4),
        ("transition", 0),
        ("transition", 0),
        ("transition", 5),
    ]


@pytest.mark.parametrize(
    "status",
    [
        grpc.StatusCode.INVALID_ARGUMENT,
        grpc.StatusCode.NOT_FOUND,
        grpc.StatusCode.PERMISSION_DENIED,
        grpc.StatusCode.UNIMPLEMENTED,
        grpc.StatusCode.RESOURCE_EXHAUSTED,
    ],
)
def test_what_cannot_be_mended_is_raised_with_its_reason(
    fake_client: Connect, status: grpc.StatusCode
) -> None:
    info = ErrorInfo(domain="galleon", reason="NO_MIGRATION", metadata={"resource_id": "x"})
    fake = FakeMigrationService([Script([], status, [info])])
    with pytest.raises(galleon.GalleonError) as caught:
        list(galleon.watch_migration(fake_client(fake), migration_id=MIGRATION))
    assert (caught.value.status, caught.value.reason) == (status, "NO_MIGRATION")
    assert len(fake.watches) == 1


def test_a_slow_reader_that_was_cut_off_comes_back(fake_client: Connect) -> None:
    info = ErrorInfo(domain="galleon", reason="SLOW_CONSUMER")
    fake = FakeMigrationService(
        [
            Script([transition(2, COPYING, "a")], grpc.StatusCode.RESOURCE_EXHAUSTED, [info]),
            Script([transition(3, SUCCESS, "b")]),
        ]
    )
    events = list(
        galleon.watch_migration(
            fake_client(fake), migration_id=MIGRATION, backoff=Pauses().backoff()
        )
    )
    assert told(events) == [("transition", 2), ("transition", 3)]


def test_a_reset_voids_what_was_told(fake_client: Connect) -> None:
    fake = FakeMigrationService(
        [
            Script(
                [snapshot(3, COPYING, "a"), complete("b"), transition(4, DONE, "c")],
                grpc.StatusCode.UNAVAILABLE,
            ),
            # The ledger was restored from a backup: the migration is where it was long before.
            Script(
                [reset("d"), snapshot(2, STARTING, "e"), complete("f"), transition(3, COPYING, "g")],
                grpc.StatusCode.UNAVAILABLE,
            ),
            Script([transition(4, SUCCESS, "h")]),
        ]
    )
    events = list(
        galleon.watch_migration(
            fake_client(fake), migration_id=MIGRATION, backoff=Pauses().backoff()
        )
    )
    assert told(events) == [
        ("snapshot", 3),
        ("snapshot_complete", 0),
        ("transition", 4),
        ("reset", 0),
        ("snapshot", 2),
        ("snapshot_complete", 0),
        ("transition", 3),
        ("transition", 4),
    ]
    assert [watch.resume_token for watch in fake.watches] == ["", "c", "g"]


def test_the_token_in_the_trailers_serves_who_was_told_nothing(fake_client: Connect) -> None:
    fake = FakeMigrationService(
        [
            Script([], grpc.StatusCode.RESOURCE_EXHAUSTED, token="a"),
            Script([transition(2, COPYING, "b")], grpc.StatusCode.RESOURCE_EXHAUSTED, token="a"),
            Script([transition(3, SUCCESS, "c")]),
        ]
    )
    events = list(
        galleon.watch_migration(
            fake_client(fake), migration_id=MIGRATION, backoff=Pauses().backoff()
        )
    )
    assert told(events) == [("transition", 2), ("transition", 3)]
    assert [watch.resume_token for watch in fake.watches] == ["", "a", "b"]


def test_waiting_grows_and_a_message_resets_it(fake_client: Connect) -> None:
    broken = Script([], grpc.StatusCode.UNAVAILABLE)
    fake = FakeMigrationService(
        [
            broken,
            broken,
            broken,
            Script([transition(2, COPYING, "a")], grpc.StatusCode.UNAVAILABLE),
            Script([transition(3, SUCCESS)]),
        ]
    )
    pauses = Pauses()
    list(
        galleon.watch_migration(fake_client(fake), migration_id=MIGRATION, backoff=pauses.backoff())
    )
    assert pauses.seconds == [0.2, 0.4, 0.8, 0.2]


def test_the_server_may_say_how_long_to_wait(fake_client: Connect) -> None:
    fake = FakeMigrationService(
        [
            Script([], grpc.StatusCode.UNAVAILABLE, pushback_ms=1500),
            Script([transition(3, SUCCESS)]),
        ]
    )
    pauses = Pauses()
    list(
        galleon.watch_migration(fake_client(fake), migration_id=MIGRATION, backoff=pauses.backoff())
    )
    assert pauses.seconds == [1.5]


def test_patience_ends(fake_client: Connect) -> None:
    fake = FakeMigrationService([Script([], grpc.StatusCode.UNAVAILABLE)])
    pauses = Pauses()
    with pytest.raises(galleon.GalleonError) as caught:
        list(
            galleon.watch_migration(
                fake_client(fake), migration_id=MIGRATION, backoff=pauses.backoff(patience=5)
            )
        )
    assert caught.value.status == grpc.StatusCode.UNAVAILABLE
    assert sum(pauses.seconds) >= 5


def test_leaving_a_watch_ends_its_call(fake_client: Connect) -> None:
    fake = FakeMigrationService([Script([snapshot(1, STARTING, "a")], hangs=True)])
    watch = galleon.watch_migrations(fake_client(fake))
    next(watch)
    watch.close()
    assert fake.ended.wait(10)


def test_the_progress_rate_reaches_the_server(fake_client: Connect) -> None:
    fake = FakeMigrationService([Script([transition(3, SUCCESS)])])
    list(
        galleon.watch_migration(
            fake_client(fake),
            share_server_id="s",
            min_update_interval=datetime.timedelta(milliseconds=250),
        )
    )
    assert fake.watches[0].share_server_id == "s"
    assert fake.watches[0].min_update_interval.ToMilliseconds() == 250
