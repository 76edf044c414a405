"""Scores what the program reads in the labelled articles of tests/gold (see the README there).

python tests/gold_scoring.py tuned --show      the figures, and each mistake
python tests/gold_scoring.py held_out          the figures only
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.gazetteer.geocode import distance_km
from geo.records import EVENT_TYPE_OF, Article, Incident, Span

FOLDER = Path(__file__).parent / "gold"
HALVES = ("tuned", "opened", "stories", "news", "held_out")
FIGURES = ("found", "kind", "place", "day", "status", "attribution", "actors", "deaths")
ON_THE_MAP = ("occurred", "ongoing", "planned")
Show = Callable[[str, str, str, str], None]


@dataclass(frozen=True)
class Label:
    """One labelled incident with the spans of its quotes."""

    fields: dict[str, Any]
    quotes: tuple[Span, ...]
    triggers: tuple[Span, ...]

    @property
    def optional(self) -> bool:
        return bool(self.fields.get("optional"))


@dataclass(frozen=True)
class Labelled:
    """An article with its labels."""

    article: Article
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1 by figure, and the number of markers that must not be there."""

    figures: dict[str, float]
    wrong_markers: int
    incidents: int

    @property
    def total(self) -> float:
        return sum(self.figures.values()) / len(self.figures)


def load_gold(half: str) -> list[Labelled]:
    """Return the labelled articles of one file, such as "tuned". Raises ValueError for a quote that the text lacks."""
    with (FOLDER / f"{half}.jsonl").open(encoding="utf-8") as file:
        return [_labelled(json.loads(line)) for line in file]


def load_figures_of_speech() -> list[Article]:
    """Return the sentences that report no incident, each as an article."""
    lines = (FOLDER / "figures_of_speech.txt").read_text(encoding="utf-8").splitlines()
    day = date(2023, 5, 17)
    return [Article(line, line, published=day) for line in lines if line.strip() and not line.startswith("#")]


def is_marker(incident: Incident) -> bool:
    """Return whether the map shows an incident without being asked."""
    return incident.place is not None and incident.status in ON_THE_MAP


def _labelled(row: dict[str, Any]) -> Labelled:
    text = row["text"]
    article = Article(row["id"], text, row["title"], date.fromisoformat(row["published"]), row["source"])
    return Labelled(article, tuple(_label(article, fields) for fields in row["incidents"]))


def _label(article: Article, fields: dict[str, Any]) -> Label:
    if fields["sub_event_type"] not in EVENT_TYPE_OF:
        raise ValueError(f"{article.id}: unknown sub-event type {fields['sub_event_type']}")
    quotes, triggers = [], []
    for excerpt in fields["excerpts"]:
        quote, trigger = excerpt["quote"], excerpt["trigger"]
        if article.text.count(quote) != 1 or trigger not in quote:
            raise ValueError(f"{article.id}: the quote is not found once in the text: {quote}")
        start = article.text.index(quote)
        inner = start + quote.index(trigger)
        quotes.append((start, start + len(quote)))
        triggers.append((inner, inner + len(trigger)))
    return Label(fields, tuple(quotes), tuple(triggers))


def score(gold: Sequence[Labelled], read: Callable[[Article], Iterable[Incident]], show: Show | None = None) -> Score:
    """Return the score of a reading: each label is matched with at most one incident that quotes the same words."""
    right: collections.Counter[str] = collections.Counter()
    count = wrong = 0
    for labelled in gold:
        incidents = list(read(labelled.article))
        matched, spare = _match(labelled.labels, incidents)
        for label in labelled.labels:
            if label.optional:
                continue
            count += 1
            incident = matched.get(id(label))
            checks = _checks(label, incident) if incident else {}
            right.update(figure for figure in FIGURES if incident and checks[figure])
            if show:
                words = label.fields["excerpts"][0]["quote"]
                if incident is None:
                    show("found", labelled.article.id, words, "")
                for figure in (figure for figure, good in checks.items() if not good):
                    show(figure, labelled.article.id, f"{_told(label.fields)} <- {words}", str(_said(incident)))
        wrong += len(spare)
        if show:
            for incident in spare:
                show("wrong marker", labelled.article.id, incident.excerpts[0].text[:120], str(_said(incident)))
    return Score({figure: round(right[figure] / count, 4) for figure in FIGURES}, wrong, count)


def score_joins(gold: Sequence[Labelled], incidents: Iterable[Incident]) -> tuple[int, int, int]:
    """Return of the incidents read from all articles: labelled pairs joined, labelled pairs, and wrong joins.

    A join is wrong when an incident has excerpts of two articles that are not one pair's.
    """
    pairs: dict[str, list[tuple[str, Label]]] = collections.defaultdict(list)
    for labelled in gold:
        for label in labelled.labels:
            if "same_as" in label.fields:
                pairs[label.fields["same_as"]].append((labelled.article.id, label))
    joined, wrong = set(), 0
    for incident in incidents:
        articles = {excerpt.article_id for excerpt in incident.excerpts}
        if len(articles) < 2:
            continue
        told = [word for word, reports in pairs.items() if all(_reports(incident, *report) for report in reports)]
        joined.update(told)
        wrong += not told or len(articles) > 2
    return len(joined), len(pairs), wrong


def _reports(incident: Incident, article_id: str, label: Label) -> bool:
    excerpts = [excerpt for excerpt in incident.excerpts if excerpt.article_id == article_id]
    return any(_cross(span, (excerpt.start, excerpt.end)) for span in label.quotes for excerpt in excerpts)


def _match(labels: Sequence[Label], incidents: list[Incident]) -> tuple[dict[int, Incident], list[Incident]]:
    """Return the incident of each label, best fit first, and the markers left over that no optional label allows."""
    fits = sorted(
        (
            (_fit(label, incident), -incidents.index(incident), -number)
            for number, label in enumerate(labels)
            for incident in incidents
            if _overlap(label.quotes, incident)
        ),
        reverse=True,
    )
    matched: dict[int, Incident] = {}
    used: set[int] = set()
    for _, place, number in fits:
        label = labels[-number]
        if -place not in used and id(label) not in matched:
            matched[id(label)] = incidents[-place]
            used.add(-place)
    spare = [
        incident
        for number, incident in enumerate(incidents)
        if number not in used
        and is_marker(incident)
        and not any(label.optional and _overlap(label.quotes, incident) for label in labels)
    ]
    return matched, spare


def _fit(label: Label, incident: Incident) -> tuple[bool, bool, bool, bool, bool]:
    checks = _checks(label, incident)
    on_trigger = any(
        excerpt.trigger and _cross(excerpt.trigger, span) for excerpt in incident.excerpts for span in label.triggers
    )
    return not label.optional, checks["kind"], on_trigger, checks["place"], checks["day"]


def _overlap(spans: Sequence[Span], incident: Incident) -> bool:
    return any(_cross(span, (excerpt.start, excerpt.end)) for span in spans for excerpt in incident.excerpts)


def _cross(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _checks(label: Label, incident: Incident) -> dict[str, bool]:
    fields = label.fields
    nobody = not any(actor["role"] == "perpetrator" for actor in fields["actors"])
    deaths = [fields["fatalities_best"], *fields.get("or_fatalities", [])]
    return {
        "found": True,
        "kind": incident.sub_event_type in [fields["sub_event_type"], *fields.get("or_kinds", [])],
        "place": _place_right(fields["place"], incident),
        "day": _day_right(fields, incident),
        "status": incident.status in [fields["status"], *fields.get("or_status", [])],
        "attribution": nobody or incident.attribution == fields["attribution"],
        "actors": all(_named(actor, incident) for actor in fields["actors"][:2]),
        "deaths": incident.fatalities_best in deaths or (not incident.fatalities_best and not all(deaths)),
    }


def _place_right(place: dict[str, Any] | None, incident: Incident) -> bool:
    if place is None or incident.place is None:
        return place is None and incident.place is None
    far = distance_km(place["latitude"], place["longitude"], incident.place.latitude, incident.place.longitude)
    return far <= place["tolerance_km"]


def _day_right(fields: dict[str, Any], incident: Incident) -> bool:
    """Return whether the day is right: the same single day, or a span that meets a longer one or one without an end."""
    start, end = (fields[name] and date.fromisoformat(fields[name]) for name in ("date_start", "date_end"))
    if start and start == end:
        return incident.date_start == incident.date_end == start
    if start is None:
        return incident.date_precision != "day"
    first, last = incident.date_start or incident.date_end, incident.date_end or incident.date_start
    return bool(first and last and first <= (end or date.max) and last >= start)


def _named(actor: dict[str, Any], incident: Incident) -> bool:
    names = " | ".join(known.name.lower() for known in incident.actors)
    return any(name.lower() in names for name in (actor["name"], *actor["aliases"]))


def _told(fields: dict[str, Any]) -> list[Any]:
    place = (fields["place"] or {}).get("name")
    names = [actor["name"] for actor in fields["actors"]]
    days = [fields["date_start"], fields["date_end"]]
    sure = [fields["status"], fields["attribution"]]
    return [fields["sub_event_type"], place, *days, *sure, names, fields["fatalities_best"]]


def _said(incident: Incident | None) -> list[Any]:
    if incident is None:
        return []
    place = incident.place.name if incident.place else None
    names = [actor.name for actor in incident.actors]
    days = [str(incident.date_start), str(incident.date_end)]
    sure = [incident.status, incident.attribution]
    return [incident.sub_event_type, place, *days, *sure, names, incident.fatalities_best]


def main() -> None:
    """Print the score of one half."""
    from geo.reading import load_reader, read_article
    from geo.store.store import open_store

    parser = argparse.ArgumentParser()
    parser.add_argument("half", choices=(*HALVES, "figures"))
    parser.add_argument("--show", action="store_true", help="print each mistake; not for the held-out articles")
    arguments = parser.parse_args()
    if arguments.half == "figures":
        reader = load_reader()
        said = [(article.text, read_article(reader, article).incidents) for article in load_figures_of_speech()]
        false = [f"{text}  ->  {_said(found[0])}" for text, found in said if any(map(is_marker, found))]
        print("\n".join([*false, json.dumps({"sentences": len(said), "with_a_marker": len(false)})]))
        return
    if arguments.show and arguments.half == "held_out":
        parser.error("the held-out articles are not to be looked at; leave out --show")
    reader, gold = load_reader(), load_gold(arguments.half)
    show: Show | None = (lambda *words: print(" | ".join(words))) if arguments.show else None
    found = score(gold, lambda article: read_article(reader, article).incidents, show)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/gold.db")
        for labelled in gold:
            store.load(read_article(reader, labelled.article))
        joined, pairs, wrong = score_joins(gold, store.incidents())
        store.close()
    figures = {**found.figures, "total": round(found.total, 4), "wrong_markers": found.wrong_markers}
    print(json.dumps({**figures, "pairs_joined": f"{joined} of {pairs}", "wrong_joins": wrong}))


if __name__ == "__main__":
    main()
