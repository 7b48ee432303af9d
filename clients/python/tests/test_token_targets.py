"""A token in plain text goes to this machine only."""

from __future__ import annotations

import pytest

import galleon


@pytest.mark.parametrize(
    "target", ["127.0.0.1:1", "localhost:1", "[::1]:1", "unix:/tmp/galleon.sock"]
)
def test_a_token_goes_to_this_machine(target: str) -> None:
    galleon.connect(target, token="x").close()


@pytest.mark.parametrize(
    "target",
    ["192.0.2.1:1", "127.0.0.1.example.org:1", "127.0.0.1:1,192.0.2.1:1", "ipv4:192.0.2.1:1"],
)
def test_a_token_goes_nowhere_else_in_plain_text(target: str) -> None:
    with pytest.raises(ValueError, match="give credentials too"):
        galleon.connect(target, token="x")
