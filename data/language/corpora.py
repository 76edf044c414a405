"""Reads the training corpora (see ATTRIBUTION.md for where each is published) into plain sentences."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated sentence.

    ``heads`` are token indices (the root is its own head) and empty where the corpus has no trees;
    ``entities`` are (first token, token after the last, label).
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    entities: tuple[tuple[int, int, str], ...] = ()
    source: str = ""


def open_lines(path: Path) -> Iterator[str]:
    """The lines of a gzipped text file, without their line ends."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def blocks(path: Path) -> Iterator[list[str]]:
    """The runs of lines between empty lines."""
    block: list[str] = []
    for line in open_lines(path):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_trees(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, by syntactic word; no space stands within a multiword token."""
    for block in blocks(path):
        rows, inner, after = [], {}, {}
        for line in block:
            if line.startswith("#"):
                continue
            fields = line.split("\t")
            if "-" in fields[0]:
                first, last = map(int, fields[0].split("-"))
                inner.update(dict.fromkeys(range(first, last), True))
                after[last] = "SpaceAfter=No" in fields[9]
            elif "." not in fields[0]:
                rows.append(fields)
        spaces = tuple(
            not (inner.get(n, False) or after.get(n, "SpaceAfter=No" in row[9])) for n, row in enumerate(rows, start=1)
        )
        yield Sentence(
            words=tuple(row[1] for row in rows),
            spaces=spaces,
            tags=tuple(row[4] for row in rows),
            lemmas=tuple(row[2] for row in rows),
            heads=tuple(int(row[6]) - 1 if row[6] != "0" else n for n, row in enumerate(rows)),
            labels=tuple("ROOT" if row[7] == "root" else row[7] for row in rows),
            source=path.name.split(".")[0],
        )
