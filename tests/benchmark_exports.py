"""How long snapshots and the store take, as a table: ``python tests/benchmark_exports.py [INCIDENTS ...]``.

Each size has a store of its own, made by the seeded generator and kept for the next run in the
folder that DATELINE_BENCHMARK names, else in the system's folder for temporary files.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from geo.export.snapshot import Order, snapshot, source_of
from geo.store.store import Store, open_store
from geo.view.filters import Filters
from geo.view.generate import generate
from geo.view.view import to_incidents

LIMITS = {("png", 1_000): 2.0, ("svg", 1_000): 4.0, ("pdf", 1_000): 4.0, ("png", 1_000_000): 6.0}
MOST_RECORDS = 10_000
ORDER = Order(Filters(statuses=()), exported=date(2026, 1, 1))


def timed(work: Callable[[], object], times: int = 3) -> float:
    """The median time of some work, in seconds."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def stored(size: int) -> Store:
    """The store with so many generated incidents."""
    folder = Path(os.environ.get("DATELINE_BENCHMARK") or tempfile.gettempdir())
    store = open_store(str(folder / f"dateline-benchmark-{size}.db"))
    if store.count()["incidents"] != size:
        started = time.perf_counter()
        store.load_bulk(generate(size))
        row(size, "generate and store", time.perf_counter() - started)
    return store


def row(size: int, what: str, seconds: float, limit: float | None = None) -> None:
    """One line of the table."""
    told = f"  at most {limit:g} s: {'kept' if seconds <= limit else 'MISSED'}" if limit else ""
    print(f"{size:>9,}  {what:<22}{seconds:>8.2f} s{told}", flush=True)


def measure(size: int) -> None:
    """The lines for one size."""
    store = stored(size)
    row(size, "read the tables", timed(store.frame, 1), 20.0 if size == 1_000_000 else None)
    tables = store.frame()
    row(size, "prepare for filtering", timed(lambda: to_incidents(tables), 1))
    source = source_of(store, to_incidents(tables))
    one = next(store.incidents())
    row(size, "find the neighbours", timed(lambda: store.neighbours(one)))
    forms = ["png", "svg", "pdf"] + ["html", "geojson", "csv", "acled", "kml", "gpkg", "xlsx"] * (size <= MOST_RECORDS)
    for form in forms:
        row(size, form, timed(lambda form=form: snapshot(source, form, ORDER)), LIMITS.get((form, size)))  # type: ignore[misc]
    store.close()


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["1000", "10000", "100000", "1000000"]:
        measure(int(wanted.replace(",", "").replace("_", "")))
