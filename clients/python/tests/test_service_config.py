from __future__ import annotations

import json
from typing import Any

import pytest
from google.protobuf.descriptor import MethodDescriptor

from galleon.client import service_config
from galleon.v1 import (
    backend_service_pb2,
    evacuation_service_pb2,
    migration_service_pb2,
    network_service_pb2,
    share_server_service_pb2,
    share_service_pb2,
)

METHODS: list[MethodDescriptor] = [
    method
    for file in (
        backend_service_pb2,
        evacuation_service_pb2,
        migration_service_pb2,
        network_service_pb2,
        share_server_service_pb2,
        share_service_pb2,
    )
    for service in file.DESCRIPTOR.services_by_name.values()
    for method in service.methods
]


def entries() -> dict[tuple[str, str], dict[str, Any]]:
    config = json.loads(service_config())
    return {
        (name["service"], name["method"]): entry
        for entry in config["methodConfig"]
        for name in entry["name"]
    }


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_each_method_says_whether_it_is_sent_again(method: MethodDescriptor) -> None:
    entry = entries()[(method.containing_service.full_name, method.name)]
    if method.server_streaming:
        # A watch is resumed by its token; a retry would begin it anew.
        assert "retryPolicy" not in entry
        return
    assert entry["retryPolicy"]["retryableStatusCodes"] == ["UNAVAILABLE"]
    reads_only = method.GetOptions().idempotency_level == 1
    assert reads_only or "request_id" in method.input_type.fields_by_name, (
        "sent again without a request_id it might be done twice"
    )


def test_nothing_is_named_that_does_not_exist() -> None:
    assert set(entries()) == {(m.containing_service.full_name, m.name) for m in METHODS}
