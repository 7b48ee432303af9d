"""The client's end of HTTP/2 by hand, for bytes that no honest client sends. It blocks, for at most five minutes at a time."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from hpack import Decoder

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = range(10)
END_STREAM, END_HEADERS, ACK = 0x1, 0x4, 0x1
NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR = 0, 1, 2, 3
REFUSED_STREAM, CANCEL, ENHANCE_YOUR_CALM = 7, 8, 11
INITIAL_WINDOW_SIZE = 4


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def settings(**values: int) -> bytes:
    codes = {"window": INITIAL_WINDOW_SIZE}
    return frame(SETTINGS, 0, 0, b"".join(struct.pack(">HI", codes[name], value) for name, value in values.items()))


def literal(name: str, value: str | bytes) -> bytes:
    """A header field that enters no table (RFC 7541, section 6.2.2); up to 126 bytes each."""
    coded = value if isinstance(value, bytes) else value.encode()
    assert len(name) < 127 and len(coded) < 127
    return bytes([0, len(name)]) + name.encode() + bytes([len(coded)]) + coded


def long_literal(name: str, value: str) -> bytes:
    """The same for a value of 127 to some thousand bytes (RFC 7541, section 5.1)."""
    length = len(value.encode()) - 127
    assert len(name) < 127 and 0 <= length < 1 << 14
    size = bytes([127, length & 127 | 128, length >> 7]) if length > 127 else bytes([127, length])
    return bytes([0, len(name)]) + name.encode() + size + value.encode()


def call(path: str, *more: tuple[str, str]) -> bytes:
    """The header block of a gRPC call."""
    fields = [(":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "attack")]
    fields += [("te", "trailers"), ("content-type", "application/grpc"), *more]
    return b"".join(literal(name, value) for name, value in fields)


def message(payload: bytes, compressed: bool = False, length: int | None = None) -> bytes:
    """A message as gRPC frames it, with a length that may be a lie."""
    return struct.pack(">BI", compressed, len(payload) if length is None else length) + payload


def data(stream: int, payload: bytes, end: bool = True) -> bytes:
    """DATA frames of the usual greatest length."""
    parts = [payload[start : start + 16_384] for start in range(0, len(payload), 16_384)] or [b""]
    frames = [frame(DATA, 0, stream, part) for part in parts[:-1]]
    return b"".join(frames) + frame(DATA, END_STREAM if end else 0, stream, parts[-1])


@dataclass
class Heard:
    """What the server has said so far."""

    resets: dict[int, int] = field(default_factory=dict)
    goaways: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    fields: dict[int, dict[str, str]] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)
    received: dict[int, int] = field(default_factory=dict)
    pongs: int = 0
    has_settings: bool = False
    is_closed: bool = False

    def status(self, stream: int) -> str | None:
        return self.fields.get(stream, {}).get("grpc-status")


class Peer:
    """One connection; `source` is the address it comes from."""

    def __init__(self, target: tuple[str, int] | str, source: str = "127.0.0.1") -> None:
        if isinstance(target, str):
            self.socket = socket.socket(socket.AF_UNIX)
        else:
            self.socket = socket.socket()
            self.socket.bind((source, 0))
        self.socket.settimeout(300)
        self.socket.connect(target)
        self.heard = Heard()
        self.decoder = Decoder()
        self.rest = b""

    def greet(self, **values: int) -> Peer:
        """Says what it must, and takes the server's windows for its own (RFC 9113, section 6.5.3)."""
        self.send(PREFACE + settings(**values))
        self.read(lambda heard: heard.has_settings)
        self.send(frame(SETTINGS, ACK, 0))
        return self

    def send(self, *frames: bytes) -> bool:
        """False when the server takes no more."""
        try:
            self.socket.sendall(b"".join(frames))
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def call(self, stream: int, path: str, body: bytes, *more: tuple[str, str], end: bool = True) -> bool:
        return self.send(frame(HEADERS, END_HEADERS, stream, call(path, *more)), data(stream, body, end))

    def read(self, until: Callable[[Heard], bool] = lambda heard: False) -> Heard:
        """Reads until that is so, or the server has closed the connection."""
        while not until(self.heard):
            try:
                part = self.socket.recv(1 << 20)
            except ConnectionResetError:
                part = b""
            if not part:
                self.heard.is_closed = True
                break
            self.rest += part
            while len(self.rest) >= 9:
                end = 9 + int.from_bytes(self.rest[:3], "big")
                if len(self.rest) < end:
                    break
                self.take(self.rest[3], self.rest[4], int.from_bytes(self.rest[5:9], "big"), self.rest[9:end])
                self.rest = self.rest[end:]
        return self.heard

    def take(self, kind: int, flags: int, stream: int, payload: bytes) -> None:
        if kind == RST_STREAM:
            self.heard.resets[stream] = int.from_bytes(payload, "big")
        elif kind == GOAWAY:
            self.heard.goaways.append(int.from_bytes(payload[4:8], "big"))
            self.heard.words.append(payload[8:].decode())
        elif kind == HEADERS:
            self.heard.fields.setdefault(stream, {}).update(self.decoder.decode(payload))
        elif kind == DATA:
            self.heard.received[stream] = self.heard.received.get(stream, 0) + len(payload)
        elif kind == SETTINGS:
            self.heard.has_settings = True
        elif kind == PING and flags & ACK:
            self.heard.pongs += 1
        if kind in (HEADERS, DATA) and flags & END_STREAM:
            self.heard.ended.add(stream)

    def settle(self) -> Heard:
        """Waits until the server has handled all that was sent: it has answered a PING that came after, or hung up."""
        wanted = self.heard.pongs + 1
        self.send(frame(PING, 0, 0, bytes(8)))
        return self.read(lambda heard: heard.pongs >= wanted)

    def close(self) -> None:
        self.socket.close()


def close_all(peers: Iterable[Peer]) -> None:
    for peer in peers:
        peer.close()
