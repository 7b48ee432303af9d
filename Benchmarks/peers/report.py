"""Tables in Markdown, verdicts on the targets and a chart in SVG, from the figures that peers.py wrote down.

python3 Benchmarks/peers/report.py [RESULTS] [--chart FILE]
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
RESULTS = ROOT / ".build/peers/results.json"
Spread = tuple[float, float, float]  # median, least, most

TITLES = {
    "c": "C ceiling: nghttp2, epoll, protobuf-c by hand",
    "galleond": "**galleond**, the real service",
    "galleon": "**Galleon**, transport with an async handler",
    "cpp": "gRPC C++",
    "go": "grpc-go",
    "swift": "grpc-swift-2",
    "python": "grpcio, synchronous",
    "asyncio": "grpcio, asyncio",
}
COLOURS = {
    "c": "#495057",
    "galleond": "#0b7285",
    "galleon": "#15aabf",
    "cpp": "#e8590c",
    "go": "#f59f00",
    "swift": "#c2255c",
    "python": "#748ffc",
    "asyncio": "#9775fa",
}


class Figures:
    """What was measured: for each job, peer and name the values of all rounds."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.jobs: dict[str, dict[str, list[dict[str, float]]]] = found["jobs"]
        self.machine: dict[str, str] = found.get("machine", {})

    def values(self, job: str, peer: str, name: str) -> list[float]:
        rounds = self.jobs.get(job, {}).get(peer, [])
        return [figures[name] for figures in rounds if name in figures]

    def median(self, job: str, peer: str, name: str) -> float | None:
        values = self.values(job, peer, name)
        return statistics.median(values) if values else None

    def ratio(self, job: str, over: str, under: str, name: str) -> Spread | None:
        """Of one peer to another, round by round."""
        pairs = zip(self.values(job, over, name), self.values(job, under, name))
        ratios = [a / b for a, b in pairs if b]
        return spread(ratios) if ratios else None


def spread(values: list[float]) -> Spread:
    return statistics.median(values), min(values), max(values)


# Tables.


@dataclass
class Column:
    head: str
    job: str
    name: str
    form: str = "{:,.0f}"


def table(title: str, figures: Figures, columns: list[Column], ratio: Column | None = None) -> str:
    """A row for each peer that has any of the figures; at its end what the C ceiling has of it, with the spread."""
    columns = [c for c in columns if figures.jobs.get(c.job)]
    if not columns:
        return ""
    heads = [column.head for column in columns] + ([ratio.head] if ratio else [])
    lines = [f"### {title}", "", f"| | {' | '.join(heads)} |", "|---|" + "---|" * len(heads)]
    for peer, name in TITLES.items():
        medians = [figures.median(column.job, peer, column.name) for column in columns]
        if all(value is None for value in medians):
            continue
        cells = [
            "–" if value is None else column.form.format(value)
            for column, value in zip(columns, medians)
        ]
        if ratio:
            cells.append(against(figures.ratio(ratio.job, peer, "c", ratio.name), ratio.form))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def against(ratio: Spread | None, form: str = "{:.2f}") -> str:
    if not ratio:
        return "–"
    median, least, most = (form.format(value) for value in ratio)
    return f"{median} ({least}–{most})"


def tables(figures: Figures) -> str:
    parts = []
    for suffix, title in (("", "Unary GetMigrationProgress"), ("-tls", "The same with TLS 1.3")):
        many = f"unary-c10m100{suffix}"
        parts.append(
            table(
                title,
                figures,
                [
                    Column("c=1 m=1, p50 µs", f"unary-c1m1{suffix}", "p50_us"),
                    Column("p99 µs", f"unary-c1m1{suffix}", "p99_us"),
                    Column("c=1 m=100, /s", f"unary-c1m100{suffix}", "rate"),
                    Column("c=10 m=100, /s", many, "rate"),
                    Column("CPU µs a call", many, "cpu_us", "{:.1f}"),
                ],
                Column("calls/s of the ceiling's", many, "rate", "{:.2f}"),
            )
        )
    parts.append(
        table(
            "Server streaming, messages a second",
            figures,
            [
                Column("1 stream", "stream-1", "rate"),
                Column("100 streams", "stream-100", "rate"),
                Column("CPU µs a message", "stream-100", "cpu_us", "{:.2f}"),
            ],
            Column("of the ceiling's, 100 streams", "stream-100", "rate", "{:.2f}"),
        )
    )
    parts.append(
        table(
            "One event to all watchers",
            figures,
            [
                Column("2,000 of one migration: ms to the last", "watch-2000", "last_ms", "{:.1f}"),
                Column("CPU µs a message", "watch-2000", "cpu_us", "{:.2f}"),
                Column("10,000 of one: ms to the last", "watch-10000", "last_ms", "{:.1f}"),
                Column("CPU µs a message", "watch-10000", "cpu_us", "{:.2f}"),
                Column("2,000 of 2,000 migrations: ms", "spread-2000", "last_ms", "{:.0f}"),
                Column("CPU µs a message", "spread-2000", "cpu_us", "{:.1f}"),
            ],
            Column("CPU against the ceiling's, 10,000", "watch-10000", "cpu_us", "{:.2f}"),
        )
    )
    parts.append(
        table(
            "Memory, start, size",
            figures,
            [
                Column("idle, MiB", "memory", "idle_mib", "{:.1f}"),
                Column("KiB a connection", "memory", "connection_kib", "{:.1f}"),
                Column("KiB a watcher", "memory", "watcher_kib", "{:.2f}"),
                Column("exec to serving, ms", "start", "start_ms", "{:.0f}"),
                Column("program, MiB", "size", "binary_mib", "{:.1f}"),
                Column("its libraries, MiB", "size", "libraries_mib", "{:.1f}"),
            ],
        )
    )
    parts.append(codec_table(figures))
    return "\n".join(part for part in parts if part)


CODECS = {
    "galleon": "**Galleon** (protobuf-c to Swift values)",
    "swift": "swift-protobuf",
    "cpp": "C++ protobuf",
}


def codec_sum(figures: Figures, peer: str, message: str) -> list[float]:
    encode = figures.values("codec", peer, f"{message}_encode_ns")
    decode = figures.values("codec", peer, f"{message}_decode_ns")
    return [a + b for a, b in zip(encode, decode)]


def codec_table(figures: Figures) -> str:
    if not figures.jobs.get("codec"):
        return ""
    lines = [
        "### Codec, ns",
        "",
        "| | 150 bytes: encode | decode | 10 KiB: encode | decode |",
        "|---|---|---|---|---|",
    ]
    for peer, title in CODECS.items():
        names = [f"{m}_{d}_ns" for m in ("small", "large") for d in ("encode", "decode")]
        cells = [figures.median("codec", peer, name) for name in names]
        if any(cell is not None for cell in cells):
            lines.append(f"| {title} | " + " | ".join(f"{cell or 0:,.0f}" for cell in cells) + " |")
    return "\n".join(lines) + "\n"


# Targets.


def fewer(ratio: Spread | None, target: float) -> tuple[Spread | None, bool]:
    return ratio, ratio is not None and ratio[0] <= target


def more(ratio: Spread | None, target: float) -> tuple[Spread | None, bool]:
    return ratio, ratio is not None and ratio[0] >= target


Verdict = tuple[str, str, Spread | None, bool, float | None]


def verdicts(figures: Figures) -> list[Verdict]:
    """What issue 4 asks, as ratios of medians of one run: the job, the target, what was measured, whether it is met."""
    lines: list[Verdict] = []

    def add(
        job: str, target: str, result: tuple[Spread | None, bool], cpu: Spread | None = None
    ) -> None:
        # Twice the processor time is half the calls.
        lines.append((job, target, *result, 1 / cpu[0] if cpu else None))

    for ours, what in (("galleon", "async handler"), ("galleond", "galleond")):
        for shape in ("c10m100", "c1m100"):
            job = f"unary-{shape}"
            label = f"unary, {shape.replace('m', ' m=').replace('c', 'c=')}, {what}"
            for peer, least in (("c", 0.75), ("cpp", 3.0), ("go", 3.0), ("swift", 30.0)):
                target = f"≥ {least:g} × {peer_name(peer)}"
                result = more(figures.ratio(job, ours, peer, "rate"), least)
                add(label, target, result, figures.ratio(job, ours, peer, "cpu_us"))
        result = fewer(figures.ratio("unary-c1m1", ours, "c", "p50_us"), 1.2)
        add(f"unary, c=1 m=1, {what}, p50", "≤ 1.2 × the C ceiling", result)
    for streams in ("1", "100"):
        for peer, least in (("c", 0.5), ("go", 2.0)):
            job = f"stream-{streams}"
            result = more(figures.ratio(job, "galleon", peer, "rate"), least)
            cpu = figures.ratio(job, "galleon", peer, "cpu_us")
            label = f"server streaming, {streams} stream" + "s" * (streams != "1")
            add(label, f"≥ {least:g} × {peer_name(peer)}", result, cpu)
    for peer, most in (("c", 2.0), ("go", 0.25)):
        result = fewer(figures.ratio("watch-10000", "galleond", peer, "cpu_us"), most)
        add(
            "one event to 10,000 watchers, CPU a message", f"≤ {most:g} × {peer_name(peer)}", result
        )
    add("memory of an idle watcher", "≤ 0.2 × the best peer's", fewer(memory_ratio(figures), 0.2))
    for message, least, what in (("small", 1.6, "150 bytes"), ("large", 2.0, "10 KiB")):
        pairs = zip(codec_sum(figures, "swift", message), codec_sum(figures, "galleon", message))
        ratios = [theirs / own for theirs, own in pairs]
        result = more(spread(ratios) if ratios else None, least)
        add(f"encode + decode, {what}", f"≥ {least:g} × swift-protobuf", result)
    return [line for line in lines if line[2] is not None]


def memory_ratio(figures: Figures) -> Spread | None:
    ours = figures.median("memory", "galleond", "watcher_kib")
    peers = [
        figures.median("memory", peer, "watcher_kib") for peer in ("cpp", "go", "swift", "asyncio")
    ]
    known = [value for value in peers if value]
    return spread([ours / min(known)]) if ours and known else None


def peer_name(peer: str) -> str:
    return {"c": "the C ceiling", "swift": "grpc-swift-2"}.get(peer, TITLES[peer])


def verdict_table(figures: Figures) -> str:
    head = "| job | target | measured (least–most) | the same by CPU time | |"
    lines = ["### Targets", "", head, "|---|---|---|---|---|"]
    for job, target, ratio, met, cpu in verdicts(figures):
        verdict = "met" if met else "**not met**"
        by_cpu = "–" if cpu is None else f"{cpu:.2f}"
        lines.append(f"| {job} | {target} | {against(ratio)} | {by_cpu} | {verdict} |")
    return "\n".join(lines) + "\n" if len(lines) > 4 else ""


def doubts(figures: Figures) -> str:
    """What makes a figure doubtful: a load that was the bottleneck, or a machine that others used."""
    found = []
    for job, peers in figures.jobs.items():
        for peer in peers:
            load = figures.median(job, peer, "load_busy")
            server = figures.median(job, peer, "server_busy")
            if load is None or server is None or "c1m1" in job and "m100" not in job:
                continue
            if max(load, server) < 0.8:
                found.append(
                    f"{job}, {peer}: server {server:.0%} and load {load:.0%} busy; somebody else had the processors"
                )
            elif load > 0.95 > server + 0.1:
                found.append(
                    f"{job}, {peer}: the load was the bottleneck (server {server:.0%} busy)"
                )
    return "".join(f"* {line}\n" for line in found)


# The chart.

PANELS: list[tuple[str, str, str, str, Callable[[float], str]]] = [
    (
        "Unary calls a second",
        "unary-c10m100",
        "rate",
        "10 connections × 100 streams",
        lambda v: f"{v / 1000:,.0f} k",
    ),
    ("CPU of a unary call", "unary-c10m100", "cpu_us", "µs, less is better", lambda v: f"{v:.1f}"),
    (
        "Streamed messages a second",
        "stream-100",
        "rate",
        "100 streams",
        lambda v: f"{v / 1e6:.2f} M",
    ),
    (
        "CPU of a delivered event",
        "watch-10000",
        "cpu_us",
        "µs, 10,000 watchers, less is better",
        lambda v: f"{v:.1f}",
    ),
    (
        "Publish to last receipt",
        "watch-10000",
        "last_ms",
        "ms, 10,000 watchers, less is better",
        lambda v: f"{v:.0f}",
    ),
    ("Memory of a watcher", "memory", "watcher_kib", "KiB, less is better", lambda v: f"{v:.1f}"),
]
WIDTH, ROW, LABEL, GAP = 460, 22, 150, 40


def chart(figures: Figures) -> str:
    """Bars in six panels, two beside each other; a scale for each panel."""
    panels, heights = [], []
    for number, (title, job, name, note, form) in enumerate(PANELS):
        rows = [
            (peer, value)
            for peer in TITLES
            if (value := figures.median(job, peer, name)) is not None
        ]
        panels.append((title, note, rows, form))
        if number % 2 == 0:
            heights.append(0)
        heights[-1] = max(heights[-1], 48 + ROW * len(rows) + 16)
    height = sum(heights) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH + GAP} {height}"'
        ' font-family="system-ui, sans-serif" font-size="12">',
        f'<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for number, (title, note, rows, form) in enumerate(panels):
        left = (WIDTH + GAP) * (number % 2) + 8
        top = sum(heights[: number // 2]) + 20
        parts.append(
            f'<text x="{left}" y="{top}" font-size="14" font-weight="600" fill="#212529">{escape(title)}'
            f'<tspan dx="8" font-size="11" font-weight="400" fill="#868e96">{escape(note)}</tspan></text>'
        )
        most = max((value for _, value in rows), default=1)
        room = WIDTH - LABEL - 70
        for row, (peer, value) in enumerate(rows):
            y = top + 12 + ROW * row
            label = escape(TITLES[peer].replace("*", "").split(":")[0].split(",")[0])
            if peer in ("python", "asyncio", "galleon"):
                label = {
                    "python": "grpcio sync",
                    "asyncio": "grpcio asyncio",
                    "galleon": "Galleon transport",
                }[peer]
            bar = max(1.0, room * value / most)
            weight = "600" if peer.startswith("galleon") else "400"
            parts += [
                f'<text x="{left}" y="{y + 14}" fill="#212529" font-weight="{weight}">{label}</text>',
                f'<rect x="{left + LABEL}" y="{y + 3}" width="{bar:.1f}" height="{ROW - 7}" rx="2" fill="{COLOURS[peer]}"/>',
                f'<text x="{left + LABEL + bar + 6:.1f}" y="{y + 14}" fill="#495057">{form(value)}</text>',
            ]
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def main(results: Path = RESULTS, picture: Path | None = None) -> None:
    if not results.exists():
        raise SystemExit(f"there are no figures in {results}")
    figures = Figures(json.loads(results.read_text()))
    text = tables(figures) + "\n" + verdict_table(figures)
    words = ", ".join(f"{key} {value}" for key, value in figures.machine.items())
    text += f"\nMedians; in brackets the least and the most of the rounds. {words}.\n"
    if doubtful := doubts(figures):
        text += f"\nDoubtful:\n\n{doubtful}"
    results.with_suffix(".md").write_text(text)
    picture = picture or results.with_suffix(".svg")
    picture.write_text(chart(figures))
    print(f"\n{text}\nThe same in {results.with_suffix('.md')}, the chart in {picture}.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("results", type=Path, nargs="?", default=RESULTS)
    parser.add_argument("--chart", type=Path)
    options = parser.parse_args()
    main(options.results, options.chart)
