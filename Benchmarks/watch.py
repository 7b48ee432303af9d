"""From the ledger's commit to a watcher: how long, with how many watchers, and what an idle watch costs.

The commit is the moment at which the write returned to the service (`committed_us` of its log); the arrival the moment at
which WatchBench, a process of its own, had the whole message. All watch everything. In the last run half of the
watchers stop reading: each of their windows holds one kilobyte.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

from harness import BINARIES, DUMMIES, Daemon, World


class Watchers:
    """A running WatchBench, which has all its snapshots."""

    def __init__(self, daemon: Daemon, count: int, slow: int) -> None:
        self.process = subprocess.Popen(
            [BINARIES / "WatchBench", f"{daemon.directory}/s", str(count), str(slow)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def report(self) -> tuple[dict[tuple[str, str], list[int]], str]:
        """Arrivals by migration and revision, and what else was seen."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        events: dict[tuple[str, str], list[int]] = {}
        rest = ""
        while line := self.process.stdout.readline().strip():
            words = line.split()
            if words[0] == "heartbeats":
                rest = line
            else:
                arrivals = events.setdefault((words[0], words[1]), [])
                arrivals += [int(word) for word in words[2:]]
        return events, rest

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def commits(log: str) -> dict[tuple[str, str], int]:
    """When each transition was durable."""
    found: dict[tuple[str, str], int] = {}
    for line in log.splitlines():
        if "committed_us" in line:
            words = {key: value for key, value in re.findall(r"(\w+)=\"?([\w-]+)\"?", line)}
            found[words["migration"], words["revision"]] = int(words["committed_us"])
    return found


def memory(daemon: Daemon) -> int:
    assert daemon.process is not None
    status = Path(f"/proc/{daemon.process.pid}/status").read_text()
    match = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert match
    return int(match[1]) * 1024


def processor(daemon: Daemon) -> float:
    """Seconds of processor time so far."""
    assert daemon.process is not None
    fields = Path(f"/proc/{daemon.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(count: int, slow: int, rounds: int, patience: int) -> str:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as directory:
        daemon = Daemon(Path(directory), DUMMIES % "")
        text = daemon.configuration.read_text().replace("level: debug", "level: info")
        daemon.configuration.write_text(
            text + f"migrations: {{slow_watcher_timeout: {patience}s, watch_heartbeat: 5s}}\n"
        )
        daemon.start()
        watchers = None
        try:
            with daemon.client() as client:
                world = World(client)
                empty = memory(daemon)
                watchers = Watchers(daemon, count, slow)
                time.sleep(1)
                each = (memory(daemon) - empty) / count
                used = processor(daemon)
                for number in range(rounds):
                    migration = world.start("local@beta" if number % 2 == 0 else "local@alpha")
                    world.until(migration.id, "migration_driver_phase1_done")
                    world.complete(migration.id)
                    ended = world.until(migration.id, "migration_success")
                    world.server_id = ended.destination_share_server_id
                time.sleep(2 + (patience * 2 if slow else 0))
                used = processor(daemon) - used
                arrived, rest = watchers.report()
                durable = commits(daemon.log)
                late = sorted(
                    (arrival - durable[event]) / 1000
                    for event, arrivals in arrived.items()
                    if event in durable
                    for arrival in arrivals
                )
                fast = count - slow
                missing = sum(
                    max(0, fast - len(arrived.get(event, []))) for event in durable
                )
                peak = memory(daemon)
        finally:
            if watchers is not None:
                watchers.stop()
            daemon.kill()
    label = f"{count:,}" + (f", {slow:,} of them not reading" if slow else "")
    told = len(late) + sum(int(number) for number in re.findall(r"(?:heartbeats|other) (\d+)", rest))
    p50, p99, worst = late[len(late) // 2], late[int(len(late) * 0.99)], late[-1]
    return (
        f"| {label} | {p50:.2f} ms | {p99:.2f} ms | {worst:.1f} ms | {each / 1024:.1f} KiB "
        f"| {missing} | {peak / 2**20:.0f} MiB | {used * 1e6 / told:.1f} us |  {rest}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", default="1:0:60,1000:0:60,10000:0:20,10000:5000:10")
    parser.add_argument("--patience", type=int, default=10, help="seconds")
    options = parser.parse_args()
    print("\nFrom the ledger's commit to the event at a watcher, and what an idle watch costs")
    print(
        "| watchers | p50 | p99 | worst | memory for each | transitions missed | memory in all "
        "| processor for each message |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for words in options.runs.split(","):
        count, slow, rounds = map(int, words.split(":"))
        print(run(count, slow, rounds, options.patience), flush=True)


if __name__ == "__main__":
    main()
