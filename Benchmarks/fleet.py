"""Many share servers on one galleond, made quickly: what the benchmarks of the ledger begin with."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import galleon
from galleon.v1 import (
    network_service_pb2 as networks,
    share_pb2,
    share_server_pb2,
    share_server_service_pb2 as servers,
    share_service_pb2 as shares,
)
from harness import Daemon, eventually

BACKENDS = """
migrations: {max_concurrent: 0, max_concurrent_per_backend: 0}
backends:
  - {name: alpha, driver: dummy, dummy: {pools: [{name: pool, total: 1PiB}]}}
  - {name: beta, driver: dummy, dummy: {pools: [{name: pool, total: 1PiB}]%s}}
"""

SERVERS_PER_NETWORK = 100


def daemon(directory: Path, options: str = "") -> Daemon:
    made = Daemon(directory, BACKENDS % options)
    quiet(made)
    return made


def quiet(made: Daemon) -> None:
    text = made.configuration.read_text()
    made.configuration.write_text(text.replace("level: debug", "level: info"))


def network(client: galleon.Client) -> str:
    made = client.networks.CreateShareNetwork(
        networks.CreateShareNetworkRequest(name="fleet", project_id="p")
    ).share_network
    client.networks.CreateShareNetworkSubnet(
        networks.CreateShareNetworkSubnetRequest(share_network_id=made.id, cidr="10.0.0.0/16")
    )
    return made.id


def server_ids(client: galleon.Client, count: int) -> list[str]:
    """Share servers on local@alpha with a share each."""
    made_networks = [network(client) for _ in range(0, count, SERVERS_PER_NETWORK)]

    def server(number: int) -> str:
        return client.share_servers.CreateShareServer(
            servers.CreateShareServerRequest(
                project_id="p",
                host="local@alpha",
                share_network_id=made_networks[number // SERVERS_PER_NETWORK],
            )
        ).share_server.id

    def share(server_id: str) -> str:
        return client.shares.CreateShare(
            shares.CreateShareRequest(
                name="share",
                share_server_id=server_id,
                size_gib=1,
                protocol=share_pb2.SHARE_PROTOCOL_NFS,
            )
        ).share.id

    with ThreadPoolExecutor(16) as pool:
        ids = list(pool.map(server, range(count)))
        for server_id in ids:
            eventually(lambda: active(client, server_id), "the share server is active")
        made = list(pool.map(share, ids))
        for share_id in made:
            eventually(lambda: available(client, share_id), "the share is available")
    return ids


def active(client: galleon.Client, server_id: str) -> bool:
    answer = client.share_servers.GetShareServer(
        servers.GetShareServerRequest(share_server_id=server_id)
    )
    return answer.share_server.status == share_server_pb2.SHARE_SERVER_STATUS_ACTIVE


def available(client: galleon.Client, share_id: str) -> bool:
    answer = client.shares.GetShare(shares.GetShareRequest(share_id=share_id))
    return answer.share.status == share_pb2.SHARE_STATUS_AVAILABLE
