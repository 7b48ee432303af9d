"""What an operator sees of connections: grpc.channelz.v1, asked by grpcio's own classes."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import grpc
import pytest
from grpc_channelz.v1 import channelz_pb2, channelz_pb2_grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from harness import BINARIES, DUMMIES, Daemon


@pytest.fixture
def daemon(daemons: Callable[..., Daemon]) -> Daemon:
    daemon = daemons(DUMMIES % "")
    text = daemon.configuration.read_text()
    daemon.configuration.write_text(text.replace("listen: [", 'listen: ["127.0.0.1:0", '))
    return daemon.start()


@pytest.fixture
def channel(daemon: Daemon) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(daemon.target) as channel:
        yield channel


@pytest.fixture
def stub(channel: grpc.Channel) -> channelz_pb2_grpc.ChannelzStub:
    return channelz_pb2_grpc.ChannelzStub(channel)


def only_server(stub: channelz_pb2_grpc.ChannelzStub) -> channelz_pb2.Server:
    answer = stub.GetServers(channelz_pb2.GetServersRequest())
    assert answer.end and len(answer.server) == 1
    return answer.server[0]


def test_calls_are_counted_when_they_end_well_and_when_they_fail(
    channel: grpc.Channel, stub: channelz_pb2_grpc.ChannelzStub
) -> None:
    before = only_server(stub).data
    health = health_pb2_grpc.HealthStub(channel)
    for _ in range(5):
        health.Check(health_pb2.HealthCheckRequest())
    for _ in range(3):
        with pytest.raises(grpc.RpcError):
            health.Check(health_pb2.HealthCheckRequest(service="no.Such"))
    after = only_server(stub).data
    # Five, and the first question itself.
    assert after.calls_succeeded - before.calls_succeeded == 6
    assert after.calls_failed - before.calls_failed == 3
    # This question is still running.
    assert after.calls_started == after.calls_succeeded + after.calls_failed + 1
    age = time.time() - after.last_call_started_timestamp.ToNanoseconds() / 1e9
    assert -1 < age < 60
    server = only_server(stub)
    again = stub.GetServer(channelz_pb2.GetServerRequest(server_id=server.ref.server_id)).server
    assert again.ref == server.ref


def test_a_socket_says_what_happens_on_it(
    channel: grpc.Channel, stub: channelz_pb2_grpc.ChannelzStub
) -> None:
    server = only_server(stub)
    names = [socket.name for socket in server.listen_socket]
    assert any(name.startswith("127.0.0.1:") for name in names)
    assert any(name.startswith("unix:/") for name in names)
    refs = stub.GetServerSockets(
        channelz_pb2.GetServerSocketsRequest(server_id=server.ref.server_id)
    ).socket_ref
    assert len(refs) == 1
    watch = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest())
    next(watch)
    request = channelz_pb2.GetSocketRequest(socket_id=refs[0].socket_id)
    data = stub.GetSocket(request).socket.data
    # A watch that goes on, and this very question; what came and went on both is counted already.
    assert data.streams_started == data.streams_succeeded + data.streams_failed + 2
    assert data.messages_received == data.streams_started
    assert data.messages_sent == data.streams_started - 1
    assert data.last_remote_stream_created_timestamp.seconds > 0
    assert data.local_flow_control_window.value > 0
    watch.cancel()


def test_sockets_come_in_pages_with_their_addresses(
    daemon: Daemon, stub: channelz_pb2_grpc.ChannelzStub
) -> None:
    server = only_server(stub)
    port = next(s.name for s in server.listen_socket if s.name.startswith("127")).split(":")[1]
    channels = []
    for _ in range(7):
        options = [("grpc.use_local_subchannel_pool", 1)]
        other = grpc.insecure_channel(f"127.0.0.1:{port}", options=options)
        grpc.channel_ready_future(other).result(timeout=60)
        channels.append(other)
    found: list[int] = []
    while True:
        page = stub.GetServerSockets(
            channelz_pb2.GetServerSocketsRequest(
                server_id=server.ref.server_id,
                start_socket_id=found[-1] + 1 if found else 0,
                max_results=3,
            )
        )
        assert len(page.socket_ref) <= 3
        found += [ref.socket_id for ref in page.socket_ref]
        if page.end:
            break
    assert len(found) == 8 and found == sorted(set(found))
    sockets = [
        stub.GetSocket(channelz_pb2.GetSocketRequest(socket_id=number)).socket
        for number in found
    ]
    over_tcp = [s for s in sockets if s.remote.HasField("tcpip_address")]
    assert len(over_tcp) == 7
    assert {s.local.tcpip_address.port for s in over_tcp} == {int(port)}
    assert {s.remote.tcpip_address.ip_address for s in over_tcp} == {bytes([127, 0, 0, 1])}
    for other in channels:
        other.close()


def test_what_is_not_there(stub: channelz_pb2_grpc.ChannelzStub) -> None:
    for call in (
        lambda: stub.GetServer(channelz_pb2.GetServerRequest(server_id=1 << 60)),
        lambda: stub.GetSocket(channelz_pb2.GetSocketRequest(socket_id=1 << 60)),
        lambda: stub.GetSocket(channelz_pb2.GetSocketRequest(socket_id=-1)),
        lambda: stub.GetChannel(channelz_pb2.GetChannelRequest(channel_id=1)),
        lambda: stub.GetSubchannel(channelz_pb2.GetSubchannelRequest(subchannel_id=1)),
    ):
        with pytest.raises(grpc.RpcError) as refused:
            call()
        assert refused.value.code() == grpc.StatusCode.NOT_FOUND
    answer = stub.GetTopChannels(channelz_pb2.GetTopChannelsRequest())
    assert answer.end and not answer.channel


@contextmanager
def interop(*words: str) -> Iterator[str]:
    """The port of a peer of the interoperability tests, which ends with its standard input."""
    command = [str(BINARIES / "galleon-interop"), *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as peer:
        assert peer.stdin and peer.stdout
        yield peer.stdout.readline().strip()
        peer.stdin.close()
        assert peer.wait(timeout=60) == 0


def test_a_channel_says_where_its_calls_went() -> None:
    """A process that is a client as well: three calls went well and two failed, and one of its two servers is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nowhere = str(probe.getsockname()[1])
    states = channelz_pb2.ChannelConnectivityState
    with (
        interop("server") as port,
        interop("channelz", port, nowhere) as own,
        grpc.insecure_channel(f"127.0.0.1:{own}") as channel,
    ):
        stub = channelz_pb2_grpc.ChannelzStub(channel)
        page = stub.GetTopChannels(channelz_pb2.GetTopChannelsRequest())
        assert page.end and len(page.channel) == 2
        used, unused = page.channel
        assert used.data.target == f"ipv4:127.0.0.1:{port},127.0.0.1:{nowhere}"
        assert used.data.state.state == states.READY
        counts = (used.data.calls_started, used.data.calls_succeeded, used.data.calls_failed)
        assert counts == (5, 3, 2)
        assert -1 < time.time() - used.data.last_call_started_timestamp.ToNanoseconds() / 1e9 < 60
        assert unused.data.state.state == states.IDLE and not unused.subchannel_ref
        request = channelz_pb2.GetChannelRequest(channel_id=used.ref.channel_id)
        assert stub.GetChannel(request).channel.ref == used.ref
        first = stub.GetTopChannels(channelz_pb2.GetTopChannelsRequest(max_results=1))
        assert not first.end and [c.ref for c in first.channel] == [used.ref]
        start = used.ref.channel_id + 1
        rest = stub.GetTopChannels(channelz_pb2.GetTopChannelsRequest(start_channel_id=start))
        assert rest.end and [c.ref for c in rest.channel] == [unused.ref]

        there, gone = (
            stub.GetSubchannel(
                channelz_pb2.GetSubchannelRequest(subchannel_id=ref.subchannel_id)
            ).subchannel
            for ref in used.subchannel_ref
        )
        assert there.data.target == f"127.0.0.1:{port}"
        assert there.data.state.state == states.READY
        counts = (there.data.calls_started, there.data.calls_succeeded, there.data.calls_failed)
        assert counts == (5, 3, 2)
        assert gone.data.state.state in (states.TRANSIENT_FAILURE, states.CONNECTING)
        assert gone.data.calls_started == 0 and not gone.socket_ref

        (ref,) = there.socket_ref
        found = stub.GetSocket(channelz_pb2.GetSocketRequest(socket_id=ref.socket_id)).socket
        assert found.remote.tcpip_address.port == int(port)
        assert (found.data.streams_started, found.data.streams_succeeded) == (5, 5)
        assert (found.data.messages_sent, found.data.messages_received) == (5, 3)
        assert found.data.HasField("last_local_stream_created_timestamp")
        assert not found.data.HasField("last_remote_stream_created_timestamp")
