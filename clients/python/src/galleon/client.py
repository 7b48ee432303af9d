"""A connection to a server of Galleon, with its retry policy."""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Callable, Sequence
from importlib import resources
from types import TracebackType
from typing import Any, NamedTuple, cast

import grpc

from galleon.v1.backend_service_pb2_grpc import BackendServiceStub
from galleon.v1.evacuation_service_pb2_grpc import EvacuationServiceStub
from galleon.v1.migration_service_pb2_grpc import MigrationServiceStub
from galleon.v1.network_service_pb2_grpc import NetworkServiceStub
from galleon.v1.share_server_service_pb2_grpc import ShareServerServiceStub
from galleon.v1.share_service_pb2_grpc import ShareServiceStub

ChannelOption = tuple[str, str | int]
# A bearer token, or what is asked for one before each call, so that it may be renewed.
Token = str | Callable[[], str]


def service_config() -> str:
    """The published service config (JSON): which calls are sent again, and when.

    A call answered UNAVAILABLE is sent again, up to four times; a watch is not, since the functions
    in `galleon.watch` resume it where it broke. Calls go to all servers in turn. The file is a copy
    of `proto/galleon/v1/service_config.json`.
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

    def __init__(self, channel: grpc.Channel, token: Token | None = None) -> None:
        self._channel = channel
        intercepted = grpc.intercept_channel(channel, _RequestIds())
        if token is not None:
            intercepted = grpc.intercept_channel(intercepted, _Bearer(token))
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
    token: Token | None = None,
    options: Sequence[ChannelOption] = (),
) -> Client:
    """Opens a client of the server at `target`: `host:port`, `unix:/path` for a socket, or several
    servers as `ipv4:1.2.3.4:50051,5.6.7.8:50051`; then calls go to those that say they serve.

    Without `credentials` the connection is in plain text. `token` is a bearer token (a JWT) that
    goes with every call, or a function that is asked for one before each call; it may go in plain
    text to a Unix socket or to this machine only, else ValueError is raised. `options` are channel options that
    add to or override those of `channel_options`. The connection is made by the first call.
    """
    # Health is heard where there is a choice: a single server says more by its own answer.
    health: list[ChannelOption] = [("grpc.inhibit_health_checking", int("," not in target))]
    merged = list((dict(channel_options()) | dict(health) | dict(options)).items())
    if credentials is None:
        if token is not None and not _is_local(target):
            raise ValueError(
                f"a token for {target} can be read by everybody in between; give credentials too"
            )
        return Client(grpc.insecure_channel(target, options=merged), token)
    return Client(grpc.secure_channel(target, credentials, options=merged), token)


def _is_local(target: str) -> bool:
    if target.startswith(("unix:", "unix-abstract:")):
        return True
    host = target.rpartition(":")[0].strip("[]")
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        # A name may begin like an address of this machine, and stand for any.
        return False


class _Details(NamedTuple):
    """Details of a call with other metadata: grpc says what belongs to them, and makes none."""

    method: str
    timeout: float | None
    metadata: Sequence[tuple[str, str | bytes]] | None
    credentials: grpc.CallCredentials | None
    wait_for_ready: bool | None
    compression: grpc.Compression | None


class _Bearer(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):
    """Adds the token to every call."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def _with_token(self, details: grpc.ClientCallDetails) -> grpc.ClientCallDetails:
        token = self._token if isinstance(self._token, str) else self._token()
        metadata = [*(details.metadata or ()), ("authorization", f"Bearer {token}")]
        return cast(
            grpc.ClientCallDetails,
            _Details(
                details.method,
                details.timeout,
                metadata,
                details.credentials,
                getattr(details, "wait_for_ready", None),
                getattr(details, "compression", None),
            ),
        )

    def intercept_unary_unary(
        self,
        continuation: Callable[..., Any],
        client_call_details: grpc.ClientCallDetails,
        request: Any,
    ) -> Any:
        return continuation(self._with_token(client_call_details), request)

    def intercept_unary_stream(
        self,
        continuation: Callable[..., Any],
        client_call_details: grpc.ClientCallDetails,
        request: Any,
    ) -> Any:
        return continuation(self._with_token(client_call_details), request)


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
