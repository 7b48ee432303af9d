"""grpcio, synchronous or asyncio. Watches and streams are asyncio's alone: the synchronous server takes a thread for each.

server.py sync|asyncio PORT DIRECTORY [CERTIFICATE KEY]
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
import grpc.aio
from galleon.v1 import migration_service_pb2 as migrations

SERVICE = "galleon.v1.MigrationService"
OPTIONS = [
    ("grpc.so_reuseport", 0),
    # Without these a burst of new calls is cancelled in part.
    ("grpc.server.max_pending_requests", 100_000),
    ("grpc.server.max_pending_requests_hard_limit", 100_000),
]


class Peer:
    def __init__(self, directory: Path) -> None:
        self.progress = migrations.GetMigrationProgressResponse.FromString(
            (directory / "progress").read_bytes()
        )
        self.event = migrations.WatchMigrationResponse.FromString(
            (directory / "event").read_bytes()
        )
        self.watches: dict[str, set[asyncio.Queue[bytes]]] = {}

    def get_progress(self, request: Any, context: Any) -> Any:
        if not request.migration_id:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "no id")
        return self.progress

    async def get_progress_async(self, request: Any, context: Any) -> Any:
        return self.get_progress(request, context)

    async def messages(self, request: Any, context: Any) -> AsyncIterator[bytes]:
        for _ in range(int(request.resume_token)):
            yield self.event.SerializeToString()

    async def watch(self, request: Any, context: Any) -> None:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        watches = self.watches.setdefault(request.migration_id, set())
        watches.add(queue)
        try:
            await context.write(self.event.SerializeToString())
            while True:
                await context.write(await queue.get())
        finally:
            watches.discard(queue)

    async def update(self, request: Any, context: Any) -> Any:
        event = self.event.SerializeToString()  # once for all
        for queue in self.watches.get(request.migration_id, ()):
            queue.put_nowait(event)
        return migrations.UpdateMigrationResponse()

    def handlers(self, is_async: bool) -> grpc.GenericRpcHandler:
        def kinds(make: Any, handler: Any, request: Any, response: Any = None) -> Any:
            encode = response and response.SerializeToString
            return make(
                handler, request_deserializer=request.FromString, response_serializer=encode
            )

        unary, stream = grpc.unary_unary_rpc_method_handler, grpc.unary_stream_rpc_method_handler
        progress = self.get_progress_async if is_async else self.get_progress
        methods = {
            "GetMigrationProgress": kinds(
                unary,
                progress,
                migrations.GetMigrationProgressRequest,
                migrations.GetMigrationProgressResponse,
            )
        }
        if is_async:
            methods["WatchMigrations"] = kinds(
                stream, self.messages, migrations.WatchMigrationsRequest
            )
            methods["WatchMigration"] = kinds(stream, self.watch, migrations.WatchMigrationRequest)
            methods["UpdateMigration"] = kinds(
                unary,
                self.update,
                migrations.UpdateMigrationRequest,
                migrations.UpdateMigrationResponse,
            )
        return grpc.method_handlers_generic_handler(SERVICE, methods)


def listen(server: Any, words: list[str]) -> None:
    address = f"127.0.0.1:{words[0]}"
    if len(words) < 3:
        server.add_insecure_port(address)
        return
    certificate, key = (Path(word).read_bytes() for word in words[2:4])
    server.add_secure_port(address, grpc.ssl_server_credentials([(key, certificate)]))


async def serve(words: list[str]) -> None:
    server = grpc.aio.server(options=OPTIONS)
    server.add_generic_rpc_handlers((Peer(Path(words[1])).handlers(True),))
    listen(server, words)
    await server.start()
    await server.wait_for_termination()


def main() -> None:
    kind, *words = sys.argv[1:]
    if kind == "asyncio":
        asyncio.run(serve(words))
        return
    server = grpc.server(ThreadPoolExecutor(8), options=OPTIONS)
    server.add_generic_rpc_handlers((Peer(Path(words[1])).handlers(False),))
    listen(server, words)
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main()
