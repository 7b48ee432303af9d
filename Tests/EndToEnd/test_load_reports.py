"""Load reports (ORCA) behind real proxies: they arrive, and Envoy sends less to who has more to do."""

from __future__ import annotations

import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest

from harness import DUMMIES, Daemon, eventually
from raw_http2 import Peer, message
from test_proxies import PROXIES, Behind, Load, free_port

REFLECTION = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
# Asks for the files of the API.
QUESTION = b"\x22\x1bgalleon.v1.MigrationService"


@pytest.mark.parametrize("kind", PROXIES)
def test_reports_come_through(kind: str, daemons: Callable[..., Daemon], tmp_path: Path) -> None:
    two = [daemons(DUMMIES % "", name=name) for name in ("a", "b")]
    with Behind(kind, two, tmp_path, "orca: true\n") as behind:
        peer, stream = Peer(("127.0.0.1", behind.port)).greet(), -1

        def is_reported() -> bool:
            nonlocal stream
            stream += 2
            peer.call(stream, Load.method, message(b""))
            heard = peer.read(lambda heard: stream in heard.ended)
            assert heard.status(stream) == "0"
            return "endpoint-load-metrics-bin" in heard.fields[stream]

        # In its first second a server has nothing to say.
        eventually(is_reported, "a report", 30)
        peer.close()


class Busy:
    """Has a server work for others than the proxy until it is left."""

    def __init__(self, daemon: Daemon) -> None:
        self.daemon, self.over = daemon, threading.Event()
        self.thread = threading.Thread(target=self.run)

    def questions(self) -> Iterator[bytes]:
        while not self.over.is_set():
            yield QUESTION

    def run(self) -> None:
        with grpc.insecure_channel(self.daemon.target) as channel:
            for _ in channel.stream_stream(REFLECTION)(self.questions()):
                pass

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()


def test_envoy_sends_less_to_who_has_more_to_do(
    daemons: Callable[..., Daemon], tmp_path: Path
) -> None:
    busy, free = (daemons(DUMMIES % "", name=name) for name in ("a", "b"))
    admin = free_port()

    def weighted(text: str) -> str:
        text = text.replace("      lb_policy: ROUND_ROBIN\n", "")
        text, count = re.subn(r"(?m)^      # (load_balancing_policy:|  .*)$", r"      \1", text)
        assert count == 8
        text = text.replace("blackout_period: 10s", "blackout_period: 1s")
        address = f"{{socket_address: {{address: 127.0.0.1, port_value: {admin}}}}}"
        return f"admin: {{address: {address}}}\n{text}"

    def weights() -> dict[str, int]:
        with urllib.request.urlopen(f"http://127.0.0.1:{admin}/clusters", timeout=60) as page:
            found = re.findall(r"galleon::127.0.0.1:(\d+)::weight::(\d+)", page.read().decode())
        return {port: int(weight) for port, weight in found}

    def port(daemon: Daemon) -> str:
        found = re.search(r"listening on 127.0.0.1:(\d+)", daemon.log)
        assert found
        return found[1]

    with Behind("envoy", [busy, free], tmp_path, "orca: true\n", weighted) as behind:
        with Load(behind) as load:
            # Without a report a server has the weight 1.
            eventually(lambda: min(weights().values()) > 1, "Envoy has reports of both", 60)
            with Busy(busy):
                eventually(
                    lambda: weights()[port(busy)] * 2 < weights()[port(free)], "the weights follow the load", 120
                )
                before = [daemon.log.count(load.method) for daemon in (busy, free)]
                load.wait_for(500)
                more = [
                    daemon.log.count(load.method) - count
                    for daemon, count in zip((busy, free), before)
                ]
        load.assert_none_failed()
    assert more[0] < more[1], more
