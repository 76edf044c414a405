"""Stories that tell incidents more than once, and pairs of articles on one incident or on two that look alike."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo.reading import read_article
from geo.records import Article, Incident, Reading
from geo.store.store import open_store

if TYPE_CHECKING:
    from geo.reading import Reader

FOLDER = Path(__file__).parent / "retellings"
MARK = re.compile(r"\{(\d+):([^}]*)\}")

# A little worse than what was last measured; make them better with the reading, never worse unseen.
LEAST_TOLD_TOGETHER = 0.8
MOST_TOLD_AS_ONE = 5
LEAST_PAIRS_JOINED = 7


def rows(name: str) -> list[dict[str, Any]]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)[name]  # type: ignore[no-any-return]


def without_marks(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text, and of each mark its number and span."""
    text, at, marks = "", 0, []
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return text + marked[at:], marks


def told_by(incidents: tuple[Incident, ...], start: int, end: int) -> int | None:
    """Which incident has a trigger there."""
    for number, incident in enumerate(incidents):
        if any(one.trigger and one.trigger[0] < end and start < one.trigger[1] for one in incident.excerpts):
            return number
    return None


def test_an_incident_told_again_is_one_and_its_look_alikes_are_others(reader: Reader) -> None:
    together = apart = as_one = 0
    for story in rows("stories"):
        text, marks = without_marks(story["text"].strip())
        incidents = read_article(reader, Article("story", text, published=story["published"])).incidents
        found = [(number, told_by(incidents, start, end)) for number, start, end in marks]
        for one, other in combinations([mark for mark in found if mark[1] is not None], 2):
            together += one[0] == other[0] and one[1] == other[1]
            apart += one[0] == other[0] and one[1] != other[1]
            as_one += one[0] != other[0] and one[1] == other[1]
    assert together / (together + apart) >= LEAST_TOLD_TOGETHER
    assert as_one <= MOST_TOLD_AS_ONE


@pytest.mark.parametrize("turned", [False, True])
def test_two_articles_are_joined_on_evidence_and_look_alikes_are_not(
    turned: bool, reader: Reader, tmp_path: Path
) -> None:
    joined = 0
    for number, pair in enumerate(rows("pairs")):
        store = open_store(str(tmp_path / f"{number}.db"))
        for part in ("second", "first") if turned else ("first", "second"):
            store.load(_read(reader, part, pair[part]))
        one = any(len({excerpt.article_id for excerpt in whole.excerpts}) == 2 for whole in store.incidents())
        store.close()
        assert pair["same"] or not one, pair["name"]
        joined += one
    assert joined >= LEAST_PAIRS_JOINED


def _read(reader: Reader, name: str, part: dict[str, Any]) -> Reading:
    return read_article(reader, Article(name, part["text"], published=part["published"]))
