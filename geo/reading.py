"""One article read from end to end: its mentions and the incidents that it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.actors.actor_table import ActorTable, load_actors
from geo.actors.actors import find_actors
from geo.actors.named_for import with_names_of_actors
from geo.articles.dateline import datelines
from geo.articles.parts import part_starts
from geo.context.implied import with_implied_actors
from geo.context.scene import place_by_story
from geo.context.story_days import with_days_of_story
from geo.dates.dates import find_dates
from geo.dates.tying import find_times, tie_days, tie_to_told
from geo.gazetteer.gazetteer import Gazetteer, open_gazetteer
from geo.gazetteer.geocode import Geocode
from geo.gazetteer.unknowns import ask_unknown
from geo.incidents.hamlets import place_hamlets
from geo.incidents.incidents import find_incidents
from geo.language.language import load_language, parse, read_text
from geo.merging.answers import telling_sentences, with_answers
from geo.merging.merge import merge_incidents
from geo.merging.summaries import without_summaries
from geo.merging.tolls import add_tolls
from geo.places.home import find_home
from geo.places.resolve import Weights, load_weights, resolve_toponyms
from geo.places.toponyms import find_toponyms
from geo.records import Article, Mention, Place, Progress, Reading
from geo.triggers.triggers import TriggerTable, find_triggers, load_triggers, sentences_with_triggers

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs: the language model, the gazetteer and the tables of rules."""

    language: Language
    gazetteer: Gazetteer
    weights: Weights
    actors: ActorTable
    triggers: TriggerTable
    follow_up: Geocode | None = None
    report: Callable[[str], object] = print


def load_reader(
    language: str | None = None,
    progress: Progress | None = None,
    follow_up: Geocode | None = None,
    report: Callable[[str], object] = print,
) -> Reader:
    """A reader with the project's own model and tables; builds the gazetteer's index on first use.

    ``language`` names an installed spaCy pipeline to use instead of the project's own. ``follow_up`` is a
    geocoder for the names that the gazetteer lacks; what it could not answer goes to ``report``.
    """
    return Reader(
        language=load_language(language),
        gazetteer=open_gazetteer(progress=progress),
        weights=load_weights(),
        actors=load_actors(),
        triggers=load_triggers(),
        follow_up=follow_up,
        report=report,
    )


def find_mentions(reader: Reader, article: Article) -> tuple[Doc, list[Mention]]:
    """The article's tokens and its place and date mentions, in the order of the text."""
    doc = read_text(reader.language, article.text)
    toponyms = find_toponyms(article.id, doc, reader.gazetteer)
    home = find_home(article.source, article.url, reader.gazetteer)
    places = resolve_toponyms(doc, toponyms, reader.gazetteer, reader.weights, home)
    places = with_names_of_actors(article.text, ask_unknown(places, reader.follow_up, reader.report), reader.actors)
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    dates = find_dates(article.id, article.text, article.published, sentences)
    return doc, sorted([*places, *dates], key=lambda mention: (mention.start, mention.end))


def read_mentions(reader: Reader, article: Article) -> tuple[Mention, ...]:
    """The article's place, date and actor mentions, in the order of the text."""
    doc, mentions = find_mentions(reader, article)
    places = [mention for mention in mentions if mention.kind == "place"]
    actors = find_actors(article.id, doc, places, reader.actors)
    dates = [mention for mention in mentions if mention.kind == "date"]
    days = tie_days([*dates, *find_times(article.id, article.text, dates)], article.published)
    return tuple(sorted([*places, *days, *actors], key=lambda mention: (mention.start, mention.end)))


def read_article(reader: Reader, article: Article) -> Reading:
    """The article with its mentions and incidents; the parser runs only where a sentence may report one."""
    doc, mentions = find_mentions(reader, article)
    places = [mention for mention in mentions if mention.kind == "place"]
    inside = told(mentions, article.text)
    inside_places = [mention for mention in inside if mention.kind == "place"]
    dates = tie_to_told([mention for mention in inside if mention.kind == "date"], article.text)
    actors = told(find_actors(article.id, doc, places, reader.actors), article.text)
    telling = sentences_with_triggers(doc, reader.triggers)
    doc = parse(reader.language, doc, [*telling, *telling_sentences(doc, telling)])
    triggers = find_triggers(doc, reader.triggers)
    found = find_incidents(article, doc, places, dates, actors, triggers, reader.triggers)
    reports = place_hamlets(doc, inside_places, found, lambda name: places_named(name, reader.gazetteer))
    told_of = with_answers(article.id, doc, add_tolls(article.id, doc, reports, actors, inside), actors)
    merged = with_days_of_story(doc, dates, merge_incidents(told_of, article.text), article.published)
    kept = {mention.start for mention in inside_places}
    openings = [mention for mention in places if mention.start not in kept]
    placed = place_by_story(doc, inside_places, merged, lambda code: capital_of(code, reader.gazetteer), openings)
    incidents = with_implied_actors(without_summaries(placed, part_starts(article.text)), actors)
    words = [
        Mention(article.id, "trigger", *excerpt.trigger, article.text[slice(*excerpt.trigger)], incident.sub_event_type)
        for incident in incidents
        for excerpt in incident.excerpts
        if excerpt.trigger
    ]
    everything = sorted([*mentions, *actors, *words], key=lambda mention: (mention.start, mention.end))
    return Reading(article, tuple(everything), tuple(incidents))


def places_named(name: str, gazetteer: Gazetteer) -> list[Place]:
    """The gazetteer's places of the name, adjectives of nations left out."""
    matches = gazetteer.candidates(name)
    return [gazetteer.to_place(match.entry) for match in matches if match.how not in ("demonym", "abbreviation")]


def capital_of(country_code: str, gazetteer: Gazetteer) -> Place | None:
    """The capital of the country, None when it is not known."""
    entry = gazetteer.capital(country_code)
    return None if entry is None else gazetteer.to_place(entry)


def told(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of the story itself: a dateline says where and when it was written, not what happened."""
    openings = datelines(text)
    return [mention for mention in mentions if not any(start <= mention.start < end for start, end in openings)]


def read_articles(reader: Reader, articles: Iterable[Article]) -> Iterator[Reading]:
    """Each article read in turn."""
    for article in articles:
        yield read_article(reader, article)
