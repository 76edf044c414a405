"""Measure reading: start-up, memory, the index, words a second of each stage and of whole commands.

    python tests/benchmark_reading.py [ARTICLES.jsonl]

Without a file it reads the sample articles over and over. Dictionary matching by flashgeotext runs on the same texts
in the same process, so that every speed is also a ratio to it. These are no tests: the figures depend on the machine.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

WORDS = 60_000
"""Words to read at least, where no file is given."""

FIRST_ANSWER = """
import resource, sys, time
begin = time.perf_counter()
from geo.reading import load_reader, read_mentions
from geo.records import Article
reader = load_reader()
read_mentions(reader, Article("a", "A strike hit Baghdad."))
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def line(name: str, figure: str) -> None:
    """One line of the table."""
    print(f"{name:<52} {figure:>24}", flush=True)


def articles_from(path: Path | None) -> list[dict[str, str]]:
    """The rows of the file, or the samples repeated until there are enough words."""
    source = path or ROOT / "data" / "samples" / "articles.jsonl"
    rows = [json.loads(text) for text in source.read_text(encoding="utf-8").splitlines() if text.strip()]
    if path:
        return rows
    wanted, taken, total = itertools.cycle(rows), [], 0
    while total < WORDS:
        row = dict(next(wanted))
        row["id"] = str(len(taken))
        taken.append(row)
        total += len(row["text"].split())
    return taken


def measure_start() -> None:
    """From import to the first answer, in a process of its own, with the index built."""
    seconds, megabytes = [], []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", FIRST_ANSWER], cwd=ROOT, capture_output=True, text=True, check=True
        )
        first, memory = done.stdout.split()
        seconds.append(float(first))
        megabytes.append(float(memory))
    line("import to first answer, best of 3", f"{min(seconds):.2f} s, {min(megabytes):.0f} MB")


def measure_index() -> None:
    """Build the built-in index in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        code = "from geo.gazetteer.gazetteer import open_gazetteer; open_gazetteer()"
        environment = {**os.environ, "DATELINE_CACHE": folder}
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env=environment)
        seconds = time.perf_counter() - begin
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    line("building the built-in index; its size", f"{seconds:.1f} s, {size / 1e6:.0f} MB")


def measure_commands(rows: list[dict[str, str]], words: int) -> None:
    """Whole processes, as a user runs them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        for command in ("mentions", "incidents"):
            begin = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "geo", command, str(path)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
            )
            seconds = time.perf_counter() - begin
            line(f"python -m geo {command}, whole process", f"{words / seconds:,.0f} words/s")


def measure_stages(rows: list[dict[str, str]], words: int) -> None:
    """Each stage of reading by itself, and flashgeotext on the same texts."""
    from flashgeotext.geotext import GeoText

    from geo.actors.actors import find_actors
    from geo.dates.dates import find_dates
    from geo.incidents.incidents import find_incidents
    from geo.language.language import parse, read_text
    from geo.merging.merge import merge_incidents
    from geo.places.resolve import resolve_toponyms
    from geo.places.toponyms import find_toponyms
    from geo.reading import load_reader
    from geo.records import Article
    from geo.triggers.triggers import find_triggers, sentences_with_triggers

    matcher = GeoText()
    begin = time.perf_counter()
    for row in rows:
        matcher.extract(input_text=row["text"])
    dictionary = words / (time.perf_counter() - begin)
    line("flashgeotext, dictionary matching", f"{dictionary:,.0f} words/s")

    reader = load_reader()
    spent: dict[str, float] = defaultdict(float)

    def timed(stage: str, work: Callable[..., Any], *arguments: object) -> Any:
        start = time.perf_counter()
        result = work(*arguments)
        if isinstance(result, Iterable) and not isinstance(result, (list, tuple)) and not hasattr(result, "vocab"):
            result = list(result)
        spent[stage] += time.perf_counter() - start
        return result

    for row in rows:
        article = Article(row.get("id", "a"), row["text"])
        doc = timed("tokens, sentences, entities", read_text, reader.language, article.text)
        toponyms = timed("toponyms", find_toponyms, article.id, doc, reader.gazetteer)
        places = timed("resolution", resolve_toponyms, doc, toponyms, reader.gazetteer, reader.weights)
        dates = timed("dates", find_dates, article.id, article.text, None)
        actors = timed("actors", find_actors, article.id, doc, places, reader.actors)
        doc = timed("parse", parse, reader.language, doc, sentences_with_triggers(doc, reader.triggers))
        triggers = timed("triggers", find_triggers, doc, reader.triggers)
        found = timed("incidents", find_incidents, article, doc, places, dates, actors, triggers, reader.triggers)
        timed("merging", merge_incidents, found)
    for stage, seconds in spent.items():
        speed = words / seconds
        line(f"  {stage}", f"{speed:,.0f} words/s, x {speed / dictionary:.2f}")
    line("all stages, one core, without start-up", f"{words / sum(spent.values()):,.0f} words/s")
    line("memory at the end", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Print the table."""
    rows = articles_from(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    words = sum(len(row["text"].split()) for row in rows)
    line("articles; words", f"{len(rows)}; {words:,}")
    measure_index()
    measure_start()
    measure_commands(rows, words)
    measure_stages(rows, words)


if __name__ == "__main__":
    main()
