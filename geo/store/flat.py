"""Tables of the database as flat pandas tables, a million rows in seconds."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa

from geo.store import schema
from geo.store.sqlite_reader import ReadError, read_in_processes, write_files

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

CHUNK = 5_000
BIG = 100_000
"""Incidents from which on starting processes pays."""

WORDS = {
    *("event_type", "sub_event_type", "status", "attribution", "date_precision", "source"),
    *("place_name", "relation", "place_precision", "country_code", "admin1", "name", "role", "type"),
}
"""Columns whose values repeat: read as categories."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything the page filters, as flat tables.

    ``incidents`` has one row per incident, in the order in which they were first stored. In
    ``actors`` and ``excerpts`` the column ``incident`` is the position of a row of ``incidents``;
    in ``excerpts`` the codes of ``article_id`` are those of ``articles``, -1 for an article not stored.
    Words from short lists are categories, days are datetimes, and what is not known is NaT or NaN.
    ``articles`` has no texts. ``revision`` is the store's when they were read.
    """

    incidents: pd.DataFrame
    actors: pd.DataFrame
    excerpts: pd.DataFrame
    articles: pd.DataFrame
    revision: int


def questions() -> dict[str, sa.Select[Any]]:
    """What is asked of the database, by name of table; "settings" tells the revision."""
    return {
        "settings": sa.select(schema.settings.c.value).where(schema.settings.c.name == "revision"),
        "incidents": _columns(schema.incidents, leave_out=("cell",)),
        "actors": _columns(schema.actors),
        "excerpts": _columns(schema.excerpts),
        "articles": _columns(schema.articles, leave_out=("text", "digest")),
    }


def read_tables(engine: Engine) -> Tables:
    """All incidents with their actors and excerpts, as they were at one moment."""
    frames = {name: _to_frame(table) for name, table in _read_all(engine).items()}
    incidents, actors, excerpts, articles = (frames[name] for name in ("incidents", "actors", "excerpts", "articles"))
    numbers = incidents.pop("number").to_numpy()
    for table in (actors, excerpts):
        table["incident"] = np.searchsorted(numbers, table["incident"].to_numpy()).astype(np.int32)
        del table["position"]
    position = pd.Index(articles["id"]).get_indexer(excerpts["article_id"])
    excerpts["article_id"] = pd.Categorical.from_codes(position, pd.Index(articles["id"]))
    return Tables(incidents, actors, excerpts, articles, int(frames["settings"]["value"].iloc[0]))


def _read_all(engine: Engine) -> dict[str, pa.Table]:
    """The tables by name: by the driver's cursor, a big SQLite file by processes of its own."""
    with engine.connect() as connection, _without_collecting():
        if connection.dialect.name != "sqlite":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        last = connection.scalar(sa.select(sa.func.max(schema.incidents.c.number))) or 0
        if connection.dialect.name != "sqlite" or not engine.url.database or last < BIG:
            return {name: _read(connection, question) for name, question in questions().items()}
    try:
        groups = [["incidents"], ["actors", "excerpts", "articles"]]
        return read_in_processes(engine.url.database, groups, "settings")
    except ReadError as error:
        logging.getLogger(__name__).warning("reading the slow way: %s", error)
    with engine.connect() as connection, _without_collecting():
        return {name: _read(connection, question) for name, question in questions().items()}


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No search for garbage meanwhile: millions of values are made, and none of them refers to another."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _columns(table: sa.Table, leave_out: Sequence[str] = ()) -> sa.Select[Any]:
    columns = [column for column in table.c if column.name not in leave_out]
    return sa.select(*columns).order_by(*table.primary_key.columns)


def _read(connection: Connection, statement: sa.Select[Any]) -> pa.Table:
    """The rows of a query, a chunk at a time from the driver's own cursor into columns."""
    columns = list(statement.selected_columns)
    question = statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    chunks: list[list[pa.Array]] = [[_to_arrow(column, ())] for column in columns]
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(str(question))
        while rows := cursor.fetchmany(CHUNK):
            for parts, column, values in zip(chunks, columns, zip(*rows, strict=True), strict=True):
                parts.append(_to_arrow(column, values))
    return pa.table({column.name: pa.chunked_array(parts) for column, parts in zip(columns, chunks, strict=True)})


def _to_arrow(column: sa.ColumnElement[Any], values: Sequence[Any]) -> pa.Array:
    """One column's values: counts that may be missing become floats, words that repeat a dictionary."""
    kind = column.type
    if isinstance(kind, sa.Date):
        if any(isinstance(value, str) for value in values):
            return pa.array(values, pa.string()).cast(pa.date32())
        return pa.array(values, pa.date32())
    if isinstance(kind, sa.Double) or (isinstance(kind, sa.Integer) and getattr(column, "nullable", False)):
        return pa.array(values, pa.float64())
    if isinstance(kind, sa.Integer):
        return pa.array(values, pa.int64())
    return _encoded(column, pa.array(values, pa.string()))


def from_driver(column: sa.ColumnElement[Any], values: pa.Array) -> pa.Array:
    """One column's values as Arrow's SQLite driver gives them, with what ``missing`` stands for taken out."""
    kind = column.type
    if isinstance(kind, sa.Date):
        texts = values.cast(pa.string())
        return pc.if_else(pc.equal(texts, ""), None, texts).cast(pa.date32())
    if isinstance(kind, sa.Double):
        numbers = values.cast(pa.float64())
        return pc.if_else(pc.is_finite(numbers), numbers, None)
    if isinstance(kind, sa.Integer):
        whole = values.cast(pa.int64())
        if getattr(column, "nullable", False):
            return pc.if_else(pc.equal(whole, -1), None, whole.cast(pa.float64()))
        return whole
    return _encoded(column, values.cast(pa.string()))


def _encoded(column: sa.ColumnElement[Any], texts: pa.Array) -> pa.Array:
    return texts.dictionary_encode() if column.name in WORDS else texts


def _to_frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.unify_dictionaries().to_pandas(date_as_object=False, self_destruct=True)
    return frame


def main(database: str, folder: str, *names: str) -> None:
    """Write the tables of these names into a folder: what a reading process of ``sqlite_reader`` does."""
    write_files(database, Path(folder), {name: questions()[name] for name in names}, from_driver)


if __name__ == "__main__":
    main(*sys.argv[1:])
