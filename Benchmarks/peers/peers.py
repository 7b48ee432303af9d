"""Galleon against its peers: the same jobs for all, in turn, round after round.

    Benchmarks/peers/run.sh [--job NAME,…] [--peers NAME,…] [--rounds N] [--seconds N]

Every figure goes into a JSON file at once, so that a job can be repeated, or a run that was cut off go on; report.py
makes the tables, the verdicts on the targets and the chart of it. A job that is run again replaces its old figures.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jobs
import report
from servers import BUILT, KINDS, Kind, Server, checked, make_data, start_galleond, start_peer

UNARY = {"c1m1": (1, 1), "c1m100": (1, 100), "c10m100": (10, 100)}
JOBS = [
    *(f"unary-{shape}{tls}" for tls in ("", "-tls") for shape in UNARY),
    *("stream-1", "stream-100", "watch-2000", "watch-10000", "spread-2000"),
    *("memory", "codec", "start", "size"),
]


class Run:
    """One run of some jobs."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.rounds: int = options.rounds
        self.seconds: float = options.seconds
        self.results: Path = options.results
        self.kinds = [KINDS[name] for name in options.peers]
        self.data: Path = BUILT / "data"
        self.found: dict[str, Any] = {"jobs": {}}
        if self.results.exists():
            self.found = json.loads(self.results.read_text())

    def save(self, job: str, name: str, figures: jobs.Figures) -> None:
        kept = self.found["jobs"].setdefault(job, {})
        kept.setdefault(name, []).append(figures)
        self.found["machine"] = machine()
        partial = self.results.with_suffix(".partial")
        partial.write_text(json.dumps(self.found, indent=1) + "\n")
        partial.rename(self.results)
        words = "  ".join(f"{key} {value:,.2f}" for key, value in figures.items())
        print(f"  {job:16}{name:10}{words}", flush=True)

    def forget(self, job: str, name: str) -> None:
        self.found["jobs"].setdefault(job, {}).pop(name, None)

    def usable(self, job: str) -> list[Kind]:
        """Who takes part: what was built, and can do it."""
        kinds = [kind for kind in self.kinds if kind.needs.exists()]
        for kind in self.kinds:
            if kind not in kinds:
                print(f"  {job:16}{kind.name:10}is not built: {kind.needs}")
        if job.startswith("stream"):
            return [kind for kind in kinds if kind.streams]
        if job.startswith(("watch", "spread")):
            return [kind for kind in kinds if kind.watches]
        if job.endswith("tls"):
            return [kind for kind in kinds if kind.tls]
        return kinds

    @contextmanager
    def running(
        self, kinds: list[Kind], job: str, data: Path, count: int = 1
    ) -> Iterator[list[Server]]:
        """All servers of a job at once; one that is not asked costs nothing. Who does not start is left out."""
        servers: list[Server] = []
        with tempfile.TemporaryDirectory(dir=BUILT) as name:
            try:
                for kind in kinds:
                    directory = Path(name) / kind.name
                    directory.mkdir()
                    try:
                        if kind.name == "galleond":
                            servers.append(start_galleond(directory, count))
                        else:
                            tls = job.endswith("tls")
                            servers.append(start_peer(kind, directory, data, tls, count))
                    except Exception as error:
                        print(f"  {job:16}{kind.name:10}left out: {error}")
                yield servers
            finally:
                for server in servers:
                    server.stop()

    def in_turn(
        self, job: str, servers: list[Server], measure: Callable[[Server], jobs.Figures]
    ) -> None:
        for server in servers:
            self.forget(job, server.kind.name)
        for number in range(self.rounds):
            # Not always in the same order, so that nobody always follows the same one.
            turn = number % max(1, len(servers))
            for server in servers[turn:] + servers[:turn]:
                try:
                    self.save(job, server.kind.name, measure(server))
                except Exception as error:
                    print(f"  {job:16}{server.kind.name:10}failed: {error}", flush=True)

    def unary(self, job: str) -> None:
        tls = job.endswith("-tls")
        shape = UNARY[job.removeprefix("unary-").removesuffix("-tls")]
        lengths: dict[str, int] = {}

        def measure(server: Server) -> jobs.Figures:
            if server.kind.name not in lengths:
                # With TLS the call is not tried before: h2load's count of bytes is the check.
                lengths[server.kind.name] = (
                    checked(server)
                    if not tls or server.kind.name == "galleond"
                    else (self.data / "answers/progress").stat().st_size
                )
            return jobs.unary(server, shape, tls, self.seconds, lengths[server.kind.name])

        with self.running(self.usable(job), job, self.data / "answers") as servers:
            self.in_turn(job, servers, measure)

    def stream(self, job: str) -> None:
        streams = int(job.split("-")[1])
        with self.running(self.usable(job), job, self.data / "stream") as servers:
            self.in_turn(job, servers, lambda one: jobs.stream(one, streams, self.seconds))

    def watch(self, job: str) -> None:
        kind, count = job.split("-")
        watchers = int(count)
        others = watchers if kind == "spread" else 1
        publications = 5 if kind == "spread" else 15
        with self.running(self.usable(job), job, self.data / "answers", others) as servers:
            self.in_turn(job, servers, lambda one: jobs.watch(one, watchers, publications))

    def alone(self, job: str, measure: Callable[[Kind, Path], jobs.Figures], rounds: int) -> None:
        """For what needs a fresh process each time."""
        kinds = self.usable(job)
        for kind in kinds:
            self.forget(job, kind.name)
        with tempfile.TemporaryDirectory(dir=BUILT) as name:
            for _ in range(rounds):
                for kind in kinds:
                    directory = Path(name) / kind.name
                    directory.mkdir(exist_ok=True)
                    try:
                        self.save(job, kind.name, measure(kind, directory))
                    except Exception as error:
                        print(f"  {job:16}{kind.name:10}failed: {error}", flush=True)

    def memory(self, job: str) -> None:
        data = self.data / "answers"
        self.alone(job, lambda kind, place: jobs.memory(kind, place, data, 10_000), 1)

    def start(self, job: str) -> None:
        data = self.data / "answers"
        self.alone(job, lambda kind, place: jobs.start_up(kind, place, data), max(3, self.rounds))

    def size(self, job: str) -> None:
        self.alone(job, jobs.size, 1)

    def codec(self, job: str) -> None:
        names = [name for name in jobs.CODECS if Path(jobs.CODECS[name][0]).exists()]
        for name in names:
            self.forget(job, name)
        for _ in range(self.rounds):
            for name in names:
                self.save(job, name, jobs.codec(name, self.data / "codec"))

    def all(self, names: list[str]) -> None:
        if not (self.data / "codec/large").exists():
            with tempfile.TemporaryDirectory(dir=BUILT) as scratch:
                make_data(self.data, Path(scratch))
        for job in names:
            print(f"{job}:", flush=True)
            getattr(self, {"spread": "watch"}.get(kind := job.split("-")[0], kind))(job)


def machine() -> dict[str, str]:
    with open("/proc/cpuinfo", encoding="utf8") as file:
        models = [line.split(": ")[1].strip() for line in file if line.startswith("model name")]
    return {
        "date": datetime.date.today().isoformat(),
        "processor": models[0] if models else "unknown",
        "processors": str(os.cpu_count()),
        "kernel": platform.release(),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def names(known: list[str]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        chosen = []
        for word in text.split(","):
            found = [name for name in known if name == word or name.startswith(word + "-")]
            if not found:
                raise argparse.ArgumentTypeError(f"{word} is none of {', '.join(known)}")
            chosen += found
        return chosen

    return read


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--job", type=names(JOBS), default=JOBS, help=f"of {', '.join(JOBS)}; unary means all of it"
    )
    parser.add_argument(
        "--peers", type=names(list(KINDS)), default=list(KINDS), help=f"of {', '.join(KINDS)}"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="of load for each figure")
    parser.add_argument("--results", type=Path, default=BUILT / "results.json")
    options = parser.parse_args()
    if (os.cpu_count() or 1) < 2:
        parser.error("needs two processors: one for the server, one for the load")
    # The servers are stopped also when this is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    run = Run(options)
    run.all(options.job)
    report.main(options.results)


if __name__ == "__main__":
    main()
