"""The command line: ``python -m geo incidents|mentions|load|snapshot|gazetteer``.

JSON Lines go to standard output, progress and problems to standard error. A file that can't be
read is one line that names the file and the cure; the others are still read, and the exit status
is then 1.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import IO

from geo.articles import Problem, read_articles
from geo.contract import incident_to_json, mention_to_json
from geo.records import Article, Incident, Reading
from geo.tables import read_table, table_kind

FORMATS = ("jsonl", "csv", "geojson", "kml", "gpkg", "acled")


def iso_day(text: str) -> date:
    """The day of ``2020-01-04``; argparse shows the message when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2020-01-04") from None


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(prog="python -m geo", description="Read incidents out of news articles.")
    parser.add_argument("--language", help="an installed spaCy pipeline to use instead of the project's own")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("files", nargs="+", metavar="FILE", type=Path)
        sub.add_argument("--published", type=iso_day, metavar="DAY", help="publication day where the file gives none")
        return sub

    incidents = command("incidents", "Print the incidents that the articles report.")
    incidents.add_argument("--format", choices=FORMATS, default="jsonl")
    incidents.add_argument("-o", "--output", type=Path, metavar="FILE")
    mentions = command("mentions", "Print the places, dates and actors that the articles name.")
    mentions.add_argument("-o", "--output", type=Path, metavar="FILE")
    load = command("load", "Read the articles, or the rows of incident tables, into the store.")
    load.add_argument("--database", metavar="URL", help="SQLAlchemy address of the store; data/dateline.db by default")
    return parser


class Terminal:
    """Progress on standard error: a line that rewrites itself on a terminal, silence elsewhere."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.lively = stream.isatty()

    def show(self, text: str, share: float | None = None) -> None:
        """Show one step, with the share done from 0 to 1 where it is known."""
        if self.lively:
            bar = "" if share is None else f" {share:4.0%}"
            self.stream.write(f"\r\x1b[K{text}{bar}")
            self.stream.flush()

    def say(self, text: str) -> None:
        """Print one line that stays."""
        if self.lively:
            self.stream.write("\r\x1b[K")
        print(text, file=self.stream, flush=True)

    def clear(self) -> None:
        """Remove the progress line."""
        if self.lively:
            self.stream.write("\r\x1b[K")


@contextmanager
def opened(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or the file, which appears whole or not at all."""
    if path is None:
        yield sys.stdout
        return
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as stream:
        yield stream
    part.replace(path)


def each_article(
    files: Sequence[Path], published: date | None, terminal: Terminal, problems: list[Problem]
) -> Iterator[Article]:
    """The articles of all files; what can't be read is said, collected and passed over."""
    count = 0
    for path in files:
        for item in read_articles(path, published):
            if isinstance(item, Problem):
                problems.append(item)
                terminal.say(str(item))
                continue
            count += 1
            terminal.show(f"{count} {item.title or item.id}"[:100])
            yield item
    terminal.clear()


def is_table(path: Path) -> bool:
    """Whether a file is an incident table in the columns of ACLED, UCDP GED or GDELT."""
    if path.suffix.lower() not in (".csv", ".tsv") or not path.is_file():
        return False
    with path.open("rb") as stream:
        return table_kind(stream) is not None


def each_row(tables: Sequence[Path], terminal: Terminal, problems: list[Problem]) -> Iterator[Reading]:
    """The incidents of all tables; a row that can't be read is said, collected and passed over."""
    for path in tables:
        for item in read_table(path):
            if isinstance(item, Problem):
                problems.append(item)
                terminal.say(str(item))
                continue
            terminal.show(item.article.id)
            yield item
    terminal.clear()


def print_rows(rows: Iterator[dict[str, object]], path: Path | None) -> None:
    """One JSON object a line."""
    with opened(path) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Do what the arguments say; the exit status."""
    from geo.reading import load_reader, read_article, read_mentions

    problems: list[Problem] = []
    reader = load_reader(arguments.language, progress=terminal.show)
    gc.freeze()
    articles = each_article(arguments.files, arguments.published, terminal, problems)
    if arguments.command == "mentions":
        found = (mention_to_json(mention) for article in articles for mention in read_mentions(reader, article))
        print_rows(found, arguments.output)
    elif arguments.command == "load":
        from geo.store import open_store

        store = open_store(arguments.database)
        tables = [path for path in arguments.files if is_table(path)]
        others = [path for path in arguments.files if path not in tables]
        articles = each_article(others, arguments.published, terminal, problems)
        rows = each_row(tables, terminal, problems)
        count = incidents = 0
        for reading in chain((read_article(reader, article) for article in articles), rows):
            store.load(reading)
            count, incidents = count + 1, incidents + len(reading.incidents)
        terminal.say(f"Loaded {count} articles that report {incidents} incidents.")
    else:
        incidents_found = (incident for article in articles for incident in read_article(reader, article).incidents)
        write_incidents(incidents_found, arguments.format, arguments.output)
    return 1 if problems else 0


def write_incidents(incidents: Iterator[Incident], form: str, path: Path | None) -> None:
    """The incidents in the format asked for; JSON Lines are written as they are found."""
    if form == "jsonl":
        print_rows((incident_to_json(incident) for incident in incidents), path)
        return
    from geo.export import write_data

    write_data(list(incidents), form, path or sys.stdout.buffer)


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 when all was read, 1 when a file was not, 130 when interrupted."""
    arguments = build_parser().parse_args(argv)
    terminal = Terminal(sys.stderr)
    commands: dict[str, Callable[[argparse.Namespace, Terminal], int]] = {}
    try:
        return commands.get(arguments.command, run)(arguments, terminal)
    except KeyboardInterrupt:
        terminal.say("Interrupted. What was already written or loaded is kept.")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
