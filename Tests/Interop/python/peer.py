"""grpcio's side of the interoperability tests.

    peer.py server             prints its port, serves until its standard input ends
    peer.py client PORT CASE…  plays the cases against a server

A client prints a line for each case: `CASE ok`, `CASE ok WHAT-IT-COULD-NOT-SEE`, `CASE skip WHY` or `CASE FAIL WHY`.
The generated modules are in the directory INTEROP_GENERATED; run.py makes them.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent import futures

import grpc

# The schema's package is grpc.testing, within grpcio's own.
grpc.__path__.append(os.path.join(os.environ["INTEROP_GENERATED"], "grpc"))
from grpc.testing import empty_pb2, messages_pb2, test_pb2_grpc  # noqa: E402

GZIP = grpc.Compression.Gzip
INITIAL = "x-grpc-test-echo-initial"
TRAILING = "x-grpc-test-echo-trailing-bin"
SIZES = (31415, 9, 2653, 58979)
REQUEST_SIZES = (27182, 8, 1828, 45904)
UNSEEN = "grpcio does not show whether an answer was compressed"


class Skip(Exception):
    pass


def zeros(size):
    return messages_pb2.Payload(body=bytes(size))


def large(**more):
    return messages_pb2.SimpleRequest(response_size=314159, payload=zeros(271828), **more)


def ask(request, response):
    return messages_pb2.StreamingOutputCallRequest(
        response_parameters=[messages_pb2.ResponseParameters(size=response)],
        payload=zeros(request),
    )


def yes_no(value):
    return messages_pb2.BoolValue(value=value)


def same(got, wanted, what):
    if got != wanted:
        raise AssertionError(f"{what}: got {got!r:.200}, wanted {wanted!r:.200}")


def refused(code, call, message=None):
    try:
        call()
    except grpc.RpcError as error:
        same(error.code(), code, "code")
        if message is not None:
            same(error.details(), message, "message")
        return
    raise AssertionError(f"the call succeeded; wanted {code}")


class Cases:
    def __init__(self, channel):
        self.channel = channel
        self.stub = test_pb2_grpc.TestServiceStub(channel)

    def empty_unary(self):
        same(self.stub.EmptyCall(empty_pb2.Empty()), empty_pb2.Empty(), "answer")

    def large_unary(self):
        same(self.stub.UnaryCall(large()).payload, zeros(314159), "payload")

    def client_compressed_unary(self):
        probe = large(expect_compressed=yes_no(True))
        refused(grpc.StatusCode.INVALID_ARGUMENT, lambda: self.stub.UnaryCall(probe))
        same(self.stub.UnaryCall(probe, compression=GZIP).payload, zeros(314159), "payload")
        plain = large(expect_compressed=yes_no(False))
        same(self.stub.UnaryCall(plain).payload, zeros(314159), "payload")

    def server_compressed_unary(self):
        for compressed in (True, False):
            request = large(response_compressed=yes_no(compressed))
            same(self.stub.UnaryCall(request).payload, zeros(314159), "payload")
        return UNSEEN

    def client_streaming(self):
        requests = (messages_pb2.StreamingInputCallRequest(payload=zeros(n)) for n in REQUEST_SIZES)
        same(self.stub.StreamingInputCall(requests).aggregated_payload_size, 74922, "sum")

    def client_compressed_streaming(self):
        raise Skip("grpcio compresses all requests of a call or none")

    def server_streaming(self):
        parameters = [messages_pb2.ResponseParameters(size=n) for n in SIZES]
        request = messages_pb2.StreamingOutputCallRequest(response_parameters=parameters)
        got = [len(m.payload.body) for m in self.stub.StreamingOutputCall(request)]
        same(tuple(got), SIZES, "sizes")

    def server_compressed_streaming(self):
        parameters = [
            messages_pb2.ResponseParameters(size=31415, compressed=yes_no(True)),
            messages_pb2.ResponseParameters(size=92653, compressed=yes_no(False)),
        ]
        request = messages_pb2.StreamingOutputCallRequest(response_parameters=parameters)
        got = [m.payload for m in self.stub.StreamingOutputCall(request)]
        same(got, [zeros(31415), zeros(92653)], "payloads")
        return UNSEEN

    def ping_pong(self):
        """Each request is written when the answer to the one before is there."""
        turns = [futures.Future() for _ in SIZES]

        def requests():
            for number, (request, response) in enumerate(zip(REQUEST_SIZES, SIZES)):
                if number:
                    turns[number - 1].result(timeout=30)
                yield ask(request, response)

        answers = self.stub.FullDuplexCall(requests())
        for turn, size in zip(turns, SIZES):
            same(next(answers).payload, zeros(size), "payload")
            turn.set_result(None)
        same(list(answers), [], "answers to nothing")

    def empty_stream(self):
        same(list(self.stub.FullDuplexCall(iter(()))), [], "answers to nothing")

    def half_duplex(self):
        requests = [ask(*sizes) for sizes in zip(REQUEST_SIZES, SIZES)]
        got = [len(m.payload.body) for m in self.stub.HalfDuplexCall(iter(requests))]
        same(tuple(got), SIZES, "sizes")

    def custom_metadata(self):
        metadata = ((INITIAL, "test_initial_metadata_value"), (TRAILING, b"\xab\xab\xab"))
        _, unary = self.stub.UnaryCall.with_call(large(), metadata=metadata)
        duplex = self.stub.FullDuplexCall(iter([ask(271828, 314159)]), metadata=metadata)
        list(duplex)
        for call in (unary, duplex):
            same(dict(call.initial_metadata()).get(INITIAL), metadata[0][1], "initial")
            same(dict(call.trailing_metadata()).get(TRAILING), metadata[1][1], "trailing")

    def status_code_and_message(self):
        self.refused_with("test status message")
        status = messages_pb2.EchoStatus(code=2, message="test status message")
        request = messages_pb2.StreamingOutputCallRequest(response_status=status)
        refused(
            grpc.StatusCode.UNKNOWN,
            lambda: list(self.stub.FullDuplexCall(iter([request]))),
            "test status message",
        )

    def special_status_message(self):
        self.refused_with("\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n")

    def refused_with(self, message):
        status = messages_pb2.EchoStatus(code=2, message=message)
        request = messages_pb2.SimpleRequest(response_status=status)
        refused(grpc.StatusCode.UNKNOWN, lambda: self.stub.UnaryCall(request), message)

    def unimplemented_method(self):
        call = self.stub.UnimplementedCall
        refused(grpc.StatusCode.UNIMPLEMENTED, lambda: call(empty_pb2.Empty()))

    def unimplemented_service(self):
        stub = test_pb2_grpc.UnimplementedServiceStub(self.channel)
        refused(
            grpc.StatusCode.UNIMPLEMENTED, lambda: stub.UnimplementedCall(empty_pb2.Empty())
        )

    def cancel_after_begin(self):
        never = futures.Future()

        def requests():
            never.result()
            yield messages_pb2.StreamingInputCallRequest()

        call = self.stub.StreamingInputCall.future(requests())
        call.cancel()
        never.set_exception(futures.CancelledError())
        same(call.cancelled(), True, "cancelled")
        same(call.code(), grpc.StatusCode.CANCELLED, "code")

    def cancel_after_first_response(self):
        never = futures.Future()

        def requests():
            yield ask(27182, 31415)
            never.result()

        call = self.stub.FullDuplexCall(requests())
        same(next(call).payload, zeros(31415), "payload")
        call.cancel()
        refused(grpc.StatusCode.CANCELLED, lambda: next(call))
        never.set_exception(futures.CancelledError())

    def timeout_on_sleeping_server(self):
        never = futures.Future()

        def requests():
            yield messages_pb2.StreamingOutputCallRequest(payload=zeros(27182))
            never.result()

        call = self.stub.FullDuplexCall(requests(), timeout=0.001)
        refused(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: next(call))
        never.set_exception(futures.CancelledError())

    def rpc_soak(self):
        for _ in range(100):
            self.large_unary()

    def channel_soak(self):
        for _ in range(50):
            with connect(self.port) as channel:
                Cases(channel).large_unary()


def connect(port):
    # A connection of its own, not one that another channel has.
    return grpc.insecure_channel(
        f"127.0.0.1:{port}", options=[("grpc.use_local_subchannel_pool", 1)]
    )


def play(port, names):
    status = 0
    for name in names:
        with connect(port) as channel:
            cases = Cases(channel)
            cases.port = port
            try:
                note = getattr(cases, name)()
                print(name, "ok", note or "", flush=True)
            except Skip as why:
                print(name, "skip", why, flush=True)
            except Exception as error:  # whatever it is, the case has failed and the next is played
                text = " ".join(repr(error).split())
                print(name, "FAIL", text[:300], flush=True)
                status = 1
    return status


class Service(test_pb2_grpc.TestServiceServicer):
    """grpcio does not show a handler whether a request was compressed, so expect_compressed is passed over."""

    def echo(self, context):
        metadata = context.invocation_metadata()
        context.send_initial_metadata([(k, v) for k, v in metadata if k == INITIAL])
        context.set_trailing_metadata([(k, v) for k, v in metadata if k == TRAILING])

    def check(self, status, context):
        if status.code:
            codes = {code.value[0]: code for code in grpc.StatusCode}
            context.abort(codes[status.code], status.message)

    def EmptyCall(self, request, context):
        self.echo(context)
        return empty_pb2.Empty()

    def UnaryCall(self, request, context):
        if request.response_compressed.value:
            context.set_compression(GZIP)
        self.echo(context)
        self.check(request.response_status, context)
        return messages_pb2.SimpleResponse(payload=zeros(request.response_size))

    def StreamingOutputCall(self, request, context):
        if any(p.compressed.value for p in request.response_parameters):
            context.set_compression(GZIP)
        self.echo(context)
        yield from self.answers(request, context)

    def StreamingInputCall(self, requests, context):
        total = sum(len(r.payload.body) for r in requests)
        return messages_pb2.StreamingInputCallResponse(aggregated_payload_size=total)

    def FullDuplexCall(self, requests, context):
        self.echo(context)
        for request in requests:
            yield from self.answers(request, context)

    def HalfDuplexCall(self, requests, context):
        for request in list(requests):
            yield from self.answers(request, context)

    def answers(self, request, context):
        self.check(request.response_status, context)
        for parameters in request.response_parameters:
            time.sleep(parameters.interval_us / 1e6)
            if parameters.HasField("compressed") and not parameters.compressed.value:
                context.disable_next_message_compression()
            yield messages_pb2.StreamingOutputCallResponse(payload=zeros(parameters.size))


def serve():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
    test_pb2_grpc.add_TestServiceServicer_to_server(Service(), server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    sys.stdin.read()
    server.stop(None)
    return 0


sys.exit(serve() if sys.argv[1] == "server" else play(int(sys.argv[2]), sys.argv[3:]))
