"""The service is killed again and again while ten share servers move to and fro, and watchers look on.

    GALLEON_KILLS=200 GALLEON_SEED=7 pytest Tests/EndToEnd/test_random_kills.py

The seed decides what is done with each migration and when the kills come; the kernel decides what they hit.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import grpc

import galleon
from galleon.v1 import migration_pb2, migration_service_pb2 as calls, task_state_pb2
from harness import BINARIES, FINAL, IMPATIENT, Daemon, World, eventually
from outcome import Scene, copy
from trees import differences, fill, share_directory

KILLS = int(os.environ.get("GALLEON_KILLS", "30"))
SEED = int(os.environ.get("GALLEON_SEED") or random.randrange(1 << 32))
MIGRATIONS = 10
# So many of them move real files.
REAL = 4
PATIENCE = 120
BACKENDS = """
backends:
  - {{name: alpha, driver: dummy, dummy: {{delays: {{advance_migration: 300ms}}}}}}
  - {{name: beta, driver: dummy, dummy: {{delays: {{advance_migration: 300ms}}}}}}
  - {{name: gamma, driver: directory, directory: {{root: {0}/gamma}}}}
  - {{name: delta, driver: directory, directory: {{root: {0}/delta}}}}
"""
Value = TypeVar("Value")


@dataclass
class Seen:
    """What one watcher was told, in its order."""

    name: str
    ends: bool = False
    # Of each migration: the newest revision told, and the transitions.
    newest: dict[str, int] = field(default_factory=dict)
    transitions: dict[str, list[tuple[int, int, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    states: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def snapshot(self, id: str, revision: int, state: str) -> None:
        if id in self.newest and revision != self.newest[id]:
            self.faults.append(f"{id}: a state of revision {revision} after {self.newest[id]}")
        self.newest[id], self.states[id] = revision, state

    def transition(self, id: str, revision: int, rule: int, start: str, end: str) -> None:
        if revision != self.newest.get(id, 0) + 1:
            self.faults.append(f"{id}: revision {revision} after {self.newest.get(id, 0)}")
        self.newest[id], self.states[id] = revision, end
        self.transitions[id].append((revision, rule, start, end))

    def progress(self, id: str, state: str) -> None:
        if self.states.get(id) != state:
            self.faults.append(f"{id}: progress in {state} told in {self.states.get(id)}")

    def check(self, histories: dict[str, list[tuple[int, int, str, str]]], all_of_them: bool) -> int:
        """Compares with the final histories; answers how many transitions were told."""
        for id, told in self.transitions.items():
            first = told[0][0]
            if told != histories[id][first - 1 : first - 1 + len(told)]:
                self.faults.append(f"{id}: told {told}, which is not in {histories[id]}")
        for id in histories if all_of_them else self.newest:
            if self.newest.get(id) != len(histories[id]):
                self.faults.append(f"{id}: heard of {self.newest.get(id)} of {len(histories[id])}")
        assert not self.faults, f"{self.name}:\n" + "\n".join(self.faults)
        return sum(map(len, self.transitions.values()))


def word(state: int) -> str:
    name = task_state_pb2.TaskState.Name(task_state_pb2.TaskState.ValueType(state))
    return name.removeprefix("TASK_STATE_").lower()


def row(step: migration_pb2.MigrationTransition) -> tuple[int, int, str, str]:
    return (step.revision, step.rule_number, word(step.from_state), word(step.to_state))


def look_on(seen: Seen, events: Iterator[migration_pb2.MigrationEvent]) -> None:
    try:
        for event in events:
            match event.WhichOneof("event"):
                case "snapshot":
                    state = word(event.snapshot.task_state)
                    seen.snapshot(event.snapshot.id, event.snapshot.revision, state)
                case "transition":
                    seen.transition(event.transition.migration.id, *row(event.transition.transition))
                case "progress":
                    seen.progress(event.progress.migration_id, word(event.progress.task_state))
        seen.ends = True
    except (galleon.GalleonError, grpc.RpcError, ValueError) as error:
        seen.faults.append(f"the watch broke: {error!r}")


def read_lines(seen: Seen, lines: Iterator[str]) -> None:
    for line in lines:
        try:
            read_line(seen, json.loads(line))
        except (KeyError, ValueError) as error:
            seen.faults.append(f"{error!r} in {line}")


def read_line(seen: Seen, event: dict[str, Any]) -> None:
    match event["event"]:
        case "snapshot":
            state = event["snapshot"]
            seen.snapshot(state["id"], state["revision"], state["task_state"])
        case "transition":
            step = event["transition"]["transition"]
            seen.transition(
                event["transition"]["migration_id"],
                step["revision"],
                step["rule_number"],
                step["from_state"] or "unspecified",
                step["to_state"],
            )
        case "progress":
            seen.progress(event["progress"]["migration_id"], event["progress"]["task_state"])


class Slot:
    """One share server that is moved there and back until the kills are over."""

    def __init__(self, number: int, daemon: Daemon, directory: Path) -> None:
        self.chance = random.Random(f"{SEED}/{number}")
        self.daemon, self.directory, self.is_real = daemon, directory, number < REAL
        self.hosts = ["local@gamma", "local@delta"] if self.is_real else ["local@alpha", "local@beta"]
        self.client = galleon.connect(daemon.target, options=[*IMPATIENT, ("grpc.enable_retries", 0)])
        world = World(self.client, share_count=2, host=self.hosts[0])
        if self.is_real:
            for share_id in world.share_ids:
                fill(share_directory(directory / "gamma", share_id), count=40, size=4000)
        self.scene = Scene.furnish(world)
        self.pristine = directory / f"pristine{number}"
        if self.is_real:
            copy(directory / "gamma" / world.server_id, self.pristine)
        self.watches: list[tuple[Seen, threading.Thread]] = []
        self.migrations: list[str] = []
        self.failure = ""

    def answered(self, call: Callable[[], Value]) -> Value:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return call()
            except grpc.RpcError as error:
                assert error.code() == grpc.StatusCode.UNAVAILABLE, error
                assert time.monotonic() < deadline, "no answer"
            time.sleep(0.05)

    def change(self, method: Callable[..., Any], request: Any) -> Any:
        request.request_id = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        return self.answered(lambda: method(request, timeout=30))

    def run(self, over: threading.Event) -> None:
        try:
            while not over.is_set():
                self.move()
        except Exception as error:
            self.failure = f"{self.migrations[-1:]}: {type(error).__name__}: {error}"

    def move(self) -> None:
        world, stubs = self.scene.world, self.client.migrations
        self.answered(self.scene.observe)
        request = calls.StartMigrationRequest(
            share_server_id=world.server_id, destination_host=self.hosts[1]
        )
        id = self.change(stubs.StartMigration, request).migration.id
        self.migrations.append(id)
        seen = Seen(f"the watch of {id}")
        backoff = galleon.Backoff(initial=0.05, maximum=0.2)
        events = galleon.watch_migration(self.client, migration_id=id, backoff=backoff)
        thread = threading.Thread(target=look_on, args=(seen, events), daemon=True)
        thread.start()
        self.watches.append((seen, thread))
        cancels = self.chance.random() < 0.35
        if cancels:
            time.sleep(self.chance.uniform(0, 0.5))
            self.change(stubs.CancelMigration, calls.CancelMigrationRequest(migration_id=id))
        else:
            self.until(id, task_state_pb2.TASK_STATE_MIGRATION_DRIVER_PHASE1_DONE)
            self.change(stubs.CompleteMigration, calls.CompleteMigrationRequest(migration_id=id))
        ended = self.until(id, *FINAL)
        name = "cancelled somewhere" if cancels else "success"
        self.answered(lambda: self.scene.check(id, name))
        if not cancels:
            world.server_id = ended.destination_share_server_id
            self.hosts.reverse()
        if self.is_real:
            place = self.directory / self.hosts[0].removeprefix("local@") / world.server_id
            units = [*world.share_ids, f".snapshots/{self.scene.snapshots[0].id}"]
            for unit in units:
                assert differences(self.pristine / unit, place / unit) == "", unit

    def until(self, id: str, *states: int) -> migration_pb2.Migration:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            migration = self.answered(lambda: self.scene.world.migration(id))
            if migration.task_state in states:
                return migration
            assert migration.task_state not in FINAL, f"unforeseen end: {migration}"
            time.sleep(0.03)
        raise AssertionError(f"never came to {states}: {migration}")


def kill_at_random(daemon: Daemon, chance: random.Random, slots: list[threading.Thread]) -> int:
    killed = 0
    while killed < KILLS and any(slot.is_alive() for slot in slots):
        time.sleep(chance.choice((0.02, 0.1, 0.3, 0.8)) * chance.random())
        daemon.kill()
        killed += 1
        # Not always waited for: the next kill may come while it starts.
        if chance.random() < 0.8:
            daemon.start()
        else:
            daemon.spawn()
    return killed


def test_random_kills(daemons: Callable[..., Daemon], tmp_path: Path) -> None:
    print(f"GALLEON_SEED={SEED} GALLEON_KILLS={KILLS}")
    for name in ("gamma", "delta"):
        (tmp_path / name).mkdir()
    daemon = daemons(BACKENDS.format(tmp_path)).start()
    slots = [Slot(number, daemon, tmp_path) for number in range(MIGRATIONS)]
    backoff = galleon.Backoff(initial=0.05, maximum=0.2)
    everything, printed = Seen("the watch of all"), Seen("galleon watch")
    with daemon.client() as client:
        events = galleon.watch_migrations(client, backoff=backoff)
        threading.Thread(target=look_on, args=(everything, events), daemon=True).start()
        command = subprocess.Popen(
            [BINARIES / "galleon", "--server", daemon.target, "migration", "watch", "-o", "json"],
            stdout=subprocess.PIPE,
            stderr=(tmp_path / "watch").open("w"),
            text=True,
        )
        assert command.stdout is not None
        reader = threading.Thread(target=read_lines, args=(printed, command.stdout), daemon=True)
        reader.start()
        over = threading.Event()
        threads = [threading.Thread(target=slot.run, args=(over,), daemon=True) for slot in slots]
        for thread in threads:
            thread.start()
        # A command that finds no server at all gives up.
        eventually(lambda: bool(printed.newest and everything.newest), "both watches have begun")
        began = time.monotonic()
        killed = kill_at_random(daemon, random.Random(SEED), threads)
        over.set()
        for thread in threads:
            thread.join(PATIENCE)
        seconds = time.monotonic() - began
        failures = [slot.failure for slot in slots if slot.failure]
        assert not failures, "\n".join(failures)
        assert killed == KILLS and not any(thread.is_alive() for thread in threads)
        histories = {
            id: [row(step) for step in slot.scene.world.migration(id).history]
            for slot in slots
            for id in slot.migrations
        }
        told = 0
        for slot in slots:
            for seen, thread in slot.watches:
                thread.join(30)
                assert seen.ends, f"{seen.name} did not end"
                told += seen.check(histories, all_of_them=False)
        assert command.poll() is None, (tmp_path / "watch").read_text()
        wait_for(everything, histories)
        wait_for(printed, histories)
        command.send_signal(signal.SIGINT)
        command.wait(30)
        reader.join(30)
        told += everything.check(histories, all_of_them=True)
        told += printed.check(histories, all_of_them=True)
    print(
        f"{killed} kills in {seconds:.0f} s, {len(histories)} migrations, "
        f"{sum(map(len, histories.values()))} transitions, told {told} times to "
        f"{2 + sum(len(slot.watches) for slot in slots)} watchers"
    )


def wait_for(seen: Seen, histories: dict[str, list[Any]]) -> None:
    """Until the watcher has had time to hear the last transitions."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if all(seen.newest.get(id) == len(steps) for id, steps in histories.items()):
            return
        time.sleep(0.05)
