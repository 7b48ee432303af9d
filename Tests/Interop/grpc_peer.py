"""The foreign side of the gRPC tests: grpcio with raw bytes for messages.

    grpc_peer.py server            prints its port, serves until its standard input ends
    grpc_peer.py client PORT CASE  plays one case against a server; says what went wrong

The service is interop.Test; see TestService in the tests for what its methods do.
"""

import random
import sys
import threading
import time
from concurrent import futures

import grpc

SERVICE = "/interop.Test/"
UNLIMITED = [
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
]


def same(got, wanted, what):
    if got != wanted:
        raise AssertionError(f"{what}: got {got!r}, wanted {wanted!r}")


def must_fail(call, code, what):
    try:
        call()
    except grpc.RpcError as error:
        same(error.code(), code, what)
        return error
    raise AssertionError(f"{what}: the call succeeded")


class Client:
    def __init__(self, port):
        channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=UNLIMITED)
        self.channel = channel
        self.unary = channel.unary_unary(SERVICE + "Echo")
        self.download = channel.unary_stream(SERVICE + "Download")
        self.upload = channel.stream_unary(SERVICE + "Upload")
        self.chat = channel.stream_stream(SERVICE + "Chat")
        self.fail = channel.unary_unary(SERVICE + "Fail")
        self.fail_late = channel.unary_stream(SERVICE + "FailLate")
        self.hang = channel.unary_unary(SERVICE + "Hang")
        self.hang_stream = channel.unary_stream(SERVICE + "HangStream")
        self.cancelled = channel.unary_unary(SERVICE + "Cancelled")
        self.metadata = channel.unary_unary(SERVICE + "Metadata")
        self.drain = channel.unary_stream(SERVICE + "UntilDrain")

    def case_unary(self):
        for size in (0, 1, 100, 16379, 65530, 65536, 1000000, 4 * 1024 * 1024):
            same(self.unary(b"x" * size), b"x" * size, f"echo of {size} bytes")

    def case_too_large(self):
        error = must_fail(
            lambda: self.unary(b"x" * (4 * 1024 * 1024 + 1)),
            grpc.StatusCode.RESOURCE_EXHAUSTED,
            "a message over the limit",
        )
        assert "4194305" in error.details(), error.details()
        same(self.unary(b"after"), b"after", "the next call on the same connection")

    def case_server_streaming(self):
        got = list(self.download(b"1000,300"))
        same(len(got), 1000, "messages")
        same({len(m) for m in got}, {300}, "sizes")
        same([int(m.split(b" ")[0]) for m in got], list(range(1000)), "order")
        same(list(self.download(b"0,0")), [], "an empty stream")

    def case_slow_reader(self):
        """More than any window, read late: nothing lost, and the server did not buffer it all."""
        call = self.download(b"400,100000")
        time.sleep(0.3)
        written = int(self.unary(b"?written"))
        assert written < 400, f"the server had written {written} messages to nobody"
        same(sum(len(m) for m in call), 400 * 100000, "bytes")

    def case_client_streaming(self):
        same(self.upload(iter([b"a" * 1000] * 500)), b"500 500000", "sum")
        same(self.upload(iter([b"b" * 300000] * 20)), b"20 6000000", "sum of large ones")
        same(self.upload(iter([])), b"0 0", "sum of none")

    def case_bidirectional(self):
        sent = [b"%d" % i for i in range(500)]
        same(list(self.chat(iter(sent))), sent, "echo stream")
        turn = threading.Semaphore(1)

        def ping_pong():
            for message in sent[:20]:
                assert turn.acquire(timeout=5), "no answer to the message before"
                yield message

        for got, wanted in zip(self.chat(ping_pong()), sent):
            same(got, wanted, "answer while the request is open")
            turn.release()

    def case_metadata(self):
        sent = (
            ("x-text", "hello"),
            ("x-text", "again"),
            ("x-bytes-bin", bytes(range(256))),
            ("x-empty-bin", b""),
        )
        response, call = self.metadata.with_call(b"", metadata=sent)
        assert b"x-text=hello,again" in response, response
        for where in (call.initial_metadata(), call.trailing_metadata()):
            got = {}
            for key, value in where:
                got.setdefault(key, []).append(value)
            same(got.get("x-text"), ["hello", "again"], "text values")
            same(got.get("x-bytes-bin"), [bytes(range(256))], "byte values")
            same(got.get("x-empty-bin"), [b""], "an empty byte value")

    def case_failure(self):
        error = must_fail(
            lambda: self.fail(b"9"), grpc.StatusCode.FAILED_PRECONDITION, "a refusal"
        )
        same(error.details(), "100 % broken – kaputt\n移行", "message")
        trailers = dict(error.trailing_metadata())
        same(trailers.get("grpc-status-details-bin"), bytes([8, 9, 0, 255]), "details")
        same(trailers.get("x-reason"), "test", "metadata of the failure")
        for code in grpc.StatusCode:
            if code != grpc.StatusCode.OK:
                must_fail(lambda: self.fail(b"%d" % code.value[0]), code, "code")

    def case_failure_late(self):
        call = self.fail_late(b"3")
        got = []
        error = must_fail(
            lambda: [got.append(m) for m in call], grpc.StatusCode.ABORTED, "the end"
        )
        same(len(got), 3, "messages before the failure")
        same(error.details(), "late", "message")

    def case_unknown(self):
        for path in ("/interop.Test/Nope", "/no.Such/Echo", "/x"):
            error = must_fail(
                lambda: self.channel.unary_unary(path)(b""),
                grpc.StatusCode.UNIMPLEMENTED,
                path,
            )
            assert path.split("/")[-1] in error.details() or "no.Such" in error.details()

    def case_deadline(self):
        before = int(self.cancelled(b""))
        start = time.monotonic()
        must_fail(
            lambda: self.hang(b"", timeout=0.2), grpc.StatusCode.DEADLINE_EXCEEDED, "unary"
        )
        assert time.monotonic() - start < 3
        must_fail(
            lambda: list(self.hang_stream(b"", timeout=0.2)),
            grpc.StatusCode.DEADLINE_EXCEEDED,
            "stream",
        )
        self.wait_cancelled(before + 2)

    def case_cancel(self):
        before = int(self.cancelled(b""))
        future = self.hang.future(b"")
        self.wait_running()
        future.cancel()
        stream = self.hang_stream(b"")
        stream.initial_metadata()
        stream.cancel()
        self.wait_cancelled(before + 2)

    def case_disconnect(self):
        before = int(self.cancelled(b""))
        other = grpc.insecure_channel(
            self.target(), options=[("grpc.use_local_subchannel_pool", 1)]
        )
        stream = other.unary_stream(SERVICE + "HangStream")(b"")
        stream.initial_metadata()
        other.close()
        self.wait_cancelled(before + 1)

    def case_concurrent(self):
        calls = [self.unary.future(b"%d" % i) for i in range(1000)]
        for i, call in enumerate(calls):
            same(call.result(timeout=30), b"%d" % i, "echo")

    def case_concurrent_streams(self):
        calls = [self.download(b"10,1000") for _ in range(500)]
        for call in calls:
            same(len(list(call)), 10, "messages")

    def case_compressed(self):
        """Whatever is in them, compressed messages arrive, and answers (large ones compressed) come back."""
        gzip = grpc.Compression.Gzip
        chosen = random.Random(4711)
        sent = [
            b"\0" + bytes(chosen.choices(range(chosen.randint(1, 256)), k=chosen.randint(0, 50000)))
            for _ in range(100)
        ]
        for message in sent:
            same(self.unary(message, compression=gzip), message, "echo")
        same(list(self.chat(iter(sent), compression=gzip)), sent, "echo stream")
        same(self.unary(b"x" * 4194304, compression=gzip), b"x" * 4194304, "the largest")
        error = must_fail(
            lambda: self.unary(b"x" * 4194305, compression=gzip),
            grpc.StatusCode.RESOURCE_EXHAUSTED,
            "one byte more, in 4 KiB of gzip",
        )
        assert "4194304" in error.details(), error.details()
        same(self.unary(b"after"), b"after", "the next call on the same connection")

    def case_other_compression(self):
        error = must_fail(
            lambda: self.unary(b"x" * 1000, compression=grpc.Compression.Deflate),
            grpc.StatusCode.UNIMPLEMENTED,
            "a deflated message",
        )
        assert "deflate" in error.details() and "gzip" in error.details(), error.details()

    def case_garbage(self):
        must_fail(
            lambda: self.unary(b"\xff garbage"),
            grpc.StatusCode.INVALID_ARGUMENT,
            "a request that does not decode",
        )

    def case_cardinality(self):
        """A method with one request, called as if it took a stream."""
        stream = self.channel.stream_unary(SERVICE + "Echo")
        must_fail(lambda: stream(iter([])), grpc.StatusCode.UNIMPLEMENTED, "no request")
        must_fail(
            lambda: stream(iter([b"1", b"2"])), grpc.StatusCode.UNIMPLEMENTED, "two requests"
        )

    def case_drain(self):
        """Told to shut down, the server ends the watch itself and finishes what runs."""
        stream = self.drain(b"")
        stream.initial_metadata()
        slow = self.channel.unary_unary(SERVICE + "Slow").future(b"")
        self.wait_running()
        self.channel.unary_unary(SERVICE + "Shutdown")(b"")
        must_fail(lambda: list(stream), grpc.StatusCode.UNAVAILABLE, "a watch at drain")
        same(slow.result(timeout=10), b"slow", "a call that was running")

    # Helpers

    def target(self):
        return self.address

    def wait_running(self):
        deadline = time.monotonic() + 10
        while int(self.unary(b"?running")) == 0:
            assert time.monotonic() < deadline, "the handler did not start"

    def wait_cancelled(self, wanted):
        deadline = time.monotonic() + 10
        while int(self.cancelled(b"")) < wanted:
            assert time.monotonic() < deadline, "the handler was not cancelled"


def handlers():
    def echo(request, context):
        if request == b"?details":
            context.set_trailing_metadata(
                (("grpc-status-details-bin", bytes([8, 5, 0, 255])), ("x-reason", "test"))
            )
            context.abort(grpc.StatusCode.NOT_FOUND, "100 % nicht da – 移行\n")
        return request

    def download(request, context):
        count, size = map(int, request.split(b","))
        for _ in range(count):
            yield b"x" * size

    def upload(requests, context):
        sizes = [len(r) for r in requests]
        return b"%d %d" % (len(sizes), sum(sizes))

    def chat(requests, context):
        yield from requests

    cancelled = threading.Event()

    def hang(request, context):
        if not context.add_callback(cancelled.set):
            cancelled.set()
        context.send_initial_metadata((("x-started", "yes"),))
        cancelled.wait(60)
        yield b"late"

    def was_cancelled(request, context):
        return b"yes" if cancelled.wait(5) else b"no"

    def metadata(request, context):
        sent = [(k, v) for k, v in context.invocation_metadata() if k.startswith("x-")]
        context.send_initial_metadata(sent)
        context.set_trailing_metadata(sent)
        yield b""

    def deadline(request, context):
        return b"%d" % int(context.time_remaining() or 0)

    def pushback(request, context):
        """Refuses until the request's number of attempts is reached, and says when to come again."""
        previous = dict(context.invocation_metadata()).get("grpc-previous-rpc-attempts", "0")
        if int(previous) < int(request):
            context.set_trailing_metadata((("grpc-retry-pushback-ms", "1"),))
            context.abort(grpc.StatusCode.UNAVAILABLE, "busy")
        return previous.encode()

    def compressed(request, context):
        context.set_compression(grpc.Compression.Gzip)
        return b"x" * 1000

    def echo_compressed(request, context):
        context.set_compression(grpc.Compression.Gzip)
        return request

    def deflated(request, context):
        context.set_compression(grpc.Compression.Deflate)
        return b"x" * 1000

    return {
        "Echo": grpc.unary_unary_rpc_method_handler(echo),
        "Download": grpc.unary_stream_rpc_method_handler(download),
        "Upload": grpc.stream_unary_rpc_method_handler(upload),
        "Chat": grpc.stream_stream_rpc_method_handler(chat),
        "Hang": grpc.unary_stream_rpc_method_handler(hang),
        "WasCancelled": grpc.unary_unary_rpc_method_handler(was_cancelled),
        "Metadata": grpc.unary_stream_rpc_method_handler(metadata),
        "Deadline": grpc.unary_unary_rpc_method_handler(deadline),
        "Compressed": grpc.unary_unary_rpc_method_handler(compressed),
        "Pushback": grpc.unary_unary_rpc_method_handler(pushback),
        "EchoCompressed": grpc.unary_unary_rpc_method_handler(echo_compressed),
        "Deflated": grpc.unary_unary_rpc_method_handler(deflated),
    }


def serve(takes_any_pings):
    options = [
        ("grpc.http2.min_ping_interval_without_data_ms", 1),
        ("grpc.http2.max_ping_strikes", 0),
    ]
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=8), options=options if takes_any_pings else []
    )
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("interop.Test", handlers()),)
    )
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(None)


def main():
    if sys.argv[1] == "server":
        serve(sys.argv[2:] == ["any-pings"])
        return
    client = Client(sys.argv[2])
    client.address = f"127.0.0.1:{sys.argv[2]}"
    getattr(client, "case_" + sys.argv[3])()
    client.channel.close()
    print("ok")


main()
