"""Measures the gazetteer: the built-in index, and one of the size of the full GeoNames.

    python data/gazetteer/benchmark.py builtin
    python data/gazetteer/benchmark.py full [LINES]      # 12 million unless told; needs about 8 GB of disk

The full size is made up: lines in the format of GeoNames' allCountries, with names joined of syllables so that
they are shared among places about as often as GeoNames' are. Prints the seconds and megabytes of the build,
and the median and 99th percentile of a look-up, each in a process of its own.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

FULL_SIZE = 12_000_000
CODES = "P.PPL H.STM S.HTL S.SCH T.MT T.HLL H.LK L.LCTY S.FRM A.ADM3 R.RD S.CH A.ADM2"
COUNTRIES = "US CN IN MX ID RU NO IR PK BR FI SE AU TH CA NP IQ SY"
FIRST = "San Al Lake Upper Lower Nova El Kampung Mount Saint Old Little Cerro Rio"
ONSETS = "b d f g h k l m n p r s t v z sh ch kh"
RIMES = "a e i o u an ar el in or ul"


def make_lines(count: int, seed: int = 1) -> Iterator[str]:
    """Lines of allCountries, in blocks by country, with numbers that rise within a block."""
    chance = random.Random(seed)
    codes, countries, first = CODES.split(), COUNTRIES.split(), FIRST.split()
    syllables = [onset + rime for onset in ONSETS.split() for rime in RIMES.split()]
    for number in range(count):
        country = countries[number * len(countries) // count]
        size = chance.choice((2, 2, 3, 3, 3, 4))
        word = "".join(syllables[int(chance.random() ** 2 * len(syllables))] for _ in range(size)).title()
        name = f"{chance.choice(first)} {word}" if chance.random() < 0.4 else word
        other = ",".join(f"{word}{ending}" for ending in ("a", "skoye", "abad")[: chance.choice((0, 0, 0, 1, 1, 2, 3))])
        kind, _, code = chance.choice(codes).partition(".")
        people = int(10 ** (chance.random() * 6)) if kind == "P" and chance.random() < 0.3 else 0
        latitude, longitude = chance.uniform(-60, 70), chance.uniform(-180, 180)
        yield (
            f"{number + 1}\t{name}\t{name}\t{other}\t{latitude:.5f}\t{longitude:.5f}\t{kind}\t{code}\t{country}\t\t"
            f"{number % 30:02}\t{number % 900:03}\t\t\t{people}\t\t0\tUTC\t2026-01-01\n"
        )


def write_dump(path: Path, count: int) -> None:
    """A zip archive as GeoNames publishes it."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("allCountries.txt", "w", force_zip64=True) as out,
    ):
        for line in make_lines(count):
            out.write(line.encode())


def megabytes() -> int:
    """The most memory that this process held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def step_full(dump: str) -> None:
    """Imports the dump."""
    from geo.gazetteer.geonames import build_from_dump

    started = time.perf_counter()
    done = build_from_dump(
        Path(dump), progress=lambda what, share: print(f"  {what} {share:.0%}", end="\r", file=sys.stderr)
    )
    took = f"{time.perf_counter() - started:.0f} s, of them {time.process_time():.0f} s of one core"
    print(f"build: {took}; {megabytes()} MB; {done.places} places, {done.bad} bad lines")


def step_builtin() -> None:
    """Builds the built-in index."""
    from geo.gazetteer.gazetteer import open_gazetteer

    started = time.perf_counter()
    folder = open_gazetteer().folder
    size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    took = f"{time.perf_counter() - started:.0f} s, of them {time.process_time():.0f} s of one core"
    print(f"build: {took}; {megabytes()} MB; index {size:.0f} MB")


def step_look_up(full: str) -> None:
    """Start-up to the first answer, then many look-ups of names that are there, and of words that are not."""
    started = time.perf_counter()
    from geo.gazetteer.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    assert gazetteer.candidates("Baghdad")
    print(f"import to first answer: {time.perf_counter() - started:.2f} s, {megabytes()} MB")
    chance = random.Random(2)
    if full:
        names = [line.split("\t")[1] for line in make_lines(int(full), seed=1) if chance.random() < 20_000 / int(full)]
    else:
        names = [row[0] for row in gazetteer._database.execute("select name from places order by random() limit 20000")]
    chance.shuffle(names)
    times, cpu_times = [], []
    for name in names:
        start, cpu_start = time.perf_counter(), time.process_time()
        gazetteer._candidates(name)
        cpu_times.append((time.process_time() - cpu_start) * 1000)
        times.append((time.perf_counter() - start) * 1000)
    print(f"look-up of {len(times)} names: {_spread(times)}; of one core: {_spread(cpu_times)}")
    started = time.perf_counter()
    known = sum(gazetteer.knows(f"word{number}") for number in range(100_000))
    speed = 100_000 / (time.perf_counter() - started)
    print(f"words that are no name: {speed:,.0f} a second ({known} known); {megabytes()} MB")


def _spread(times: list[float]) -> str:
    """The middle and the hundredth worst of the milliseconds; on a busy machine those of one core say more."""
    ordered = sorted(times)
    return f"median {ordered[len(times) // 2]:.3f} ms, 99th percentile {ordered[len(times) * 99 // 100]:.3f} ms"


def main() -> None:
    """Runs the steps that the command line asks for."""
    what, *rest = sys.argv[1:] or ["builtin"]
    if what.startswith("step-"):
        {"step-full": step_full, "step-builtin": step_builtin, "step-look_up": step_look_up}[what](*rest)
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATELINE_CACHE": folder}
        count = rest[0] if rest else str(FULL_SIZE)
        steps = [["step-builtin"], ["step-look_up", ""]]
        if what == "full":
            dump = Path(folder) / "allCountries.zip"
            write_dump(dump, int(count))
            steps = [["step-full", str(dump)], ["step-look_up", count]]
        for step in steps:
            subprocess.run([sys.executable, __file__, *step], check=True, env=environment)


if __name__ == "__main__":
    main()
