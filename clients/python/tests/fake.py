"""A server that plays scripted watches, in the test's own process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent import futures
from dataclasses import dataclass, field

import grpc
from google.protobuf.message import Message
from google.rpc.status_pb2 import Status

from galleon.v1 import migration_service_pb2 as service
from galleon.v1 import migration_service_pb2_grpc as stubs
from galleon.v1.migration_pb2 import Migration, MigrationEvent, MigrationTransition
from galleon.v1.task_state_pb2 import TaskState

MIGRATION = "11111111-1111-4111-8111-111111111111"


def migration(revision: int, state: TaskState.ValueType, id: str = MIGRATION) -> Migration:
    return Migration(id=id, revision=revision, task_state=state)


def snapshot(revision: int, state: TaskState.ValueType, token: str = "") -> MigrationEvent:
    return MigrationEvent(snapshot=migration(revision, state), resume_token=token)


def complete(token: str = "") -> MigrationEvent:
    return MigrationEvent(snapshot_complete={"migration_count": 1}, resume_token=token)


def reset(token: str = "") -> MigrationEvent:
    return MigrationEvent(
        reset={"reason": "MIGRATION_WATCH_RESET_REASON_OTHER_LEDGER"}, resume_token=token
    )


def transition(
    revision: int, state: TaskState.ValueType, token: str = "", id: str = MIGRATION
) -> MigrationEvent:
    return MigrationEvent(
        transition={
            "transition": MigrationTransition(revision=revision, to_state=state),
            "migration": migration(revision, state, id),
        },
        resume_token=token,
    )


@dataclass
class Script:
    """One watch: what it tells, and how it ends (None: with OK)."""

    events: list[MigrationEvent]
    status: grpc.StatusCode | None = None
    details: list[Message] = field(default_factory=list)
    pushback_ms: int | None = None
    token: str | None = None
    hangs: bool = False


@dataclass
class FakeMigrationService(stubs.MigrationServiceServicer):
    """Plays one script for each watch, in order; the last one again and again."""

    scripts: list[Script]
    current: Migration = field(default_factory=Migration)
    watches: list[service.WatchMigrationRequest | service.WatchMigrationsRequest] = field(
        default_factory=list
    )
    starts: list[service.StartMigrationRequest] = field(default_factory=list)
    start_failures: list[tuple[grpc.StatusCode, str, list[Message]]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def WatchMigration(self, request, context):
        return self._play(request, context, service.WatchMigrationResponse)

    def WatchMigrations(self, request, context):
        return self._play(request, context, service.WatchMigrationsResponse)

    def GetMigration(self, request, context):
        return service.GetMigrationResponse(migration=self.current)

    def StartMigration(self, request, context):
        self.starts.append(request)
        if self.start_failures:
            code, message, details = self.start_failures.pop(0)
            abort(context, code, message, details)
        return service.StartMigrationResponse(
            migration=migration(1, TaskState.TASK_STATE_MIGRATION_STARTING)
        )

    def _play(self, request, context, response):
        script = self.scripts[min(len(self.watches), len(self.scripts) - 1)]
        self.watches.append(request)
        context.add_callback(self.ended.set)
        for event in script.events:
            yield response(event=event)
        if script.hangs:
            self.ended.wait(30)
        if script.status is not None:
            extra: list[tuple[str, str]] = []
            if script.pushback_ms is not None:
                extra.append(("grpc-retry-pushback-ms", str(script.pushback_ms)))
            if script.token is not None:
                extra.append(("galleon-resume-token", script.token))
            abort(context, script.status, "scripted", script.details, tuple(extra))


def abort(
    context: grpc.ServicerContext,
    code: grpc.StatusCode,
    message: str,
    details: list[Message],
    extra: tuple[tuple[str, str], ...] = (),
) -> None:
    """Ends the call with a status and its details, as Galleon does."""
    status = Status(code=code.value[0], message=message)
    for detail in details:
        status.details.add().Pack(detail)
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()), *extra))
    context.abort(code, message)


def serve(fake: FakeMigrationService) -> Iterator[str]:
    """The address of a server of `fake`; stopped when the iterator is closed."""
    server = grpc.server(futures.ThreadPoolExecutor(4))
    stubs.add_MigrationServiceServicer_to_server(fake, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(None).wait()
