"""A big SQLite store read into Arrow files by processes of its own, without a Python object per value.

The reader is Arrow's driver, which brings a second copy of SQLite's library. Two copies in one
process drop each other's locks on the file (https://sqlite.org/howtocorrupt.html, 2.2.1), so it is
only ever used in a process that does nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

ROOT = Path(__file__).parent.parent.parent
ROWS = 20_000
TRIES = 5

Questions = dict[str, sa.Select[Any]]


class ReadError(RuntimeError):
    """The store could not be read this way; there is another."""


def read_in_processes(database: str, groups: list[list[str]], moment: str) -> dict[str, pa.Table]:
    """The tables of the groups of names, each group read by a process of its own, all of one moment.

    The table named ``moment`` is read by every process and tells whether the store changed meanwhile:
    then they are read again. Raises ``ReadError`` when that does not help, or a process fails.
    """
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory() as folder:
            running = [_start(database, Path(folder) / str(i), [moment, *names]) for i, names in enumerate(groups)]
            said = [process.communicate()[1] for process in running]
            for process, words in zip(running, said, strict=True):
                if process.returncode:
                    raise ReadError(words.decode(errors="replace") or f"a reader ended with {process.returncode}")
            read = [_read_files(Path(folder) / str(i), [moment, *names]) for i, names in enumerate(groups)]
        if all(tables[moment].equals(read[0][moment]) for tables in read):
            return {name: table for tables in read for name, table in tables.items()}
    raise ReadError("the store changes faster than it can be read")


def _start(database: str, folder: Path, names: list[str]) -> subprocess.Popen[bytes]:
    folder.mkdir()
    command = [sys.executable, "-m", "geo.store.flat", str(Path(database).absolute()), str(folder), *names]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _read_files(folder: Path, names: list[str]) -> dict[str, pa.Table]:
    found = {}
    for name in names:
        with (folder / f"{name}.arrow").open("rb") as file:
            found[name] = pa.ipc.open_stream(file).read_all()
    return found


def write_files(database: str, folder: Path, questions: Questions, convert: Any) -> None:
    """Write the answers as one Arrow file each, as they are at one moment.

    ``convert`` makes the column's own type of what the driver gives. The driver guesses a type from
    the first rows, so what is missing is asked for as a value of the column's own type.
    """
    import adbc_driver_sqlite.dbapi as adbc

    with closing(adbc.connect(database)) as connection:
        for name, question in questions.items():
            columns = list(question.selected_columns)
            asked = [sa.func.coalesce(column, missing(column)).label(column.name) for column in columns]
            filled = question.with_only_columns(*asked)
            text = str(filled.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
            with closing(connection.cursor()) as cursor:
                cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(ROWS)})
                cursor.execute(text)
                chunks: list[list[pa.Array]] = [[] for _ in columns]
                for batch in cursor.fetch_record_batch():
                    for parts, column, values in zip(chunks, columns, batch.columns, strict=True):
                        parts.append(convert(column, values))
            arrays = {
                column.name: pa.chunked_array(parts or [convert(column, pa.array([], pa.string()))])
                for column, parts in zip(columns, chunks, strict=True)
            }
            table = pa.table(arrays).unify_dictionaries()
            with pa.ipc.new_stream(str(folder / f"{name}.arrow"), table.schema) as out:
                out.write_table(table)


def missing(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The value that stands for "not known" in a column, of the column's own type."""
    if isinstance(column.type, sa.Double):
        return sa.literal_column("9e999")
    return sa.literal_column("-1" if isinstance(column.type, sa.Integer) else "''")
