"""A proxy in front that cuts, holds back, repeats, drops and changes what passes through it: each harms the connection that it
does it to, no other, and no change is made twice."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from grpc_channelz.v1 import channelz_pb2, channelz_pb2_grpc

from galleon.v1 import network_service_pb2 as networks
from harness import BINARIES, DUMMIES, IMPATIENT, Daemon, eventually

# What to do with a piece of bytes that begins at an offset of its direction; None cuts the connection.
Harm = Callable[[int, bytes], bytes | None]


def honest(_: int, piece: bytes) -> bytes:
    return piece


class Proxy:
    """Connects whoever comes to a server; what `harm` says happens to the bytes of one direction, of the first connection or
    of all."""

    def __init__(self, target: tuple[str, int], direction: str, harm: Harm, first_only: bool, step: int = 1 << 16) -> None:
        self.target, self.direction, self.harm = target, direction, harm
        self.first_only, self.step, self.count = first_only, step, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.ends: list[socket.socket] = []
        self.threads = [threading.Thread(target=self.accept)]

    def __enter__(self) -> Proxy:
        self.threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.threads[0].join()
        self.listener.close()
        for end in self.ends:
            self.cut(end)
        for thread in self.threads[1:]:
            thread.join()
        for end in self.ends:
            end.close()

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
                server = socket.create_connection(self.target)
            except OSError:
                return
            self.ends += [client, server]
            is_harmed = self.count == 0 or not self.first_only
            self.count += 1
            for source, sink, direction in ((client, server, "to the server"), (server, client, "to the client")):
                harm = self.harm if is_harmed and direction == self.direction else honest
                thread = threading.Thread(target=self.carry, args=(source, sink, harm))
                self.threads.append(thread)
                thread.start()

    def carry(self, source: socket.socket, sink: socket.socket, harm: Harm) -> None:
        offset = 0
        try:
            while piece := source.recv(self.step):
                changed = harm(offset, piece)
                if changed is None:
                    break
                offset += len(piece)
                sink.sendall(changed)
        except OSError:
            pass
        self.cut(source)
        self.cut(sink)

    @staticmethod
    def cut(end: socket.socket) -> None:
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Site:
    """A galleond, and an honest client on a connection of its own that must not notice anything."""

    def __init__(self, daemon: Daemon) -> None:
        text = daemon.configuration.read_text().replace("listen: [", 'listen: ["127.0.0.1:0", ')
        limits = "limits: {header_timeout: 2s, message_timeout: 2s, max_connections_per_peer: 100000}\n"
        daemon.configuration.write_text(text + limits)
        self.daemon = daemon.start()
        found = re.search(r"listening on 127.0.0.1:(\d+)", daemon.log)
        assert found
        self.target = ("127.0.0.1", int(found[1]))
        self.over, self.failures, self.calls = threading.Event(), list[str](), 0
        self.thread = threading.Thread(target=self.keep_calling)
        self.thread.start()

    def keep_calling(self) -> None:
        with grpc.insecure_channel("%s:%d" % self.target) as channel:
            call = channel.unary_unary("/galleon.v1.MigrationService/ListMigrations")
            while not self.over.wait(0.01):
                try:
                    call(b"", timeout=60)
                    self.calls += 1
                except grpc.RpcError as error:
                    self.failures.append(str(error))

    def create(self, name: str, port: int, *more: str) -> subprocess.CompletedProcess[str]:
        """The command line makes a network through whatever listens at `port`."""
        command = [BINARIES / "galleon", "--server", f"127.0.0.1:{port}", *more]
        return subprocess.run(
            [*command, "network", "create", name, "--project", "p"],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def names(self) -> Counter[str]:
        with self.daemon.client() as client:
            request = networks.ListShareNetworksRequest(page_size=1000)
            answer = client.networks.ListShareNetworks(request)
            assert not answer.next_page_token
            return Counter(network.name for network in answer.share_networks)

    def connections(self) -> int:
        """How many there are besides the one that asks."""
        with grpc.insecure_channel(self.daemon.target, options=IMPATIENT) as channel:
            stub = channelz_pb2_grpc.ChannelzStub(channel)
            (server,) = stub.GetServers(channelz_pb2.GetServersRequest()).server
            request = channelz_pb2.GetServerSocketsRequest(server_id=server.ref.server_id)
            return len(stub.GetServerSockets(request).socket_ref) - 1

    def end(self) -> None:
        # Nothing is left of the connections that were harmed.
        eventually(lambda: self.connections() == 1, "only the honest client is connected")
        self.over.set()
        self.thread.join()
        assert self.failures == [] and self.calls > 0
        assert self.daemon.process is not None and self.daemon.process.poll() is None


@pytest.fixture
def site(daemons: Callable[..., Daemon]) -> Iterator[Site]:
    site = Site(daemons(DUMMIES % ""))
    yield site
    site.end()


def lengths(site: Site) -> dict[str, int]:
    """How many bytes pass in each direction when a network is made."""
    found = {}
    for direction in ("to the server", "to the client"):
        seen = 0

        def count(offset: int, piece: bytes) -> bytes:
            nonlocal seen
            seen = offset + len(piece)
            return piece

        with Proxy(site.target, direction, count, first_only=False) as proxy:
            done = site.create("measured", proxy.port)
            assert done.returncode == 0, done.stderr
        found[direction] = seen
    return found


def cut_at(place: int) -> Harm:
    def harm(offset: int, piece: bytes) -> bytes | None:
        return piece if offset < place else None

    return harm


def test_a_connection_that_is_cut_anywhere_costs_no_change_and_makes_none_twice(site: Site) -> None:
    """The first connection ends after each so many bytes; the command comes back with its request id. Only who has seen the
    beginning of an answer is told that the rest was lost: then there is no other attempt (gRFC A6)."""
    places = [
        (direction, place)
        for direction, length in lengths(site).items()
        for place in range(0, length, 7)
    ]

    def cut(at: tuple[str, int]) -> tuple[str, subprocess.CompletedProcess[str]]:
        name = f"{at[0]} {at[1]}"
        # In pieces of seven bytes, so that there is something to cut off.
        with Proxy(site.target, at[0], cut_at(at[1]), first_only=True, step=7) as proxy:
            return name, site.create(name, proxy.port, "--wait-for-ready", "--timeout", "60s")

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(cut, places))
    lost = [name for name, done in outcomes if done.returncode != 0]
    print(f"{len(lost)} of {len(places)} lost their answer: {lost}")
    for name, done in outcomes:
        assert done.returncode == 0 or "the peer closed the connection" in done.stderr, (name, done)
    assert all(name.startswith("to the client") for name in lost)
    made = site.names()
    del made["measured"]
    assert made == Counter(f"{direction} {place}" for direction, place in places)


def flip(place: int) -> Harm:
    def harm(offset: int, piece: bytes) -> bytes:
        if not offset <= place < offset + len(piece):
            return piece
        changed = bytearray(piece)
        changed[place - offset] ^= 1 << place % 8
        return bytes(changed)

    return harm


def drop(place: int) -> Harm:
    return lambda offset, piece: b"" if offset <= place < offset + len(piece) else piece


def repeat(place: int) -> Harm:
    return lambda offset, piece: piece * 2 if offset <= place < offset + len(piece) else piece


def hold(place: int) -> Harm:
    return lambda offset, piece: piece if offset < place else b""


@pytest.mark.parametrize("kind", [flip, drop, repeat, hold])
def test_what_a_proxy_does_to_bytes_harms_that_call_alone(site: Site, kind: Callable[[int], Harm]) -> None:
    places = [
        (direction, place)
        for direction, length in lengths(site).items()
        for place in range(0, length, 11)
    ]

    def harm(at: tuple[str, int]) -> tuple[str, subprocess.CompletedProcess[str]]:
        name = f"{at[0]} {at[1]}"
        with Proxy(site.target, at[0], kind(at[1]), first_only=False, step=11) as proxy:
            return name, site.create(name, proxy.port, "--timeout", "3s")

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(harm, places))
    made = site.names()
    for name, done in outcomes:
        # Done, or a failure in words; a signal has a negative number.
        assert done.returncode in range(7), (name, done)
        assert done.returncode == 0 or done.stderr, name
        assert made[name] <= 1, name
    failed = sum(done.returncode != 0 for _, done in outcomes)
    print(f"{kind.__name__}: {failed} of {len(outcomes)} failed")
    assert failed > 0


@pytest.mark.parametrize(
    "greeting",
    [
        b"PROXY TCP4 192.0.2.1 192.0.2.2 1234 443\r\n",
        b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c" + bytes(12),
        b"GET / HTTP/1.1\r\nHost: galleon\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=["PROXY 1", "PROXY 2", "an upgrade", "TLS"],
)  # fmt: skip
def test_a_proxy_that_speaks_something_else_is_hung_up_on(site: Site, greeting: bytes) -> None:
    with socket.create_connection(site.target, timeout=60) as peer:
        peer.sendall(greeting)
        heard = b""
        try:
            while piece := peer.recv(4096):
                heard += piece
        except ConnectionResetError:
            pass
        assert b"HTTP/1.1" not in heard
