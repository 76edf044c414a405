"""Articles and their incidents in a database, SQLite unless another is named.

Every incident stands twice: once as its exact record, and once as columns for the tables that the
page filters, with a grid cell and a day by which its neighbours are found. What each article said
is kept too, so that an article that changes takes its own reports back before the new ones go in.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.folders import DATA
from geo.records import Article, Incident, Mention, PlainError, Reading
from geo.store import schema
from geo.store.flat import Tables, read_tables
from geo.store.rows import (
    Row,
    actor_row,
    article_row,
    cells_around,
    clean,
    from_text,
    incident_row,
    mention_row,
    mention_to_text,
    to_article,
    to_mention,
    to_text,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

DATABASE_VARIABLE = "DATELINE_DATABASE"
DEFAULT_DATABASE = DATA / "dateline.db"

BATCH = 5_000
NEIGHBOUR_DAYS = 3
LONGEST_SPAN_DAYS = 31
MOST_NEIGHBOURS = 400
MOST_COUNTRIES = 2
AREAS = ("country", "region", "admin1")

FindSame = Callable[[Incident, Sequence[Incident]], Incident | None]
MergeTwo = Callable[[Incident, Incident], Incident]


class StoreError(PlainError):
    """A database that can't be used, in one sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one article did to the store."""

    new: int = 0
    merged: int = 0
    unchanged: bool = False


def _find_same(incident: Incident, neighbours: Sequence[Incident]) -> Incident | None:
    """``geo.merging.across``'s answer; it takes seconds to import, which a store that is only read does not need."""
    from geo.merging.across import find_same

    return find_same(incident, neighbours)


def _merge_two(first: Incident, second: Incident) -> Incident:
    from geo.merging.across import merge_two

    return merge_two(first, second)


def open_store(
    url: str | None = None, *, find_same: FindSame | None = None, merge_two: MergeTwo | None = None
) -> Store:
    """The store at a database URL or a path, made ready for use.

    ``url`` is a SQLAlchemy URL ("postgresql://…") or the path of an SQLite file; without one the
    environment variable DATELINE_DATABASE decides, else it is ``data/dateline.db``. Incidents are
    compared and joined as ``geo.merging.across`` does, unless functions are given. Raises
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

    def __init__(self, engine: Engine, find_same: FindSame | None, merge_two: MergeTwo | None) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._find_same = find_same or _find_same
        self._merge_two = merge_two or _merge_two
        self.answers = Answers(engine, self._writer)

    def close(self) -> None:
        """Let go of the database's connections."""
        self._engine.dispose()

    def _prepare(self) -> None:
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(740213)"))
            schema.metadata.create_all(connection)
            version = connection.scalar(sa.select(schema.settings.c.value).where(schema.settings.c.name == "schema"))
            if version is None:
                rows = [{"name": "schema", "value": schema.VERSION}, {"name": "revision", "value": 0}]
                connection.execute(schema.settings.insert(), rows)
            elif version != schema.VERSION:
                raise StoreError(
                    f"{self._engine.url.render_as_string()}: written by another version of this program "
                    f"(layout {version}, this one reads {schema.VERSION}): name another database in {DATABASE_VARIABLE}"
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
            known = connection.scalar(sa.select(schema.articles.c.digest).where(schema.articles.c.id == article.id))
            if known == digest:
                return Loaded(unchanged=True)
            if known is not None:
                self._take_back(connection, article.id)
            connection.execute(schema.articles.insert(), article_row(article, digest))
            mentions = [mention_row(article.id, position, mention) for position, mention in enumerate(reading.mentions)]
            if mentions:
                connection.execute(schema.mentions.insert(), mentions)
            countries = _countries(reading.mentions)
            merged = sum([self._join(connection, article.id, one, countries) for one in reading.incidents])
            _new_revision(connection)
        return Loaded(new=len(reading.incidents) - merged, merged=merged)

    def remove(self, article_id: str) -> bool:
        """Take one article and its reports out; False when there is none of this id."""
        with self._writer.begin() as connection:
            self._wait_for_turn(connection)
            known = connection.scalar(sa.select(schema.articles.c.digest).where(schema.articles.c.id == article_id))
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
            number = first = _last_number(connection)
            source = iter(readings)
            while batch := list(islice(source, BATCH)):
                rows = _Rows()
                for reading in batch:
                    article = reading.article
                    rows.add(schema.articles, article_row(article, _digest(reading)))
                    for position, mention in enumerate(reading.mentions):
                        rows.add(schema.mentions, mention_row(article.id, position, mention))
                    for incident in reading.incidents:
                        number += 1
                        rows.add_incident(number, incident)
                        rows.add(schema.reports, {"article_id": article.id, "incident": number, "record": None})
                rows.insert(connection)
            _new_revision(connection)
        return number - first

    def _wait_for_turn(self, connection: Connection) -> None:
        """Hold other loads back until this transaction ends, so that two can't store the same incident twice."""
        connection.execute(
            sa.select(schema.settings.c.value).where(schema.settings.c.name == "revision").with_for_update()
        )

    def _join(self, connection: Connection, article_id: str, incident: Incident, countries: Sequence[str] = ()) -> bool:
        """Store one incident of an article, or make it one with a stored neighbour; True for the latter."""
        neighbours = [
            neighbour
            for neighbour in _neighbours(connection, incident, countries)
            if all(excerpt.article_id != article_id for excerpt in neighbour.excerpts)
        ]
        same = self._find_same(incident, neighbours) if neighbours else None
        number = _number_of(connection, same.id) if same else None
        record = None
        if same and number is not None:
            record = to_text(incident)
            connection.execute(
                schema.reports.update()
                .where(schema.reports.c.incident == number, schema.reports.c.record.is_(None))
                .values(record=to_text(same))
            )
            _erase(connection, number)
            _write(connection, replace(self._merge_two(same, incident), id=same.id), number)
        else:
            unused = _unused_id(connection, incident.id)
            number = _write(connection, replace(incident, id=unused) if unused != incident.id else incident)
        connection.execute(schema.reports.insert(), {"article_id": article_id, "incident": number, "record": record})
        return record is not None

    def _take_back(self, connection: Connection, article_id: str) -> None:
        """Remove an article and undo its reports: what others still report stays, without its part."""
        own = sa.select(schema.reports.c.incident).where(schema.reports.c.article_id == article_id).distinct()
        numbers = connection.scalars(own).all()
        connection.execute(schema.reports.delete().where(schema.reports.c.article_id == article_id))
        for number in numbers:
            kept = (
                sa.select(schema.reports.c.record)
                .where(schema.reports.c.incident == number)
                .order_by(schema.reports.c.number)
            )
            incidents = [from_text(record) for record in connection.scalars(kept)]
            known_as = str(
                connection.scalar(sa.select(schema.incidents.c.id).where(schema.incidents.c.number == number))
            )
            _erase(connection, number, keep_row=bool(incidents))
            if incidents:
                whole = incidents[0]
                for other in incidents[1:]:
                    whole = self._merge_two(whole, other)
                _write(connection, replace(whole, id=known_as), number)
        connection.execute(schema.mentions.delete().where(schema.mentions.c.article_id == article_id))
        connection.execute(schema.articles.delete().where(schema.articles.c.id == article_id))

    # Reading

    def revision(self) -> int:
        """A number that grows with every change, so that readers know when to read again."""
        with self._engine.connect() as connection:
            return _revision(connection)

    def count(self) -> dict[str, int]:
        """How many articles and incidents there are, and how many incidents have no place or no day."""
        incidents = sa.select(
            sa.func.count(),
            sa.func.count(schema.incidents.c.latitude),
            sa.func.count(sa.func.coalesce(schema.incidents.c.date_start, schema.incidents.c.date_end)),
        ).select_from(schema.incidents)
        with self._engine.connect() as connection:
            total, placed, dated = connection.execute(incidents).one()
            return {
                "articles": connection.scalar(sa.select(sa.func.count()).select_from(schema.articles)) or 0,
                "incidents": total,
                "without_place": total - placed,
                "without_date": total - dated,
            }

    def incident(self, incident_id: str) -> Incident | None:
        """The incident of this id, exactly as it was stored, or None."""
        return next(self.incidents([incident_id]), None)

    def incidents(self, ids: Iterable[str] | None = None) -> Iterator[Incident]:
        """The incidents of these ids in their order, without those that are unknown; all of them without ids."""
        query = sa.select(schema.incidents.c.id, schema.records.c.record).join(
            schema.records, schema.records.c.incident == schema.incidents.c.number
        )
        with self._engine.connect() as connection:
            if ids is None:
                whole = query.order_by(schema.incidents.c.number)
                with connection.execution_options(yield_per=2000).execute(whole) as found:
                    yield from (from_text(row.record) for row in found)
                return
            source = iter(ids)
            while batch := list(islice(source, 500)):
                records = {
                    row.id: row.record for row in connection.execute(query.where(schema.incidents.c.id.in_(batch)))
                }
                yield from (from_text(records[incident_id]) for incident_id in batch if incident_id in records)

    def neighbours(self, incident: Incident) -> list[Incident]:
        """The stored incidents near in place and time that might be the same one."""
        with self._engine.connect() as connection:
            return _neighbours(connection, incident)

    def article(self, article_id: str) -> Article | None:
        """The article of this id, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(schema.articles).where(schema.articles.c.id == article_id)).one_or_none()
        return to_article(row) if row else None

    def articles(self, ids: Iterable[str] | None = None) -> Iterator[Article]:
        """The articles of these ids that are known, or all in the order of their ids."""
        query = sa.select(schema.articles).order_by(schema.articles.c.id)
        with self._engine.connect() as connection:
            if ids is None:
                with connection.execution_options(yield_per=500).execute(query) as found:
                    yield from map(to_article, found)
                return
            source = iter(ids)
            while batch := list(islice(source, 500)):
                yield from map(to_article, connection.execute(query.where(schema.articles.c.id.in_(batch))).all())

    def mentions(self, article_id: str) -> list[Mention]:
        """The mentions of one article, in the order in which they were stored; [] for an unknown one."""
        query = sa.select(schema.mentions.c.record).where(schema.mentions.c.article_id == article_id)
        with self._engine.connect() as connection:
            return [to_mention(article_id, record) for record in connection.scalars(query.order_by("position"))]

    def frame(self) -> Tables:
        """All incidents with their actors and excerpts as flat tables, read in one piece."""
        return read_tables(self._engine)


class Answers(MutableMapping[str, str]):
    """What online geocoders answered, kept so that no question is asked twice."""

    def __init__(self, reader: Engine, writer: Engine) -> None:
        self._reader = reader
        self._writer = writer

    def __getitem__(self, question: str) -> str:
        with self._reader.connect() as connection:
            answer = connection.scalar(sa.select(schema.answers.c.answer).where(schema.answers.c.question == question))
        if answer is None:
            raise KeyError(question)
        return str(answer)

    def __setitem__(self, question: str, answer: str) -> None:
        with self._writer.begin() as connection:
            changed = connection.execute(
                schema.answers.update().where(schema.answers.c.question == question).values(answer=answer)
            )
            if not changed.rowcount:
                connection.execute(schema.answers.insert(), {"question": question, "answer": answer})

    def __delitem__(self, question: str) -> None:
        with self._writer.begin() as connection:
            if not connection.execute(schema.answers.delete().where(schema.answers.c.question == question)).rowcount:
                raise KeyError(question)

    def __iter__(self) -> Iterator[str]:
        with self._reader.connect() as connection:
            questions = connection.scalars(
                sa.select(schema.answers.c.question).order_by(schema.answers.c.question)
            ).all()
        return iter(questions)

    def __len__(self) -> int:
        with self._reader.connect() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(schema.answers)) or 0


def _countries(mentions: Iterable[Mention]) -> list[str]:
    """The countries of which an article names most places."""
    named = Counter(one.place.country_code for one in mentions if one.place and one.place.country_code)
    return [country for country, _ in named.most_common(MOST_COUNTRIES)]


def _neighbours(connection: Connection, incident: Incident, countries: Sequence[str] = ()) -> list[Incident]:
    """Incidents in the cells around, within a few days; in the same country where one of both is an area.

    An incident without a place is looked for in the countries of its actors and in ``countries``, those of its
    article. Where a day is not known, the last possible one counts.
    """
    if incident.place is None and incident.date_start is None and incident.date_end is None:
        return []
    numbers: set[int] = set()
    for where in _nearby(incident, countries):
        for when in _about_then(incident):
            query = sa.select(schema.incidents.c.number).where(where, when).order_by(schema.incidents.c.number.desc())
            numbers.update(connection.scalars(query.limit(MOST_NEIGHBOURS)))
    found = (
        sa.select(schema.records.c.record)
        .where(schema.records.c.incident.in_(sorted(numbers)))
        .order_by(schema.records.c.incident)
    )
    return [from_text(record) for record in connection.scalars(found)] if numbers else []


def _nearby(incident: Incident, countries: Sequence[str]) -> Iterator[sa.ColumnElement[bool]]:
    """Where its neighbours may be; each condition begins an index."""
    columns, place = schema.incidents.c, incident.place
    yield columns.cell.is_(None)
    if place is None:
        codes = {*countries, *(actor.country_code for actor in incident.actors if actor.country_code)}
        if codes:
            yield columns.country_code.in_(sorted(codes))
        return
    yield columns.cell.in_(cells_around(place.latitude, place.longitude))
    if place.country_code:
        same = columns.country_code == place.country_code
        yield same if place.precision in AREAS else sa.and_(same, columns.place_precision.in_(AREAS))


def _about_then(incident: Incident) -> Iterator[sa.ColumnElement[bool]]:
    """When its neighbours may have been: those with a first day, and those with a last possible one only."""
    columns = schema.incidents.c
    start, end = incident.date_start or incident.date_end, incident.date_end or incident.date_start
    if start is None or end is None:
        yield columns.date_start.is_(None)
        return
    first, last = start - timedelta(NEIGHBOUR_DAYS), end + timedelta(NEIGHBOUR_DAYS)
    yield sa.and_(columns.date_start.between(first - timedelta(LONGEST_SPAN_DAYS), last), columns.date_end >= first)
    yield sa.and_(columns.date_start.is_(None), columns.date_end.between(first, last))


class _Rows:
    """Rows gathered for several tables, inserted table by table."""

    def __init__(self) -> None:
        tables = (
            schema.articles,
            schema.mentions,
            schema.incidents,
            schema.records,
            schema.excerpts,
            schema.actors,
            schema.reports,
        )
        self._rows: dict[sa.Table, list[Row]] = {table: [] for table in tables}

    def add(self, table: sa.Table, row: Row) -> None:
        self._rows[table].append(row)

    def add_incident(self, number: int, incident: Incident) -> None:
        self.add(schema.incidents, {"number": number, **incident_row(incident)})
        self.add_details(number, incident)

    def add_details(self, number: int, incident: Incident) -> None:
        self.add(schema.records, {"incident": number, "record": to_text(incident)})
        self._rows[schema.excerpts] += [
            {"incident": number, "position": at, "article_id": clean(one.article_id), "text": clean(one.text)}
            for at, one in enumerate(incident.excerpts)
        ]
        self._rows[schema.actors] += [
            actor_row(number, position, actor) for position, actor in enumerate(incident.actors)
        ]

    def insert(self, connection: Connection) -> None:
        for table, rows in self._rows.items():
            if rows:
                connection.execute(table.insert(), rows)


def _write(connection: Connection, incident: Incident, number: int | None = None) -> int:
    """Write an incident under a new number, or again under the one that it has; return its number."""
    row = incident_row(incident)
    if number is None:
        number = _last_number(connection) + 1
        connection.execute(schema.incidents.insert(), {"number": number, **row})
    else:
        connection.execute(schema.incidents.update().where(schema.incidents.c.number == number), row)
    rows = _Rows()
    rows.add_details(number, incident)
    rows.insert(connection)
    return number


def _erase(connection: Connection, number: int, *, keep_row: bool = True) -> None:
    for table in (schema.records, schema.excerpts, schema.actors):
        connection.execute(table.delete().where(table.c.incident == number))
    if not keep_row:
        connection.execute(schema.incidents.delete().where(schema.incidents.c.number == number))


def _last_number(connection: Connection) -> int:
    return connection.scalar(sa.select(sa.func.max(schema.incidents.c.number))) or 0


def _number_of(connection: Connection, incident_id: str) -> int | None:
    return connection.scalar(sa.select(schema.incidents.c.number).where(schema.incidents.c.id == incident_id))


def _unused_id(connection: Connection, wanted: str) -> str:
    candidate, tries = wanted, 1
    while _number_of(connection, candidate) is not None:
        tries += 1
        candidate = f"{wanted}-{tries}"
    return candidate


def _revision(connection: Connection) -> int:
    return connection.scalar(sa.select(schema.settings.c.value).where(schema.settings.c.name == "revision")) or 0


def _new_revision(connection: Connection) -> None:
    connection.execute(
        schema.settings.update().where(schema.settings.c.name == "revision").values(value=schema.settings.c.value + 1)
    )


def _digest(reading: Reading) -> str:
    """A hash of the article and of all that was read of it."""
    article = reading.article
    parts = [article.title, str(article.published), article.source, article.url, article.text]
    parts += [mention_to_text(mention) for mention in reading.mentions]
    parts += [to_text(incident) for incident in reading.incidents]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
