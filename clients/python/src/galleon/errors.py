"""What a refused call says: status, reason, and the details that came with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import grpc
from google.protobuf.message import DecodeError
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, PreconditionFailure, RetryInfo
from google.rpc.status_pb2 import Status

_DETAILS_KEY = "grpc-status-details-bin"


@dataclass(frozen=True)
class FieldViolation:
    """One wrong field of a request."""

    field: str
    """Its path in the request message."""
    description: str
    """What is wrong, for a person."""


@dataclass(frozen=True)
class Conflict:
    """One thing that stands in the way of a migration."""

    reason: str
    """Stable word for programs, `NOT_ENOUGH_FREE_SPACE` and the like."""
    resource_type: str
    """Kind of the resource it is about: `share_server`, `share`, `snapshot`, `backend`, ..."""
    resource_id: str
    """Id of that resource."""
    message: str
    """Sentence for a person."""


@dataclass(eq=False)
class GalleonError(grpc.RpcError):
    """A call that failed."""

    status: grpc.StatusCode
    """The gRPC status."""
    message: str
    """Sentence for a person."""
    reason: str = ""
    """Stable word for programs; empty when the error is not Galleon's own (server not reached)."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """What it is about: `resource_type`, `resource_id`."""
    field_violations: tuple[FieldViolation, ...] = ()
    """With INVALID_ARGUMENT: every wrong field."""
    conflicts: tuple[Conflict, ...] = ()
    """With reason DESTINATION_INCOMPATIBLE: everything that stands in the way."""
    retry_after: datetime.timedelta | None = None
    """When the call may be sent again, if the server said so."""

    def __str__(self) -> str:
        lines = [f"{self.reason or self.status.name}: {self.message}"]
        lines += [
            f"{violation.field}: {violation.description}" for violation in self.field_violations
        ]
        lines += [f"{conflict.reason}: {conflict.message}" for conflict in self.conflicts]
        return "\n  ".join(lines)


def from_rpc_error(error: grpc.RpcError) -> GalleonError:
    """Reads the details that came with `error`. Details that cannot be read count as none."""
    if isinstance(error, GalleonError):
        return error
    if not isinstance(error, grpc.Call):
        return GalleonError(grpc.StatusCode.UNKNOWN, str(error))
    result = GalleonError(error.code(), error.details() or "")
    for key, value in error.trailing_metadata() or ():
        if key == _DETAILS_KEY and isinstance(value, bytes):
            _read_details(value, result)
    return result


@contextmanager
def translated() -> Iterator[None]:
    """Within it, a call that fails raises `GalleonError`."""
    try:
        yield
    except grpc.RpcError as error:
        decoded = from_rpc_error(error)
        if decoded is error:
            raise
        raise decoded from error


def _read_details(encoded: bytes, into: GalleonError) -> None:
    try:
        status = Status.FromString(encoded)
        info = ErrorInfo()
        bad_request = BadRequest()
        precondition = PreconditionFailure()
        retry = RetryInfo()
        for detail in status.details:
            if detail.Unpack(info):
                into.reason = info.reason
                into.metadata = dict(info.metadata)
            elif detail.Unpack(bad_request):
                into.field_violations = tuple(
                    FieldViolation(violation.field, violation.description)
                    for violation in bad_request.field_violations
                )
            elif detail.Unpack(precondition):
                into.conflicts = tuple(
                    _conflict(violation) for violation in precondition.violations
                )
            elif detail.Unpack(retry):
                into.retry_after = retry.retry_delay.ToTimedelta()
    except DecodeError:
        return


def _conflict(violation: PreconditionFailure.Violation) -> Conflict:
    resource_type, _, resource_id = violation.subject.partition("/")
    return Conflict(violation.type, resource_type, resource_id, violation.description)
