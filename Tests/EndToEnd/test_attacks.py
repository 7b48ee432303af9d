"""Attacks on a real galleond: others are served meanwhile, memory stays within the bound of docs/limits.md, and the attacker gets
the right error on that stream or connection alone."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest

import raw_http2 as h2
from harness import DUMMIES, IMPATIENT, Daemon, World, eventually
from raw_http2 import Peer, close_all
from test_tls import Authority
from trees import directories, fill, share_directory

MIB = 1 << 20
HEALTH = "/grpc.health.v1.Health/Check"
WATCH = "/grpc.health.v1.Health/Watch"
REFLECTION = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
SHARE_TYPE = "/galleon.v1.BackendService/CreateShareType"
SERVING = b"\x08\x01"
# Small, so that an attack that is not bounded is seen.
BUFFERED, DECODING, LOOPS = 32 * MIB, 16 * MIB, 2
LIMITS = "max_buffered: 32MiB, max_buffered_per_connection: 8MiB, max_decoding_memory: 16MiB"
# PINGs tell when all that came before is handled; on a slow machine attackers need more than half a minute for their part.
PINGS = "connections: {min_ping_interval: 0s, keepalive_interval: never}\n"
# What malloc keeps of what was freed, and pages of code that were not touched before.
SLACK = 24 * MIB


class Attacked:
    """A galleond under attack, and an honest client that must not notice."""

    def __init__(self, daemon: Daemon, more: str = "", tls: str = "") -> None:
        self.daemon = daemon
        text = daemon.configuration.read_text().replace("listen: [", f'listen: ["127.0.0.1:0", {tls}')
        limits = LIMITS + (", " + more if more else "")
        daemon.configuration.write_text(text + f"event_loops: {LOOPS}\nlimits: {{{limits}}}\n" + PINGS)
        daemon.start()
        self.address = self.listener(r"(127.0.0.1):(\d+)$")
        self.channel = grpc.insecure_channel("%s:%d" % self.address, options=IMPATIENT)
        self.failures: list[str] = []
        self.calls = 0
        self.ending = threading.Event()
        self.served(20)
        self.before = self.memory()
        self.thread = threading.Thread(target=self.keep_calling)
        self.thread.start()

    def listener(self, pattern: str) -> tuple[str, int]:
        found = re.search("listening on " + pattern, self.daemon.log, re.MULTILINE)
        assert found, self.daemon.log
        return (found[1], int(found[2]))

    def keep_calling(self) -> None:
        while not self.ending.is_set():
            try:
                self.check(self.channel)
                self.calls += 1
            except grpc.RpcError as error:
                self.failures.append(str(error))
            self.ending.wait(0.01)

    def check(self, channel: grpc.Channel) -> None:
        answer = channel.unary_unary(HEALTH)(b"", timeout=280, wait_for_ready=True)
        assert answer == SERVING

    def served(self, calls: int = 5, is_full: bool = False) -> None:
        """Calls on the old connection and on new ones, while what the attack holds is still held. A full server takes new
        ones over its Unix socket only."""
        for _ in range(calls):
            self.check(self.channel)
        for target in [self.daemon.target] if is_full else ["%s:%d" % self.address, self.daemon.target]:
            options = [("grpc.use_local_subchannel_pool", 1)]
            with grpc.insecure_channel(target, options=options) as channel:
                self.check(channel)

    def memory(self, what: str = "VmHWM") -> int:
        assert self.daemon.process is not None
        status = open(f"/proc/{self.daemon.process.pid}/status").read()
        found = re.search(rf"{what}:\s+(\d+) kB", status)
        assert found
        return int(found[1]) * 1024

    def stays_within(self, connections: int, is_full: bool = False) -> None:
        """Others are served, and the peak of memory is within the bound."""
        self.served(is_full=is_full)
        grown = self.memory() - self.before
        bound = BUFFERED + LOOPS * DECODING + connections * 128 * 1024 + SLACK
        print(f"{grown / MIB:.0f} MiB more at the peak, {connections} connections, bound {bound / MIB:.0f} MiB")
        assert grown <= bound

    def peer(self, **values: int) -> Peer:
        return Peer(self.address).greet(**values)

    def end(self) -> None:
        self.ending.set()
        self.thread.join()
        self.channel.close()
        assert self.failures == [] and self.calls > 0
        assert self.daemon.process is not None and self.daemon.process.poll() is None


@pytest.fixture
def attacked(daemons: Callable[..., Daemon]) -> Iterator[Callable[..., Attacked]]:
    made: list[Attacked] = []

    def make(more: str = "", tls: str = "") -> Attacked:
        made.append(Attacked(daemons(DUMMIES % ""), more, tls))
        return made[-1]

    yield make
    for attacked in made:
        attacked.end()


# MARK: Floods that end their connection


def rapid_reset(round: int) -> bytes:
    stream = 2 * round + 1
    return h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.call(WATCH)) + h2.frame(
        h2.RST_STREAM, 0, stream, h2.CANCEL.to_bytes(4, "big")
    )


def made_you_reset(round: int) -> bytes:
    """The window of a stream beyond 2^31-1: the server must reset the stream (RFC 9113, section 6.9.1)."""
    stream = 2 * round + 1
    return h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.call(WATCH)) + h2.frame(
        h2.WINDOW_UPDATE, 0, stream, (2**31 - 1).to_bytes(4, "big")
    )


def bad_headers(round: int) -> bytes:
    """Another way to have the server reset: a header block without a path."""
    block = h2.literal(":method", "POST") + h2.literal(":scheme", "http")
    return h2.frame(h2.HEADERS, h2.END_HEADERS, 2 * round + 1, block)


FLOODS: dict[str, Callable[[int], bytes]] = {
    "rapid reset, CVE-2023-44487": rapid_reset,
    "made you reset by a window, CVE-2025-8671": made_you_reset,
    "made you reset by bad headers, CVE-2025-8671": bad_headers,
    "SETTINGS": lambda _: h2.settings(window=65_535),
    "PING": lambda _: h2.frame(h2.PING, 0, 0, bytes(8)),
    "WINDOW_UPDATE": lambda _: h2.frame(h2.WINDOW_UPDATE, 0, 0, b"\0\0\0\1"),
    "PRIORITY": lambda _: h2.frame(h2.PRIORITY, 0, 1, b"\0\0\0\0\1"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_floods_end_their_connection(attacked: Callable[..., Attacked], name: str) -> None:
    server = attacked()
    peers = [server.peer() for _ in range(10)]
    for peer in peers:
        for start in range(0, 40_000, 500):
            if not peer.send(*(FLOODS[name](round) for round in range(start, start + 500))):
                break
            # Streams that the server has yet to reset are open: more than may be are another mistake.
            if "made you" in name and peer.settle().is_closed:
                break
    for peer in peers:
        heard = peer.read()
        # The connection may be reset before its last frame is read: then what was said is lost.
        assert heard.is_closed and set(heard.goaways) <= {h2.ENHANCE_YOUR_CALM}, heard
    server.stays_within(len(peers))
    close_all(peers)


def test_a_continuation_flood_ends_its_connection(attacked: Callable[..., Attacked]) -> None:
    """CVE-2024-28182."""
    server = attacked()
    peers = [server.peer() for _ in range(20)]
    for peer in peers:
        peer.send(h2.frame(h2.HEADERS, 0, 1, h2.call(HEALTH)))
        part = h2.frame(h2.CONTINUATION, 0, 1, h2.literal("x", "y" * 100) * 150)
        for _ in range(200):
            if not peer.send(part):
                break
        assert peer.read().is_closed
    server.stays_within(len(peers))
    close_all(peers)


# MARK: Bombs that end their stream


def test_an_hpack_bomb_ends_its_stream_alone(attacked: Callable[..., Attacked]) -> None:
    server = attacked("provoked_resets_per_minute: 10000")
    peers = [server.peer() for _ in range(10)]
    # A field of 3.9 KB enters the table (RFC 7541, section 6.2.1), and then a byte each refers to it.
    value = b"y" * 3900
    entry = b"\x40\x01x" + b"\x7f" + bytes([(len(value) - 127) % 128 + 128, (len(value) - 127) // 128]) + value
    for peer in peers:
        for round in range(100):
            block = h2.call(HEALTH) + entry + b"\xbe" * 12_000
            assert peer.send(h2.frame(h2.HEADERS, h2.END_HEADERS | h2.END_STREAM, 2 * round + 1, block[:16_384]))
        peer.call(999, HEALTH, h2.message(b""))
        heard = peer.read(lambda heard: 999 in heard.ended)
        assert heard.status(999) == "0" and not heard.goaways
        assert [heard.resets.get(2 * round + 1) for round in range(100)] == [h2.INTERNAL_ERROR] * 100
    server.stays_within(len(peers))
    close_all(peers)


def groups(levels: int) -> bytes:
    """An unknown field that is a group in a group in a group."""
    return b"\xf3\x07" * levels + b"\xf4\x07" * levels


BOMBS: dict[str, tuple[str, bytes, list[tuple[str, str]], grpc.StatusCode]] = {
    "a gibibyte in gzip": (
        SHARE_TYPE, h2.message(gzip.compress(bytes(1024 * MIB), 9), compressed=True),
        [("grpc-encoding", "gzip")], grpc.StatusCode.RESOURCE_EXHAUSTED,
    ),
    "gzip in gzip, broken": (
        SHARE_TYPE, h2.message(gzip.compress(gzip.compress(bytes(64 * MIB)))[:-9], compressed=True),
        [("grpc-encoding", "gzip")], grpc.StatusCode.INTERNAL,
    ),
    "a length of four gibibytes": (
        SHARE_TYPE, h2.message(bytes(1000), length=2**32 - 1), [], grpc.StatusCode.RESOURCE_EXHAUSTED,
    ),
    "five mebibytes": (SHARE_TYPE, h2.message(bytes(5 * MIB)), [], grpc.StatusCode.RESOURCE_EXHAUSTED),
    "a million levels": (SHARE_TYPE, h2.message(groups(1_000_000)), [], grpc.StatusCode.INVALID_ARGUMENT),
    "two million empty entries": (
        SHARE_TYPE, h2.message(b"\x12\x00" * (2 * MIB - 10)), [], grpc.StatusCode.INVALID_ARGUMENT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_in_messages_end_their_call_alone(attacked: Callable[..., Attacked], name: str) -> None:
    server = attacked("stream_window: 8MiB")
    path, body, headers, code = BOMBS[name]
    peers = [server.peer() for _ in range(10)]
    for round in range(3):
        for peer in peers:
            # Larger than the window of a connection if the server did not read: it answers as soon as it has seen enough.
            threading.Thread(target=peer.call, args=(2 * round + 1, path, body, *headers)).start()
            heard = peer.read(lambda heard: 2 * round + 1 in heard.ended)
            assert heard.status(2 * round + 1) == str(code.value[0]), heard
            assert not heard.goaways
    server.stays_within(len(peers))
    close_all(peers)


# MARK: What is held open


def test_who_reads_nothing_holds_no_more_than_the_bound(attacked: Callable[..., Attacked]) -> None:
    """Windows of zero: every answer waits in the server."""
    server = attacked()
    peers = [server.peer(window=0) for _ in range(20)]
    # Asks for all files of the API again and again, at 20 KB an answer.
    question = h2.message(b"\x22\x1bgalleon.v1.MigrationService") * 20
    refused = 0
    for start in range(1, 401, 40):
        for peer in peers:
            for stream in range(start, start + 40, 2):
                peer.call(stream, REFLECTION, question, end=False)
    for peer in peers:
        heard = peer.settle()
        assert heard.received == {}
        refused += sum(code == h2.REFUSED_STREAM for code in heard.resets.values()) + heard.is_closed
    assert refused > 0
    server.stays_within(len(peers))
    close_all(peers)


def test_who_reads_a_byte_at_a_time_holds_no_more(attacked: Callable[..., Attacked]) -> None:
    server = attacked()
    peers = [server.peer(window=1) for _ in range(20)]
    for peer in peers:
        for stream in range(1, 201, 2):
            peer.call(stream, HEALTH, h2.message(b""))
    for round in range(3):
        for peer in peers:
            peer.send(*(h2.frame(h2.WINDOW_UPDATE, 0, stream, b"\0\0\0\1") for stream in range(1, 201, 2)))
            peer.settle()
    server.stays_within(len(peers))
    for peer in peers:
        # Who opens its windows in the end is answered.
        peer.send(*(h2.frame(h2.WINDOW_UPDATE, 0, stream, b"\0\0\xff\0") for stream in range(1, 201, 2)))
        heard = peer.read(lambda heard: len(heard.ended) == 100)
        assert {heard.status(stream) for stream in range(1, 201, 2)} == {"0"}
    close_all(peers)


def test_who_sends_without_end_what_nobody_reads_holds_no_more(attacked: Callable[..., Attacked]) -> None:
    """Streams whose messages are never whole."""
    server = attacked()
    peers = [server.peer() for _ in range(20)]
    for peer in peers:
        for stream in range(1, 41, 2):
            peer.call(stream, SHARE_TYPE, h2.message(bytes(65_000), length=4_000_000), end=False)
    for peer in peers:
        peer.settle()
    server.stays_within(len(peers))
    close_all(peers)


def test_many_open_streams_hold_no_more(attacked: Callable[..., Attacked]) -> None:
    server = attacked()
    peers = [server.peer() for _ in range(50)]
    for peer in peers:
        peer.send(*(h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.call(SHARE_TYPE)) for stream in range(1, 2001, 2)))
    refused = sum(h2.REFUSED_STREAM in peer.settle().resets.values() for peer in peers)
    assert refused > 0
    assert server.memory() - server.before <= BUFFERED + LOOPS * DECODING + 50 * 128 * 1024 + SLACK
    close_all(peers)
    server.stays_within(len(peers))


# MARK: Who is late


def test_slow_headers_lose_their_connection(attacked: Callable[..., Attacked]) -> None:
    server = attacked("header_timeout: 3s")
    beginnings = [b"", h2.PREFACE[:10], h2.PREFACE, h2.PREFACE + h2.settings()[:5]]
    begun = h2.frame(h2.HEADERS, 0, 1, h2.call(HEALTH))
    beginnings += [h2.PREFACE + h2.settings() + begun, h2.PREFACE + h2.settings() + begun[:20]]
    peers = [Peer(server.address) for _ in range(300)]
    for index, peer in enumerate(peers):
        peer.send(beginnings[index % len(beginnings)])
    server.stays_within(len(peers))
    assert all(peer.read().is_closed for peer in peers)
    close_all(peers)


def test_slow_bodies_end_with_their_call_alone(attacked: Callable[..., Attacked]) -> None:
    server = attacked("message_timeout: 3s")
    peers = [server.peer() for _ in range(50)]
    for peer in peers:
        peer.call(1, SHARE_TYPE, h2.message(b"", length=1000) + b"\x0a", end=False)
        # A stream may be silent between its messages as long as it likes.
        peer.call(3, REFLECTION, h2.message(b"\x3a\x00"), end=False)
        peer.call(5, REFLECTION, h2.message(b"\x3a\x00") + b"\0", end=False)
    server.stays_within(len(peers))
    late = str(grpc.StatusCode.DEADLINE_EXCEEDED.value[0])
    for peer in peers:
        heard = peer.read(lambda heard: {1, 5} <= heard.ended)
        assert heard.status(1) == late and heard.status(5) == late and 3 not in heard.ended
        assert not heard.goaways and heard.received[3] > 0
    close_all(peers)


def test_half_open_handshakes_lose_their_connection(attacked: Callable[..., Attacked], tmp_path: Path) -> None:
    certificate, key = Authority(tmp_path).sign("server", "IP:127.0.0.1")
    server = attacked(
        "handshake_timeout: 3s",
        f"{{address: 127.0.0.2:0, tls: {{certificate: {certificate}, private_key: {key}}}}}, ",
    )
    secure = server.listener(r"(127.0.0.2):(\d+) \(TLS\)$")
    # The beginning of a ClientHello, which never goes on.
    hello = bytes.fromhex("160301020001000001fc0303")
    peers = [Peer(secure) for _ in range(300)]
    for index, peer in enumerate(peers):
        peer.send(hello[: index % 3 * 6])
    server.stays_within(len(peers))
    assert all(peer.read().is_closed for peer in peers)
    close_all(peers)


# MARK: Many connections


def test_twenty_thousand_connections_from_one_address_leave_the_others_theirs(
    attacked: Callable[..., Attacked],
) -> None:
    server = attacked("max_connections_per_peer: 500")
    kept: list[Peer] = []
    for round in range(20):
        made = [Peer(server.address, "127.0.0.66") for _ in range(1000)]
        for peer in made:
            peer.send(h2.PREFACE + h2.settings())
        for peer in made:
            # Who is let in is greeted; who is not hears nothing.
            if peer.settle().is_closed:
                peer.close()
            else:
                kept.append(peer)
    assert len(kept) == 500
    server.stays_within(len(kept))
    close_all(kept)


def test_twenty_thousand_connections_from_everywhere_hold_what_the_limits_say(
    attacked: Callable[..., Attacked],
) -> None:
    """Each makes its server hold a watch. The default of max_connections is 10,000, the last hundred for Unix sockets."""
    server = attacked("max_connections_per_peer: 1000")
    kept: list[Peer] = []
    for round in range(20):
        made = [Peer(server.address, f"127.0.1.{round + 1}") for _ in range(1000)]
        for peer in made:
            peer.send(h2.PREFACE + h2.settings(), h2.frame(h2.PING, 0, 0, bytes(8)))
            peer.call(1, WATCH, h2.message(b""))
        for peer in made:
            if peer.read(lambda heard: heard.pongs == 1 and 1 in heard.received).is_closed:
                peer.close()
            else:
                kept.append(peer)
    # The honest client has one of them.
    assert len(kept) == 10_000 - 100 - 1
    server.stays_within(len(kept), is_full=True)
    close_all(kept)
    # Their room is free again for others.
    eventually(lambda: not Peer(server.address, "127.0.1.1").greet().settle().is_closed, "a connection is let in")


def test_connections_leave_the_ledger_and_the_copying_their_files(
    daemons: Callable[..., Daemon], tmp_path: Path
) -> None:
    """A process may have 1024 files open on many systems: who takes a connection each must not take them all."""
    roots = (tmp_path / "alpha", tmp_path / "beta")
    for root in roots:
        root.mkdir()
    daemon = daemons(directories(*roots))
    daemon.prefix = ["prlimit", "--nofile=1024:1024"]
    server = Attacked(daemon)
    assert "it takes 768 connections" in daemon.log
    peers = [Peer(server.address, f"127.0.1.{n % 4 + 1}") for n in range(2000)]
    for peer in peers:
        peer.send(h2.PREFACE + h2.settings())
    kept = [peer for peer in peers if not peer.settle().is_closed]
    assert len(kept) == 768 - 7 - 1
    server.served(is_full=True)
    with daemon.client() as client:
        world = World(client, share_count=1)
        fill(share_directory(roots[0], world.share_ids[0]), count=100, size=10_000)
        migration = world.start()
        world.until(migration.id, "migration_driver_phase1_done")
        world.complete(migration.id)
        world.until(migration.id, "migration_success")
    close_all(peers)
    server.end()


def test_a_lower_limit_of_files_is_raised(daemons: Callable[..., Daemon]) -> None:
    daemon = daemons(DUMMIES % "")
    daemon.prefix = ["prlimit", "--nofile=256:16000"]
    daemon.start()
    assert daemon.process is not None
    limits = Path(f"/proc/{daemon.process.pid}/limits").read_text()
    assert re.search(r"Max open files +16000 +16000", limits), limits
    assert "max_connections" not in daemon.log
