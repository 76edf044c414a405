"""Articles and their incidents in a database, SQLite unless another is named.

Every incident stands twice: once as its exact record, and once as columns for the tables that the
page filters, with a grid cell and a day by which its neighbours are found. What each article said
is kept too, so that an article that changes takes its own reports back before the new ones go in.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from geo.contract import (
    day_from_json,
    day_to_json,
    incident_from_json,
    incident_to_json,
    place_from_json,
    place_to_json,
)
from geo.records import Actor, Article, DateSpan, Incident, Mention, Place, Reading

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

DATABASE_VARIABLE = "DATELINE_DATABASE"
DEFAULT_DATABASE = Path(__file__).parent.parent / "data" / "dateline.db"

SCHEMA_VERSION = 1

CHUNK = 50_000
NEIGHBOUR_DAYS = 3
LONGEST_SPAN_DAYS = 31
MOST_NEIGHBOURS = 400
AREAS = ("country", "region", "admin1")

FindSame = Callable[[Incident, Sequence[Incident]], Incident | None]
MergeTwo = Callable[[Incident, Incident], Incident]
Row = dict[str, Any]

_metadata = sa.MetaData()
_key = sa.String(512)

_settings = sa.Table(
    "settings",
    _metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
_articles = sa.Table(
    "articles",
    _metadata,
    sa.Column("id", _key, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
_mentions = sa.Table(
    "mentions",
    _metadata,
    sa.Column("article_id", _key, sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
_incidents = sa.Table(
    "incidents",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", _key, nullable=False, unique=True),
    sa.Column("event_type", sa.String(64), nullable=False),
    sa.Column("sub_event_type", sa.String(64), nullable=False),
    sa.Column("status", sa.String(32), nullable=False),
    sa.Column("attribution", sa.String(32), nullable=False),
    sa.Column("date_start", sa.Date),
    sa.Column("date_end", sa.Date),
    sa.Column("date_precision", sa.String(32), nullable=False),
    sa.Column("cell", sa.Integer),
    sa.Column("place_name", sa.Text, nullable=False),
    sa.Column("relation", sa.Text, nullable=False),
    sa.Column("latitude", sa.Double),
    sa.Column("longitude", sa.Double),
    sa.Column("radius_km", sa.Double),
    sa.Column("place_precision", sa.String(16), nullable=False),
    sa.Column("country_code", sa.String(8), nullable=False),
    sa.Column("admin1", sa.Text, nullable=False),
    sa.Column("fatalities_low", sa.Integer),
    sa.Column("fatalities_best", sa.Integer),
    sa.Column("fatalities_high", sa.Integer),
    sa.Column("injured", sa.Integer),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Index("incidents_by_cell_and_day", "cell", "date_start"),
    sa.Index("incidents_by_country_and_day", "country_code", "date_start"),
)
_records = sa.Table(
    "records",
    _metadata,
    sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("record", sa.Text, nullable=False),
)
_reports = sa.Table(
    "reports",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("article_id", _key, sa.ForeignKey("articles.id"), nullable=False, index=True),
    sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.number"), nullable=False, index=True),
    sa.Column("record", sa.Text),
)
_excerpts = sa.Table(
    "excerpts",
    _metadata,
    sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("article_id", _key, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
_actors = sa.Table(
    "actors",
    _metadata,
    sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("country_code", sa.String(8), nullable=False),
)
_answers = sa.Table(
    "answers",
    _metadata,
    sa.Column("question", sa.Text, primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),
)


class StoreError(Exception):
    """A database that can't be used, in one sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one article did to the store."""

    new: int = 0
    merged: int = 0
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything the page filters, as flat tables.

    ``incidents`` has one row per incident, in the order in which they were first stored. In
    ``actors`` and ``excerpts`` the column ``incident`` is the position of a row of ``incidents``;
    in ``excerpts`` the column ``article`` is one of ``articles``, or -1 for an article not stored.
    Words from short lists are categories, days are datetimes, and what is not known is NaT or NaN.
    ``articles`` has no texts.
    """

    incidents: pd.DataFrame
    actors: pd.DataFrame
    excerpts: pd.DataFrame
    articles: pd.DataFrame
    revision: int


def _never_the_same(incident: Incident, neighbours: Sequence[Incident]) -> Incident | None:
    return None


def _keep_first(first: Incident, second: Incident) -> Incident:
    return replace(first, excerpts=first.excerpts + second.excerpts)


def open_store(
    url: str | None = None, *, find_same: FindSame = _never_the_same, merge_two: MergeTwo = _keep_first
) -> Store:
    """The store at a database URL or a path, made ready for use.

    ``url`` is a SQLAlchemy URL ("postgresql://…") or the path of an SQLite file; without one the
    environment variable DATELINE_DATABASE decides, else it is ``data/dateline.db``. Raises
    ``StoreError`` when there is no such database, it is not a store, or it is a newer program's.
    """
    address = _address(url or os.environ.get(DATABASE_VARIABLE) or str(DEFAULT_DATABASE))
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    shown = address.render_as_string(hide_password=True)
    try:
        store = Store(_engine(address), find_same, merge_two)
        store._prepare()
    except (ImportError, sa.exc.NoSuchModuleError) as error:
        raise StoreError(f"{shown}: no driver for this database: install it, e.g. pip install psycopg") from error
    except sa.exc.DBAPIError as error:
        raise StoreError(f"{shown}: can't be used as the store ({error.orig}): check {DATABASE_VARIABLE}") from error
    return store


def _address(url: str) -> sa.URL:
    if "://" not in url:
        return sa.URL.create("sqlite", database=str(Path(url).expanduser()))
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise StoreError(
            f"{DATABASE_VARIABLE}: {url.split('@')[-1]} is no database URL; "
            "write one such as postgresql://user:password@host/name, or the path of an SQLite file"
        ) from error
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    return address


def _engine(address: sa.URL) -> Engine:
    """An engine whose SQLite connections can be read while one writes, and whose writers queue."""
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, pool_pre_ping=True)
    engine = sa.create_engine(address, connect_args={"timeout": 60})

    @sa.event.listens_for(engine, "connect")
    def _settle(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class Store:
    """Articles and incidents in one database; made by ``open_store``."""

    def __init__(self, engine: Engine, find_same: FindSame, merge_two: MergeTwo) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._find_same = find_same
        self._merge_two = merge_two
        self.answers = Answers(engine, self._writer)

    def close(self) -> None:
        """Let go of the database's connections."""
        self._engine.dispose()

    def _prepare(self) -> None:
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(740213)"))
            _metadata.create_all(connection)
            version = connection.scalar(sa.select(_settings.c.value).where(_settings.c.name == "schema"))
            if version is None:
                rows = [{"name": "schema", "value": SCHEMA_VERSION}, {"name": "revision", "value": 0}]
                connection.execute(_settings.insert(), rows)
            elif version != SCHEMA_VERSION:
                raise StoreError(
                    f"{self._engine.url.render_as_string()}: written by another version of this program "
                    f"(layout {version}, this one reads {SCHEMA_VERSION}): name another database in {DATABASE_VARIABLE}"
                )

    # Loading

    def load(self, reading: Reading) -> Loaded:
        """Store one article with what was read of it, in one transaction.

        The same reading twice changes nothing. An article of a known id that reads differently
        replaces its own reports. An incident that a stored one also reports becomes one with it.
        """
        article, digest = reading.article, _digest(reading)
        with self._writer.begin() as connection:
            self._wait_for_turn(connection)
            known = connection.scalar(sa.select(_articles.c.digest).where(_articles.c.id == article.id))
            if known == digest:
                return Loaded(unchanged=True)
            if known is not None:
                self._take_back(connection, article.id)
            connection.execute(_articles.insert(), _article_row(article, digest))
            mentions = [
                _mention_row(article.id, position, mention) for position, mention in enumerate(reading.mentions)
            ]
            if mentions:
                connection.execute(_mentions.insert(), mentions)
            merged = sum([self._join(connection, article.id, incident) for incident in reading.incidents])
            _new_revision(connection)
        return Loaded(new=len(reading.incidents) - merged, merged=merged)

    def remove(self, article_id: str) -> bool:
        """Take one article and its reports out; False when there is none of this id."""
        with self._writer.begin() as connection:
            self._wait_for_turn(connection)
            known = connection.scalar(sa.select(_articles.c.digest).where(_articles.c.id == article_id))
            if known is not None:
                self._take_back(connection, article_id)
                _new_revision(connection)
        return known is not None

    def load_bulk(self, readings: Iterable[Reading]) -> int:
        """Add many new articles at once without looking for incidents told twice; return how many incidents.

        For imported tables and generated data: the ids of articles and incidents must be new. One
        transaction for all: nothing is stored when it is stopped.
        """
        with self._writer.begin() as connection:
            self._wait_for_turn(connection)
            number = first = connection.scalar(sa.select(sa.func.max(_incidents.c.number))) or 0
            source = iter(readings)
            while batch := list(islice(source, CHUNK // 10)):
                rows = _Rows()
                for reading in batch:
                    article = reading.article
                    rows.add(_articles, _article_row(article, _digest(reading)))
                    for position, mention in enumerate(reading.mentions):
                        rows.add(_mentions, _mention_row(article.id, position, mention))
                    for incident in reading.incidents:
                        number += 1
                        rows.add_incident(number, incident)
                        rows.add(_reports, {"article_id": article.id, "incident": number, "record": None})
                rows.insert(connection)
            _new_revision(connection)
        return number - first

    def _wait_for_turn(self, connection: Connection) -> None:
        """Hold other loads back until this transaction ends, so that two can't store the same incident twice."""
        connection.execute(sa.select(_settings.c.value).where(_settings.c.name == "revision").with_for_update())

    def _join(self, connection: Connection, article_id: str, incident: Incident) -> bool:
        """Store one incident of an article, or make it one with a stored neighbour; True for the latter."""
        neighbours = [
            neighbour
            for neighbour in _neighbours(connection, incident)
            if all(excerpt.article_id != article_id for excerpt in neighbour.excerpts)
        ]
        same = self._find_same(incident, neighbours) if neighbours else None
        number = _number_of(connection, same.id) if same else None
        record = None
        if same and number is not None:
            record = _to_text(incident)
            connection.execute(
                _reports.update()
                .where(_reports.c.incident == number, _reports.c.record.is_(None))
                .values(record=_to_text(same))
            )
            _erase(connection, number)
            _write(connection, replace(self._merge_two(same, incident), id=same.id), number)
        else:
            unused = _unused_id(connection, incident.id)
            number = _write(connection, replace(incident, id=unused) if unused != incident.id else incident)
        connection.execute(_reports.insert(), {"article_id": article_id, "incident": number, "record": record})
        return record is not None

    def _take_back(self, connection: Connection, article_id: str) -> None:
        """Remove an article and undo its reports: what others still report stays, without its part."""
        own = sa.select(_reports.c.incident).where(_reports.c.article_id == article_id).distinct()
        numbers = connection.scalars(own).all()
        connection.execute(_reports.delete().where(_reports.c.article_id == article_id))
        for number in numbers:
            kept = sa.select(_reports.c.record).where(_reports.c.incident == number).order_by(_reports.c.number)
            incidents = [_from_text(record) for record in connection.scalars(kept)]
            known_as = str(connection.scalar(sa.select(_incidents.c.id).where(_incidents.c.number == number)))
            _erase(connection, number, keep_row=bool(incidents))
            if incidents:
                whole = incidents[0]
                for other in incidents[1:]:
                    whole = self._merge_two(whole, other)
                _write(connection, replace(whole, id=known_as), number)
        connection.execute(_mentions.delete().where(_mentions.c.article_id == article_id))
        connection.execute(_articles.delete().where(_articles.c.id == article_id))

    # Reading

    def revision(self) -> int:
        """A number that grows with every change, so that readers know when to read again."""
        with self._engine.connect() as connection:
            return _revision(connection)

    def count(self) -> dict[str, int]:
        """How many articles and incidents there are, and how many incidents have no place or no day."""
        incidents = sa.select(
            sa.func.count(),
            sa.func.count(_incidents.c.latitude),
            sa.func.count(sa.func.coalesce(_incidents.c.date_start, _incidents.c.date_end)),
        ).select_from(_incidents)
        with self._engine.connect() as connection:
            total, placed, dated = connection.execute(incidents).one()
            return {
                "articles": connection.scalar(sa.select(sa.func.count()).select_from(_articles)) or 0,
                "incidents": total,
                "without_place": total - placed,
                "without_date": total - dated,
            }

    def incident(self, incident_id: str) -> Incident | None:
        """The incident of this id, exactly as it was stored, or None."""
        return next(self.incidents([incident_id]), None)

    def incidents(self, ids: Iterable[str] | None = None) -> Iterator[Incident]:
        """The incidents of these ids in their order, without those that are unknown; all of them without ids."""
        query = sa.select(_incidents.c.id, _records.c.record).join(_records, _records.c.incident == _incidents.c.number)
        with self._engine.connect() as connection:
            if ids is None:
                found = connection.execution_options(yield_per=2000).execute(query.order_by(_incidents.c.number))
                for row in found:
                    yield _from_text(row.record)
                return
            source = iter(ids)
            while batch := list(islice(source, 500)):
                records = {row.id: row.record for row in connection.execute(query.where(_incidents.c.id.in_(batch)))}
                yield from (_from_text(records[incident_id]) for incident_id in batch if incident_id in records)

    def neighbours(self, incident: Incident) -> list[Incident]:
        """The stored incidents near in place and time that might be the same one."""
        with self._engine.connect() as connection:
            return _neighbours(connection, incident)

    def article(self, article_id: str) -> Article | None:
        """The article of this id, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(_articles).where(_articles.c.id == article_id)).one_or_none()
        return _to_article(row) if row else None

    def articles(self) -> Iterator[Article]:
        """All articles, in the order of their ids."""
        with self._engine.connect() as connection:
            query = sa.select(_articles).order_by(_articles.c.id)
            for row in connection.execution_options(yield_per=500).execute(query):
                yield _to_article(row)

    def mentions(self, article_id: str) -> list[Mention]:
        """The mentions of one article, in the order in which they were stored; [] for an unknown one."""
        query = sa.select(_mentions.c.record).where(_mentions.c.article_id == article_id)
        with self._engine.connect() as connection:
            return [_to_mention(article_id, record) for record in connection.scalars(query.order_by("position"))]

    def frame(self) -> Tables:
        """All incidents with their actors and excerpts as flat tables, read in one piece."""
        with self._engine.connect() as connection:
            revision = _revision(connection)
            incidents = _read(connection, _incidents, leave_out=("cell",))
            actors = _read(connection, _actors)
            excerpts = _read(connection, _excerpts)
            articles = _read(connection, _articles, leave_out=("text", "digest"), words=("source",))
        numbers = incidents["number"].to_numpy()
        for table in (actors, excerpts):
            table["incident"] = np.searchsorted(numbers, table["incident"].to_numpy()).astype(np.int32)
            del table["position"]
        excerpts["article"] = pd.Index(articles["id"]).get_indexer(excerpts.pop("article_id")).astype(np.int32)
        return Tables(incidents.drop(columns="number"), actors, excerpts, articles, revision)


class Answers(MutableMapping[str, str]):
    """What online geocoders answered, kept so that no question is asked twice."""

    def __init__(self, reader: Engine, writer: Engine) -> None:
        self._reader = reader
        self._writer = writer

    def __getitem__(self, question: str) -> str:
        with self._reader.connect() as connection:
            answer = connection.scalar(sa.select(_answers.c.answer).where(_answers.c.question == question))
        if answer is None:
            raise KeyError(question)
        return str(answer)

    def __setitem__(self, question: str, answer: str) -> None:
        with self._writer.begin() as connection:
            changed = connection.execute(_answers.update().where(_answers.c.question == question).values(answer=answer))
            if not changed.rowcount:
                connection.execute(_answers.insert(), {"question": question, "answer": answer})

    def __delitem__(self, question: str) -> None:
        with self._writer.begin() as connection:
            if not connection.execute(_answers.delete().where(_answers.c.question == question)).rowcount:
                raise KeyError(question)

    def __iter__(self) -> Iterator[str]:
        with self._reader.connect() as connection:
            questions = connection.scalars(sa.select(_answers.c.question).order_by(_answers.c.question)).all()
        return iter(questions)

    def __len__(self) -> int:
        with self._reader.connect() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(_answers)) or 0


def grid_cell(latitude: float, longitude: float) -> int:
    """The number of the one-degree cell that holds a point."""
    row = min(max(math.floor(latitude) + 90, 0), 179)
    return row * 360 + math.floor(longitude + 180) % 360


def cells_around(latitude: float, longitude: float) -> list[int]:
    """The cells within about a hundred kilometres of a point, over the date line and near the poles too."""
    row = min(max(math.floor(latitude) + 90, 0), 179)
    nearest_pole = min(90.0, max(abs(latitude) + 1, 0.0))
    width = 180 if nearest_pole >= 89 else min(180, math.ceil(1 / math.cos(math.radians(nearest_pole))))
    column = math.floor(longitude + 180)
    columns = {(column + step) % 360 for step in range(-width, width + 1)}
    return [near * 360 + one for near in range(max(row - 1, 0), min(row + 1, 179) + 1) for one in sorted(columns)]


def _neighbours(connection: Connection, incident: Incident) -> list[Incident]:
    """Incidents in the cells around, within a few days; and in the same country where one of both is an area."""
    place = incident.place
    if place is None:
        return []
    start, end = incident.date_start or incident.date_end, incident.date_end or incident.date_start
    if start is None or end is None:
        when: tuple[sa.ColumnElement[bool], ...] = (_incidents.c.date_start.is_(None),)
    else:
        first, last = start - timedelta(NEIGHBOUR_DAYS), end + timedelta(NEIGHBOUR_DAYS)
        when = (
            _incidents.c.date_start.between(first - timedelta(LONGEST_SPAN_DAYS), last),
            _incidents.c.date_end >= first,
        )
    near = _incidents.c.cell.in_(cells_around(place.latitude, place.longitude))
    area = sa.and_(_incidents.c.country_code == place.country_code, _incidents.c.place_precision.in_(AREAS))
    if place.precision in AREAS:
        area = _incidents.c.country_code == place.country_code
    numbers: set[int] = set()
    for where in (near, area) if place.country_code else (near,):
        query = sa.select(_incidents.c.number).where(where, *when).order_by(_incidents.c.number.desc())
        numbers.update(connection.scalars(query.limit(MOST_NEIGHBOURS)))
    found = sa.select(_records.c.record).where(_records.c.incident.in_(sorted(numbers))).order_by(_records.c.incident)
    return [_from_text(record) for record in connection.scalars(found)] if numbers else []


class _Rows:
    """Rows gathered for several tables, inserted table by table."""

    def __init__(self) -> None:
        tables = (_articles, _mentions, _incidents, _records, _excerpts, _actors, _reports)
        self._rows: dict[sa.Table, list[Row]] = {table: [] for table in tables}

    def add(self, table: sa.Table, row: Row) -> None:
        self._rows[table].append(row)

    def add_incident(self, number: int, incident: Incident) -> None:
        self.add(_incidents, {"number": number, **_incident_row(incident)})
        self.add_details(number, incident)

    def add_details(self, number: int, incident: Incident) -> None:
        self.add(_records, {"incident": number, "record": _to_text(incident)})
        self._rows[_excerpts] += [
            {"incident": number, "position": at, "article_id": _clean(one.article_id), "text": _clean(one.text)}
            for at, one in enumerate(incident.excerpts)
        ]
        self._rows[_actors] += [_actor_row(number, position, actor) for position, actor in enumerate(incident.actors)]

    def insert(self, connection: Connection) -> None:
        for table, rows in self._rows.items():
            if rows:
                connection.execute(table.insert(), rows)


def _write(connection: Connection, incident: Incident, number: int | None = None) -> int:
    """Write an incident under a new number, or again under the one that it has; return its number."""
    row = _incident_row(incident)
    if number is None:
        number = int(connection.execute(_incidents.insert().returning(_incidents.c.number), row).scalar_one())
    else:
        connection.execute(_incidents.update().where(_incidents.c.number == number), row)
    rows = _Rows()
    rows.add_details(number, incident)
    rows.insert(connection)
    return number


def _erase(connection: Connection, number: int, *, keep_row: bool = True) -> None:
    for table in (_records, _excerpts, _actors):
        connection.execute(table.delete().where(table.c.incident == number))
    if not keep_row:
        connection.execute(_incidents.delete().where(_incidents.c.number == number))


def _number_of(connection: Connection, incident_id: str) -> int | None:
    return connection.scalar(sa.select(_incidents.c.number).where(_incidents.c.id == incident_id))


def _unused_id(connection: Connection, wanted: str) -> str:
    candidate, tries = wanted, 1
    while _number_of(connection, candidate) is not None:
        tries += 1
        candidate = f"{wanted}-{tries}"
    return candidate


def _revision(connection: Connection) -> int:
    return connection.scalar(sa.select(_settings.c.value).where(_settings.c.name == "revision")) or 0


def _new_revision(connection: Connection) -> None:
    connection.execute(_settings.update().where(_settings.c.name == "revision").values(value=_settings.c.value + 1))


def _digest(reading: Reading) -> str:
    """A hash of the article and of all that was read of it."""
    article = reading.article
    parts = [article.title, str(article.published), article.source, article.url, article.text]
    parts += [_mention_to_text(mention) for mention in reading.mentions]
    parts += [_to_text(incident) for incident in reading.incidents]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _clean(text: str) -> str:
    """The text without what databases refuse (zero bytes, lone surrogates), of the same length."""
    return text.replace("\x00", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _to_text(incident: Incident) -> str:
    return json.dumps(incident_to_json(incident), separators=(",", ":"))


def _from_text(record: str) -> Incident:
    return incident_from_json(json.loads(record))


def _article_row(article: Article, digest: str) -> Row:
    return {
        "id": article.id,
        "title": _clean(article.title),
        "published": article.published,
        "source": _clean(article.source),
        "url": _clean(article.url),
        "digest": digest,
        "text": _clean(article.text),
    }


def _to_article(row: Any) -> Article:
    return Article(row.id, row.text, row.title, row.published, row.source, row.url)


def _incident_row(incident: Incident) -> Row:
    place = incident.place
    return {
        "id": incident.id,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "status": incident.status,
        "attribution": incident.attribution,
        "date_start": incident.date_start,
        "date_end": incident.date_end,
        "date_precision": incident.date_precision,
        "cell": grid_cell(place.latitude, place.longitude) if place else None,
        "place_name": _clean(place.name) if place else "",
        "relation": _clean(place.relation) if place else "",
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "radius_km": place.radius_km if place else None,
        "place_precision": place.precision if place else "",
        "country_code": place.country_code if place else "",
        "admin1": _clean(place.admin1) if place else "",
        "fatalities_low": incident.fatalities_low,
        "fatalities_best": incident.fatalities_best,
        "fatalities_high": incident.fatalities_high,
        "injured": incident.injured,
        "confidence": incident.confidence,
        "reports": len(incident.excerpts),
        "source": _clean(incident.source),
    }


def _actor_row(number: int, position: int, actor: Actor) -> Row:
    return {
        "incident": number,
        "position": position,
        "name": _clean(actor.name),
        "role": actor.role,
        "type": _clean(actor.type),
        "country_code": actor.country_code,
    }


def _mention_row(article_id: str, position: int, mention: Mention) -> Row:
    return {
        "article_id": article_id,
        "position": position,
        "kind": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "name": _clean(mention.name),
        "record": _mention_to_text(mention),
    }


def _mention_to_text(mention: Mention) -> str:
    span, actor = mention.date, mention.actor
    value = {
        "kind": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "name": mention.name,
        "role": mention.role,
        "confidence": mention.confidence,
        "place": place_to_json(mention.place) if mention.place else None,
        "date": [day_to_json(span.start), day_to_json(span.end), span.precision, span.anchor, span.relative_days]
        if span
        else None,
        "actor": [actor.name, actor.type, actor.country_code, actor.role] if actor else None,
        "reasons": mention.reasons,
        "alternatives": [place_to_json(place) for place in mention.alternatives],
    }
    return json.dumps(value, separators=(",", ":"))


def _to_mention(article_id: str, record: str) -> Mention:
    value = json.loads(record)
    place: Place | None = place_from_json(value["place"]) if value["place"] else None
    span = None
    if value["date"]:
        start, end, *rest = value["date"]
        span = DateSpan(day_from_json(start), day_from_json(end), *rest)
    return Mention(
        article_id=article_id,
        kind=value["kind"],
        start=value["start"],
        end=value["end"],
        text=value["text"],
        name=value["name"],
        role=value["role"],
        confidence=value["confidence"],
        place=place,
        date=span,
        actor=Actor(*value["actor"]) if value["actor"] else None,
        reasons=tuple(value["reasons"]),
        alternatives=tuple(place_from_json(other) for other in value["alternatives"]),
    )


_WORDS = {
    *("event_type", "sub_event_type", "status", "attribution", "date_precision", "source"),
    *("place_name", "relation", "place_precision", "country_code", "admin1", "name", "role", "type"),
}
"""Columns whose values repeat: read as categories."""


def _read(
    connection: Connection, table: sa.Table, leave_out: Sequence[str] = (), words: Sequence[str] | None = None
) -> pd.DataFrame:
    """A table of the database, column by column, in the order of its primary key."""
    columns = [column for column in table.c if column.name not in leave_out]
    statement = sa.select(*columns).order_by(*table.primary_key.columns)
    categories = _WORDS if words is None else words
    chunks: list[list[pa.Array]] = [[] for _ in columns]
    cursor = connection.connection.cursor()
    try:
        cursor.execute(str(statement.compile(dialect=connection.dialect)))
        while rows := cursor.fetchmany(CHUNK):
            for parts, column, values in zip(chunks, columns, zip(*rows, strict=True), strict=True):
                parts.append(_arrow(column, values, column.name in categories))
    finally:
        cursor.close()
    arrays = {
        column.name: pa.chunked_array(parts or [_arrow(column, (), column.name in categories)])
        for column, parts in zip(columns, chunks, strict=True)
    }
    frame: pd.DataFrame = pa.table(arrays).unify_dictionaries().to_pandas(date_as_object=False, self_destruct=True)
    return frame


def _arrow(column: sa.Column[Any], values: Sequence[Any], words: bool) -> pa.Array:
    """One column's values: counts that may be missing become floats, and words that repeat dictionaries."""
    kind = column.type
    if isinstance(kind, sa.Date):
        if values and any(isinstance(value, str) for value in values):
            return pa.array(values, pa.string()).cast(pa.date32())
        return pa.array(values, pa.date32())
    if isinstance(kind, sa.Double):
        return pa.array(values, pa.float64())
    if isinstance(kind, sa.Integer):
        return pa.array(values, pa.float64() if column.nullable else pa.int64())
    texts = pa.array(values, pa.string())
    return texts.dictionary_encode() if words else texts
