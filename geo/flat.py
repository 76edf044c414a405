"""Tables of the database as flat pandas tables, a million rows in seconds.

SQLite is read by Arrow's own driver, which makes no Python object per value; other databases by
their Python driver.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import adbc_driver_sqlite.dbapi as adbc
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from geo import schema

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

CHUNK = 20_000
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
    if engine.url.get_backend_name() == "sqlite" and engine.url.database:
        with closing(adbc.connect(engine.url.database)) as connection:
            frames = [_to_frame(_read_sqlite(connection, statement)) for statement in wanted]
    else:
        with engine.connect() as connection:
            if connection.dialect.name != "sqlite":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            frames = [_to_frame(_read_any(connection, statement)) for statement in wanted]
    moment, incidents, actors, excerpts, articles = frames
    numbers = incidents.pop("number").to_numpy()
    for table in (actors, excerpts):
        table["incident"] = np.searchsorted(numbers, table["incident"].to_numpy()).astype(np.int32)
        del table["position"]
    position = pd.Index(articles["id"]).get_indexer(excerpts["article_id"])
    excerpts["article_id"] = pd.Categorical.from_codes(position, pd.Index(articles["id"]))
    return Tables(incidents, actors, excerpts, articles, int(moment["value"].iloc[0]))


def _columns(table: sa.Table, leave_out: Sequence[str] = ()) -> sa.Select[Any]:
    columns = [column for column in table.c if column.name not in leave_out]
    return sa.select(*columns).order_by(*table.primary_key.columns)


def _read_sqlite(connection: Any, statement: sa.Select[Any]) -> pa.Table:
    """The rows of a query, by Arrow's driver.

    It guesses the type of a column from its first rows, so what is missing is asked for as a value
    of the column's own type.
    """
    columns = list(statement.selected_columns)
    asked = [sa.func.coalesce(column, _missing(column)).label(column.name) for column in columns]
    filled = statement.with_only_columns(*asked)
    question = filled.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with closing(connection.cursor()) as cursor:
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(CHUNK)})
        cursor.execute(str(question))
        chunks: list[list[pa.Array]] = [[_from_any(column, ())] for column in columns]
        for batch in cursor.fetch_record_batch():
            for parts, column, values in zip(chunks, columns, batch.columns, strict=True):
                parts.append(_from_sqlite(column, values))
    return pa.table({column.name: pa.chunked_array(parts) for column, parts in zip(columns, chunks, strict=True)})


def _missing(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    if isinstance(column.type, sa.Double):
        return sa.literal_column("9e999")
    return sa.literal_column("-1" if isinstance(column.type, sa.Integer) else "''")


def _from_sqlite(column: sa.ColumnElement[Any], values: pa.Array) -> pa.Array:
    kind = column.type
    if isinstance(kind, sa.Date):
        texts = values.cast(pa.string())
        return pc.if_else(pc.equal(texts, ""), None, texts).cast(pa.date32())
    if isinstance(kind, sa.Double):
        numbers = values.cast(pa.float64())
        return pc.if_else(pc.is_finite(numbers), numbers, None)
    if isinstance(kind, sa.Integer):
        if getattr(column, "nullable", False):
            return pc.if_else(pc.equal(values, -1), None, values.cast(pa.float64()))
        return values.cast(pa.int64())
    return _encoded(column, values.cast(pa.string()))


def _read_any(connection: Connection, statement: sa.Select[Any]) -> pa.Table:
    """The rows of a query, by the Python driver of any database."""
    columns = list(statement.selected_columns)
    chunks: list[list[pa.Array]] = [[_from_any(column, ())] for column in columns]
    found = connection.execution_options(stream_results=True).execute(statement)
    for rows in found.partitions(CHUNK):
        for parts, column, values in zip(chunks, columns, zip(*rows, strict=True), strict=True):
            parts.append(_from_any(column, values))
    return pa.table({column.name: pa.chunked_array(parts) for column, parts in zip(columns, chunks, strict=True)})


def _from_any(column: sa.ColumnElement[Any], values: Sequence[Any]) -> pa.Array:
    kind = column.type
    if isinstance(kind, sa.Date):
        return pa.array(values, pa.date32())
    if isinstance(kind, sa.Double) or getattr(column, "nullable", False):
        return pa.array(values, pa.float64())
    if isinstance(kind, sa.Integer):
        return pa.array(values, pa.int64())
    return _encoded(column, pa.array(values, pa.string()))


def _encoded(column: sa.ColumnElement[Any], texts: pa.Array) -> pa.Array:
    return texts.dictionary_encode() if column.name in WORDS else texts


def _to_frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.unify_dictionaries().to_pandas(date_as_object=False, self_destruct=True)
    return frame
