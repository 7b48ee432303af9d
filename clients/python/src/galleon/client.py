"""A connection to a server of Galleon, with its retry policy."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from importlib import resources
from types import TracebackType
from typing import Any

import grpc

from galleon.v1.backend_service_pb2_grpc import BackendServiceStub
from galleon.v1.evacuation_service_pb2_grpc import EvacuationServiceStub
from galleon.v1.migration_service_pb2_grpc import MigrationServiceStub
from galleon.v1.network_service_pb2_grpc import NetworkServiceStub
from galleon.v1.share_server_service_pb2_grpc import ShareServerServiceStub
from galleon.v1.share_service_pb2_grpc import ShareServiceStub

ChannelOption = tuple[str, str | int]


def service_config() -> str:
    """The published service config (JSON): which calls are sent again, and when.

    A call answered UNAVAILABLE is sent again, up to four times; a watch is not, since the functions
    in `galleon.watch` resume it where it broke.
    """
    return (resources.files("galleon") / "service_config.json").read_text("utf-8")


def channel_options() -> list[ChannelOption]:
    """The channel options that `connect` sets."""
    return [
        ("grpc.service_config", service_config()),
        ("grpc.enable_retries", 1),
        # A connection whose other end is gone is noticed within 40 s, also while a watch is quiet.
        ("grpc.keepalive_time_ms", 30_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        # Else a server that was away for long is asked again only after up to two minutes.
        ("grpc.initial_reconnect_backoff_ms", 200),
        ("grpc.min_reconnect_backoff_ms", 200),
        ("grpc.max_reconnect_backoff_ms", 5_000),
    ]


class Client:
    """Stubs of all services over one channel. Safe to use from several threads.

    A changing call without a `request_id` is given one, so that sending it again cannot do it
    twice.
    """

    def __init__(self, channel: grpc.Channel) -> None:
        self._channel = channel
        intercepted = grpc.intercept_channel(channel, _RequestIds())
        self.migrations = MigrationServiceStub(intercepted)
        self.evacuations = EvacuationServiceStub(intercepted)
        self.share_servers = ShareServerServiceStub(intercepted)
        self.shares = ShareServiceStub(intercepted)
        self.networks = NetworkServiceStub(intercepted)
        self.backends = BackendServiceStub(intercepted)

    def close(self) -> None:
        """Ends every call that still runs and closes the connection."""
        self._channel.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def connect(
    target: str,
    *,
    credentials: grpc.ChannelCredentials | None = None,
    options: Sequence[ChannelOption] = (),
) -> Client:
    """Opens a client of the server at `target`: `host:port`, or `unix:/path` for a socket.

    Without `credentials` the connection is in plain text. `options` are channel options that
    add to or override those of `channel_options`. The connection is made by the first call.
    """
    merged = list((dict(channel_options()) | dict(options)).items())
    if credentials is None:
        return Client(grpc.insecure_channel(target, options=merged))
    return Client(grpc.secure_channel(target, credentials, options=merged))


class _RequestIds(grpc.UnaryUnaryClientInterceptor):
    """Gives a changing call that has no `request_id` a fresh one, in a copy of the message."""

    def intercept_unary_unary(
        self,
        continuation: Callable[..., Any],
        client_call_details: grpc.ClientCallDetails,
        request: Any,
    ) -> Any:
        if "request_id" in request.DESCRIPTOR.fields_by_name and not request.request_id:
            copy = type(request)()
            copy.CopyFrom(request)
            copy.request_id = str(uuid.uuid4())
            request = copy
        return continuation(client_call_details, request)
