"""Watches that survive broken connections and restarts of the server."""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import grpc
from google.protobuf.duration_pb2 import Duration

from galleon.client import Client
from galleon.errors import GalleonError, from_rpc_error
from galleon.v1.migration_pb2 import Migration, MigrationEvent
from galleon.v1.migration_service_pb2 import (
    GetMigrationRequest,
    WatchMigrationRequest,
    WatchMigrationsRequest,
)
from galleon.v1.task_state_pb2 import (
    TASK_STATE_MIGRATION_CANCELLED,
    TASK_STATE_MIGRATION_ERROR,
    TASK_STATE_MIGRATION_SUCCESS,
    TaskState,
)

FINAL_STATES = frozenset(
    (
        TASK_STATE_MIGRATION_SUCCESS,
        TASK_STATE_MIGRATION_ERROR,
        TASK_STATE_MIGRATION_CANCELLED,
    )
)
"""The task states that no migration leaves."""

_RESUMABLE = frozenset(
    (grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN, grpc.StatusCode.UNAVAILABLE)
)


@dataclass(frozen=True)
class Backoff:
    """How long to wait before a broken watch is taken up again.

    The n-th try after the last message waits a random time up to `initial * 2 ** n` seconds, at
    most `maximum`; or as long as the server asked for. A watch that got no message for `patience`
    seconds of such tries gives up and raises the last error; None never gives up.
    """

    initial: float = 0.2
    maximum: float = 10.0
    patience: float | None = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random

    def delay(self, attempt: int) -> float:
        """Seconds to wait before try number `attempt`, counted from 0."""
        return self.chance() * min(self.maximum, self.initial * 2.0 ** min(attempt, 32))


def watch_migration(
    client: Client,
    *,
    migration_id: str = "",
    share_server_id: str = "",
    resume_token: str = "",
    min_update_interval: datetime.timedelta | None = None,
    backoff: Backoff = Backoff(),
) -> Generator[MigrationEvent, None, None]:
    """Follows one migration until its final state was told.

    It is named by its id or by one of its share servers. Every transition comes once and in order.
    After a `reset` event, which a token that is too old or of another ledger is answered with,
    everything is told anew: forget what was told before. Raises `GalleonError` for what trying again cannot mend.
    """
    interval = _interval(min_update_interval)

    def open_stream(token: str) -> _Stream:
        return client.migrations.WatchMigration(
            WatchMigrationRequest(
                migration_id=migration_id,
                share_server_id=share_server_id,
                resume_token=token,
                min_update_interval=interval,
            )
        )

    def is_over() -> bool:
        request = GetMigrationRequest(migration_id=migration_id, share_server_id=share_server_id)
        return client.migrations.GetMigration(request).migration.task_state in FINAL_STATES

    return _follow(open_stream, is_over, resume_token, backoff)


def watch_migrations(
    client: Client,
    *,
    project_id: str = "",
    host: str = "",
    task_states: Iterable[TaskState.ValueType] = (),
    share_server_id: str = "",
    resume_token: str = "",
    min_update_interval: datetime.timedelta | None = None,
    backoff: Backoff = Backoff(),
) -> Generator[MigrationEvent, None, None]:
    """Follows all migrations that pass the filters, without end; close the iterator to stop.

    Every transition comes once and, for each migration, in order; after a `reset` event everything
    is told anew, as by `watch_migration`. Raises `GalleonError` for what
    trying again cannot mend.
    """
    states = list(task_states)
    interval = _interval(min_update_interval)

    def open_stream(token: str) -> _Stream:
        return client.migrations.WatchMigrations(
            WatchMigrationsRequest(
                resume_token=token,
                project_id=project_id,
                host=host,
                task_states=states,
                share_server_id=share_server_id,
                min_update_interval=interval,
            )
        )

    return _follow(open_stream, None, resume_token, backoff)


class _Response(Protocol):
    @property
    def event(self) -> MigrationEvent: ...


class _Stream(Protocol):
    def __iter__(self) -> Iterator[_Response]: ...
    def cancel(self) -> bool: ...


def _follow(
    open_stream: Callable[[str], _Stream],
    is_over: Callable[[], bool] | None,
    token: str,
    backoff: Backoff,
) -> Generator[MigrationEvent, None, None]:
    """The events of one stream after the other.

    `is_over` is for a watch that has an end: whether a stream that ended without telling a final
    state had nothing left to tell.
    """
    told = _Told()
    attempt = 0
    broken_since: float | None = None
    while True:
        failure: GalleonError | None = None
        stream: _Stream | None = None
        try:
            stream = open_stream(token)
            for response in stream:
                event = response.event
                attempt = 0
                broken_since = None
                token = event.resume_token or token
                if event.WhichOneof("event") == "reset":
                    told = _Told()
                if told.is_new(event):
                    yield event
            if is_over is not None and (told.is_final or is_over()):
                return
        except grpc.RpcError as error:
            failure = from_rpc_error(error)
            last = _trailer(error, "galleon-resume-token")
            if not _is_resumable(failure, last):
                raise failure from error
            # What was told is further on than what left the server; without either, what the server says.
            token = token or last or ""
            pushback = _pushback(error)
        else:
            pushback = None
        finally:
            if stream is not None:
                stream.cancel()
        if broken_since is None:
            broken_since = backoff.clock()
        if backoff.patience is not None and backoff.clock() - broken_since >= backoff.patience:
            raise failure or GalleonError(
                grpc.StatusCode.UNAVAILABLE, "the watch keeps ending early"
            )
        backoff.sleep(backoff.delay(attempt) if pushback is None else pushback)
        attempt += 1


class _Told:
    """What a watch has told so far, to drop what comes twice."""

    def __init__(self) -> None:
        self._revisions: dict[str, int] = {}
        self._snapshot_complete = False
        self.is_final = False

    def is_new(self, event: MigrationEvent) -> bool:
        """Whether `event` tells something; it counts as told from now on."""
        match event.WhichOneof("event"):
            case "snapshot":
                return self._advance(event.snapshot, event.snapshot.revision)
            case "transition":
                return self._advance(
                    event.transition.migration, event.transition.transition.revision
                )
            case "snapshot_complete":
                first = not self._snapshot_complete
                self._snapshot_complete = True
                return first
            case None:
                return False
            case _:
                return True

    def _advance(self, migration: Migration, revision: int) -> bool:
        if migration.task_state in FINAL_STATES:
            self.is_final = True
        if 0 < revision <= self._revisions.get(migration.id, 0):
            return False
        self._revisions[migration.id] = max(revision, self._revisions.get(migration.id, 0))
        return True


def _is_resumable(error: GalleonError, token: str | None) -> bool:
    # A token that expired is asked for anew; one that cannot be renewed is refused in other words.
    if error.status in _RESUMABLE or error.reason in ("SLOW_CONSUMER", "TOKEN_EXPIRED_MEANWHILE"):
        return True
    return error.status == grpc.StatusCode.RESOURCE_EXHAUSTED and token is not None


def _trailer(error: grpc.RpcError, name: str) -> str | None:
    """What stands in a trailer that the server set."""
    if not isinstance(error, grpc.Call):
        return None
    for key, value in error.trailing_metadata() or ():
        if key == name:
            return value if isinstance(value, str) else value.decode()
    return None


def _pushback(error: grpc.RpcError) -> float | None:
    """Seconds the server asked to wait (gRFC A6), if it did."""
    value = _trailer(error, "grpc-retry-pushback-ms")
    return int(value) / 1000 if value is not None and value.isdecimal() else None


def _interval(interval: datetime.timedelta | None) -> Duration | None:
    if interval is None:
        return None
    duration = Duration()
    duration.FromTimedelta(interval)
    return duration
