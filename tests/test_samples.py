"""The sample articles, which are the first thing that anybody sees: no mark lies outside the story's own countries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gold_scoring import is_marker

from geo.articles.articles import read_articles
from geo.reading import read_article
from geo.records import Article

if TYPE_CHECKING:
    from geo.reading import Reader

SAMPLES = [
    found
    for found in read_articles(Path(__file__).parent.parent / "data" / "samples" / "articles.jsonl")
    if isinstance(found, Article)
]
COUNTRIES = {
    "baghdad-airport-strike": "IQ", "baghdad-funeral": "IQ", "kuwait-deployment": "KW",
    "tehran-funeral-kerman": "IQ IR",
    "al-asad-missiles": "IQ IR", "ps752-admission": "IR", "beirut-port-first": "LB", "beirut-port-protest": "LB",
    "mariupol-hospital": "UA", "christchurch-mosques": "NZ", "mogadishu-truck-bomb": "SO", "mogadishu-toll": "SO",
    "gaziantep-earthquake": "TR SY", "sri-lanka-easter": "LK", "chibok-abduction": "NG", "hong-kong-june": "HK",
    "culiacan-clash": "MX", "karabakh-ceasefire": "AM AZ", "kabul-airport": "AF", "capitol-riot": "US",
}  # fmt: skip


@pytest.mark.parametrize("article", SAMPLES, ids=lambda article: str(article.id))
def test_every_mark_of_a_sample_lies_in_a_country_of_its_story(article: Article, reader: Reader) -> None:
    marks = [incident for incident in read_article(reader, article).incidents if is_marker(incident)]
    assert marks
    codes = {mark.place.country_code for mark in marks if mark.place}
    assert codes - {""} <= set(COUNTRIES[article.id].split())
