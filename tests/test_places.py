"""The quality of recognition, roles and resolution on the project's own marked articles, as floors."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from geo.gazetteer.gazetteer import open_gazetteer
from geo.gazetteer.geocode import distance_km
from geo.language.language import load_language, read_text
from geo.places.resolve import load_weights, resolve_toponyms
from geo.places.toponyms import find_toponyms
from geo.records import Mention
from tests.marked import MarkedArticle, MarkedPlace, marked_articles, read_marked

RIGHT_KM = 161


@dataclass
class Score:
    """Counts over all articles, as the literature on toponyms counts them."""

    found_right: int = 0
    found: int = 0
    marked_found: int = 0
    marked: int = 0
    with_point: int = 0
    located: int = 0
    right: int = 0
    role_right: int = 0
    missed: tuple[str, ...] = ()

    @property
    def f1(self) -> float:
        precision, recall = self.found_right / self.found, self.marked_found / self.marked
        return 2 * precision * recall / (precision + recall)


def overlap(mention: Mention, place: MarkedPlace) -> int:
    return min(mention.end, place.end) - max(mention.start, place.start)


def add(score: Score, article: MarkedArticle, mentions: list[Mention]) -> None:
    score.found += len(mentions)
    score.found_right += sum(any(overlap(m, place) > 0 for place in article.places) for m in mentions)
    for place in article.places:
        best = max(mentions, key=lambda mention: overlap(mention, place), default=None)
        hit = best if best is not None and overlap(best, place) > 0 else None
        score.marked += 1
        score.marked_found += hit is not None
        score.role_right += hit is not None and hit.role == place.role
        if place.point is None:
            continue
        score.with_point += 1
        if hit is None or hit.place is None:
            score.missed += (f"{article.name}: {place.text} not located",)
            continue
        score.located += 1
        if distance_km(*place.point, hit.place.latitude, hit.place.longitude) <= RIGHT_KM + hit.place.radius_km * 0.5:
            score.right += 1
        else:
            score.missed += (f"{article.name}: {place.text} taken for {hit.place}",)


@pytest.fixture(scope="module")
def score() -> Score:
    nlp, gazetteer, weights = load_language(), open_gazetteer(), load_weights()
    total = Score()
    for article in marked_articles():
        doc = read_text(nlp, article.text)
        add(total, article, resolve_toponyms(doc, find_toponyms(article.name, doc, gazetteer), gazetteer, weights))
    return total


def test_there_are_many_articles_from_many_countries() -> None:
    assert len(marked_articles()) >= 25
    assert sum(len(article.places) for article in marked_articles()) > 400


def test_a_mark_becomes_offsets_into_the_plain_text() -> None:
    article = read_marked("x", "In [Najaf|32.03,44.35|l] the [US||a] said.")
    assert article.text == "In Najaf the US said."
    assert [article.text[p.start : p.end] for p in article.places] == ["Najaf", "US"]
    assert [p.point for p in article.places] == [(32.03, 44.35), None]


def test_places_are_found(score: Score) -> None:
    assert score.f1 > 0.95


def test_places_are_found_and_located(score: Score) -> None:
    assert score.right / score.with_point > 0.91, score.missed


def test_what_is_located_is_right(score: Score) -> None:
    assert score.right / score.located > 0.95, score.missed


def test_roles_are_right(score: Score) -> None:
    assert score.role_right / score.marked_found > 0.88
