"""Tables of the database as flat pandas tables, a million rows in seconds."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from geo import schema

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

CHUNK = 5_000
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


def read_tables(engine: Engine) -> Tables:
    """All incidents with their actors and excerpts, as they were at one moment."""
    revision = sa.select(schema.settings.c.value).where(schema.settings.c.name == "revision")
    wanted = (
        revision,
        _columns(schema.incidents, leave_out=("cell",)),
        _columns(schema.actors),
        _columns(schema.excerpts),
        _columns(schema.articles, leave_out=("text", "digest")),
    )
    with engine.connect() as connection, _without_collecting():
        if connection.dialect.name != "sqlite":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        frames = [_to_frame(_read(connection, statement)) for statement in wanted]
    moment, incidents, actors, excerpts, articles = frames
    numbers = incidents.pop("number").to_numpy()
    for table in (actors, excerpts):
        table["incident"] = np.searchsorted(numbers, table["incident"].to_numpy()).astype(np.int32)
        del table["position"]
    position = pd.Index(articles["id"]).get_indexer(excerpts["article_id"])
    excerpts["article_id"] = pd.Categorical.from_codes(position, pd.Index(articles["id"]))
    return Tables(incidents, actors, excerpts, articles, int(moment["value"].iloc[0]))


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


def _encoded(column: sa.ColumnElement[Any], texts: pa.Array) -> pa.Array:
    return texts.dictionary_encode() if column.name in WORDS else texts


def _to_frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.unify_dictionaries().to_pandas(date_as_object=False, self_destruct=True)
    return frame
