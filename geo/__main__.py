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
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geo.articles.articles import Problem, read_articles
from geo.articles.tables import read_table, table_kind
from geo.contract import incident_to_json, mention_to_json
from geo.export.restore import Known, is_export, read_exported
from geo.records import STATUSES, Article, Incident, PlainError, Reading

if TYPE_CHECKING:
    from geo.export.snapshot import Order
    from geo.reading import Reader
    from geo.store.store import Store

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

    def reading(name: str, text: str, files: str = "+") -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("files", nargs=files, metavar="FILE", type=Path)
        sub.add_argument("--published", type=iso_day, metavar="DAY", help="publication day where the file gives none")
        return sub

    incidents = reading("incidents", "Print the incidents that the articles report.")
    incidents.add_argument("--format", choices=FORMATS, default="jsonl")
    incidents.add_argument("-o", "--output", type=Path, metavar="FILE")
    mentions = reading("mentions", "Print the places, dates and actors that the articles name.")
    mentions.add_argument("-o", "--output", type=Path, metavar="FILE")
    load = reading("load", "Read the articles into the store.")
    load.add_argument("--database", metavar="URL", help="SQLAlchemy address of the store; data/dateline.db by default")
    add_snapshot(reading("snapshot", "Write a picture, a one-file map or a data file.", files="*"))
    gazetteer = commands.add_parser("gazetteer", help="Put the full GeoNames in the place of the built-in index.")
    gazetteer.add_argument("--geonames", type=Path, required=True, metavar="allCountries.zip")
    gazetteer.add_argument("--alternate-names", type=Path, metavar="alternateNamesV2.zip")
    return parser


def add_snapshot(sub: argparse.ArgumentParser) -> None:
    """The options of a snapshot; without files it shows what is in the store."""
    sub.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="the format goes by the ending")
    sub.add_argument("--database", metavar="URL", help="SQLAlchemy address of the store, where no files are given")
    sub.add_argument("--actor", action="append", default=[], metavar="NAME", help="may be given several times")
    sub.add_argument("--from", dest="date_from", type=iso_day, metavar="DAY")
    sub.add_argument("--to", dest="date_to", type=iso_day, metavar="DAY")
    sub.add_argument("--kind", action="append", default=[], metavar="TYPE", help="an event or sub-event type")
    sub.add_argument("--country", action="append", default=[], metavar="CODE", help="two letters, such as IQ")
    sub.add_argument("--status", action="append", default=[], choices=STATUSES)
    sub.add_argument("--words", default="", help="words that an excerpt must hold")
    sub.add_argument(
        "--bbox", type=bounding_box, metavar="SOUTH,WEST,NORTH,EAST", help="degrees; west first across 180"
    )
    sub.add_argument("--title", default="")
    sub.add_argument("--size", default="slide", help="slide, print or social")
    sub.add_argument("--rounding", default="exact", help="exact, 1 km, 10 km or division")


def bounding_box(text: str) -> tuple[float, float, float, float]:
    """Four numbers in degrees: south, west, north, east."""
    try:
        south, west, north, east = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no box; write SOUTH,WEST,NORTH,EAST in degrees") from None
    if not -90 <= south < north <= 90:
        raise argparse.ArgumentTypeError(f"{text!r} is no box; its south must lie below its north, within 90 degrees")
    return south, west, north, east


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
    """Whether a file is an export of this program, or an incident table in the columns of ACLED, UCDP GED or GDELT."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        if is_export(path.name, stream.read(2000)):
            return True
        stream.seek(0)
        return path.suffix.lower() in (".csv", ".tsv") and table_kind(stream) is not None


def rows_of(path: Path, store: Store) -> Iterator[Reading | Problem]:
    """The incidents of one table; those of an export that are stored already are left out, and counted."""
    with path.open("rb") as stream:
        exported = is_export(path.name, stream.read(2000))
    return read_exported(path.name, path.read_bytes(), store.incidents) if exported else read_table(path)


def each_row(tables: Sequence[Path], store: Store, terminal: Terminal, problems: list[Problem]) -> Iterator[Reading]:
    """The incidents of all tables; a row that can't be read is said, collected and passed over."""
    for path in tables:
        for item in rows_of(path, store):
            if isinstance(item, Problem):
                problems += [item] * (not isinstance(item, Known))
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


def open_reader(arguments: argparse.Namespace, terminal: Terminal) -> Reader:
    """The reader, with the online geocoder behind the gazetteer where a person turned it on."""
    from geo.gazetteer.unknowns import follow_up_from, open_follow_up
    from geo.reading import load_reader

    chosen = follow_up_from(os.environ)
    follow_up = None
    if chosen.enabled:
        from geo.store.store import open_store

        follow_up = open_follow_up(chosen, open_store(getattr(arguments, "database", None)).answers)
    return load_reader(arguments.language, terminal.show, follow_up, terminal.say)


def print_readings(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print the mentions or the incidents of the files' articles."""
    from geo.reading import read_article, read_mentions

    problems: list[Problem] = []
    reader = open_reader(arguments, terminal)
    gc.freeze()
    articles = each_article(arguments.files, arguments.published, terminal, problems)
    if arguments.command == "mentions":
        found = (mention_to_json(mention) for article in articles for mention in read_mentions(reader, article))
        print_rows(found, arguments.output)
    else:
        incidents = (incident for article in articles for incident in read_article(reader, article).incidents)
        write_incidents(incidents, arguments.format, arguments.output)
    return 1 if problems else 0


def load_files(
    files: Sequence[Path], arguments: argparse.Namespace, store: Store, terminal: Terminal, problems: list[Problem]
) -> None:
    """The files' articles and incident tables into the store, each article in a transaction of its own."""
    from geo.reading import read_articles

    tables = [path for path in files if is_table(path)]
    others = [path for path in files if path not in tables]
    readings = each_row(tables, store, terminal, problems)
    if others:
        reader = open_reader(arguments, terminal)
        gc.freeze()
        articles = each_article(others, arguments.published, terminal, problems)
        readings = chain(read_articles(reader, articles), readings)
    count = incidents = 0
    for reading in readings:
        store.load(reading)
        count, incidents = count + 1, incidents + len(reading.incidents)
    terminal.say(f"Loaded {count} articles that report {incidents} incidents.")


def load(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Fill the store."""
    from geo.store.store import open_store

    problems: list[Problem] = []
    load_files(arguments.files, arguments, open_store(arguments.database), terminal, problems)
    return 1 if problems else 0


def write_snapshot(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """A picture, a one-file map or a data file of the files' incidents, or of the store's."""
    from geo.export.snapshot import form_of, snapshot, source_of
    from geo.store.store import open_store

    form = form_of(arguments.output)
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "snapshot.db") if arguments.files else arguments.database)
        if arguments.files:
            load_files(arguments.files, arguments, store, terminal, problems)
        source = source_of(store)
        order = order_of(arguments, source.incidents.actors.names)
        data = snapshot(source, form, order, partial(terminal.show, f"Writing {arguments.output.name}"))
        store.close()
    part = arguments.output.with_name(arguments.output.name + ".part")
    part.write_bytes(data)
    part.replace(arguments.output)
    terminal.say(f"Wrote {arguments.output} ({len(data):,} bytes).")
    return 1 if problems else 0


def order_of(arguments: argparse.Namespace, actors: Sequence[str]) -> Order:
    """What the options ask for; raises ValueError for an actor whom no report names."""
    from geo.export.snapshot import Order
    from geo.view.filters import SHOWN_STATUSES, Filters

    wanted = []
    for name in arguments.actor:
        known = [actor for actor in actors if name.casefold() in actor.casefold()]
        if not known:
            raise ValueError(f"--actor {name}: no report names such an actor; give a part of a name that the map shows")
        wanted += known
    filters = Filters(
        actors=tuple(wanted),
        kinds=tuple(arguments.kind),
        countries=tuple(code.upper() for code in arguments.country),
        statuses=tuple(arguments.status) or SHOWN_STATUSES,
        date_from=arguments.date_from,
        date_to=arguments.date_to,
        words=arguments.words,
    )
    return Order(filters, arguments.bbox, arguments.title, arguments.size, arguments.rounding, date.today())


def build_gazetteer(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The full GeoNames in the place of the built-in index; bad lines are counted and named."""
    from geo.gazetteer.geonames import build_from_dump

    done = build_from_dump(arguments.geonames, arguments.alternate_names, terminal.show)
    terminal.clear()
    for line in done.bad_lines:
        terminal.say(line)
    terminal.say(f"The gazetteer holds {done.places:,} places under {done.names:,} names; {done.bad:,} lines were bad.")
    return 0


def write_incidents(incidents: Iterator[Incident], form: str, path: Path | None) -> None:
    """The incidents in the format asked for; JSON Lines are written as they are found."""
    if form == "jsonl":
        print_rows((incident_to_json(incident) for incident in incidents), path)
        return
    from geo.export.export import write_data

    write_data(list(incidents), form, path or sys.stdout.buffer)


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 when all was read, 1 when a file was not, 130 when interrupted."""
    arguments = build_parser().parse_args(argv)
    terminal = Terminal(sys.stderr)
    commands = {"load": load, "snapshot": write_snapshot, "gazetteer": build_gazetteer}
    try:
        return commands.get(arguments.command, print_readings)(arguments, terminal)
    except (OSError, ValueError, PlainError) as error:
        terminal.say(str(error))
        return 1
    except KeyboardInterrupt:
        terminal.say("Interrupted. What was already written or loaded is kept.")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
