"""Actor mentions in a text, each under its canonical name: "Washington", "US" and "the Pentagon" are one.

Names come from the table (data/actors), persons from their titles and the language model, and what has
no name keeps its description: "pro-Iran mob", "gunmen", "Iraqi police".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.actor_table import ActorTable, ActorTableError, Alias, Description, Word, load_actors, split_words
from geo.persons import Person, find_persons, introduction
from geo.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["ActorTable", "ActorTableError", "find_actors", "load_actors"]

_GAPS = frozenset({" ", "-", "‑", "‐", "–", "'", "’", ".", ". ", "\n", "\u00a0", " - ", "/", ", ", "' ", "’ ", " ("})
LONGEST_DESCRIPTION = 8
"""Words that may stand before the noun of a description."""

_SIDES = frozenset({"pro", "anti"})


_ARMED = frozenset({"rebel group", "political militia", "identity militia", "state forces"})
_FORCES = frozenset({"troops", "soldiers", "forces", "army", "military", "warplanes", "paratroopers", "marines"})
_OWN = frozenset({"other", "more", "armed"})
_OPENERS = frozenset({"the", "in", "at", "on", "by", "from", "of", "and", "a", "an", "to", "with"})


@dataclass(frozen=True, slots=True)
class _Hit:
    """Words that name an actor of the table."""

    first: int
    after: int
    alias: Alias


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    role: str
    country_code: str
    precision: str


def find_actors(article_id: str, doc: Doc, places: Sequence[Mention], table: ActorTable) -> list[Mention]:
    """The actor mentions of ``doc``, in the order of the text; none overlaps another.

    ``places`` tell a capital from its government: a place whose role is "literal" is no actor.
    """
    text: str = doc.text
    words = split_words(text)
    spots = [
        _Place(p.start, p.end, p.role, p.place.country_code if p.place else "", p.place.precision if p.place else "")
        for p in places
    ]
    hits = list(_table_hits(text, words, table, spots))
    states = {
        index: hit.alias.actor
        for hit in hits
        if hit.alias.sort not in ("name", "bare")
        for index in range(hit.first, hit.after)
    }
    known = {hit.first: (hit.after, hit.alias.actor) for hit in hits if hit.alias.actor.type == "individual"}
    covers = sorted((spot.start, spot.end) for spot in spots)
    persons_of_model = [
        (ent.start_char, ent.end_char)
        for ent in doc.ents
        if ent.label_ == "PERSON" and not _is_inside(ent.start_char, ent.end_char, covers)
    ]
    organisations = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "ORG"]
    named = {index: hit.alias.actor for hit in hits for index in range(hit.first, hit.after)}
    persons = find_persons(text, words, table, persons_of_model, states, known, named)
    found: dict[tuple[int, int], tuple[Actor, str]] = {}
    for person in persons:
        found[person.first, person.after] = (person.actor, person.reason)
    taken = {index for first, after in found for index in range(first, after)}
    described = list(_described(text, words, table, hits, persons, taken))
    for first, after, actor, reason in _with_their_state(words, described):
        found[first, after] = (actor, reason)
        taken.update(range(first, after))
    literal = _words_of([spot for spot in spots if spot.role == "literal"], words)
    anywhere = _words_of(spots, words)
    leading = _leading_to_persons(text, words, table, states, persons)
    hits_at = {index for hit in hits for index in range(hit.first, hit.after)}
    for hit in hits:
        span = range(hit.first, hit.after)
        if _is_tail_of_name(text, words, hit, table, taken, hits_at):
            continue
        somewhere = literal.intersection(span) and not _owns_a_deed(text, words, hit, table)
        if not leading.issuperset(span) and not taken.intersection(span) and not somewhere:
            quote, actor = _quote(text, words, span), hit.alias.actor
            if hit.alias.sort == "people" and (hit.first == 0 or words[hit.first - 1].key != "the"):
                first = _first_modifier(text, words, hit.first, table, {}, taken)
                span = range(first, hit.after)
                found[first, hit.after] = _people(_quote(text, words, span), actor.country_code)
            else:
                found[hit.first, hit.after] = (actor, f"'{quote}' is {actor.name}")
            taken.update(span)
    for first, after, actor, reason in _organisations(text, words, table, organisations, taken):
        plain = after - first == 1 and (
            _sentence_begins(text, words, first) or words[first].key in table.grammar["not_names"]
        )
        if not literal.intersection(range(first, after)) and not plain and not anywhere.issuperset(range(first, after)):
            found[first, after] = (actor, reason)
            taken.update(range(first, after))
    return [
        Mention(
            article_id, "actor", words[first].start, words[after - 1].end,
            text[words[first].start : words[after - 1].end], actor.name,
            role="described" if reason.startswith("described") else "named", actor=actor, reasons=(reason,),
        )
        for (first, after), (actor, reason) in sorted(found.items())
    ]  # fmt: skip


def _is_tail_of_name(
    text: str, words: list[Word], hit: _Hit, table: ActorTable, taken: set[int], hits: set[int]
) -> bool:
    """Whether a longer, unknown name ends in that of a group: "Saraya Ansar al-Sunna" is another group."""
    if hit.alias.sort != "name" or hit.alias.actor.type not in _ARMED or hit.first < 1:
        return False
    before = words[hit.first - 1]
    if text[before.end : words[hit.first].start] != " " or not before.text[0].isupper() or before.text.isupper():
        return False
    known = before.key in table.modifiers or (before.key,) in table.titles or before.key in table.grammar["not_names"]
    other = (
        hit.first - 1 in taken | hits or (before.key,) in table.descriptions or before.key in table.description_words
    )
    return not known and not other and not _sentence_begins(text, words, hit.first - 1)


def _owns_a_deed(text: str, words: list[Word], hit: _Hit, table: ActorTable) -> bool:
    """Whether a country's name stands for its state by what follows: "Russia's shelling of", "Mali's new rulers"."""
    after = hit.after
    if hit.alias.sort != "country" or after >= len(words) or words[after].key != "s":
        return False
    if text[words[after].start - 1] not in "'’":
        return False
    return any(word.key in table.grammar["deeds"] for word in words[after + 1 : after + 4])


def _people(quote: str, country_code: str) -> tuple[Actor, str]:
    """ "Iraqis", "armed Serbs": people of a country, not their state."""
    kind = "political militia" if "armed" in quote.lower() or "masked" in quote.lower() else "civilians"
    return Actor(quote, kind, country_code), f"described as '{quote}'"


def _leading_to_persons(
    text: str, words: list[Word], table: ActorTable, states: dict[int, Actor], persons: list[Person]
) -> set[int]:
    """The words that only say where a person is from: "US" in "US President Donald Trump" does not act."""
    leading: set[int] = set()
    for person in persons:
        indexes, nouns = introduction(text, words, table, states, person.first)
        if nouns:
            leading.update(indexes)
    return leading


def _quote(text: str, words: list[Word], span: range) -> str:
    return text[words[span.start].start : words[span.stop - 1].end]


def _is_inside(start: int, end: int, covers: list[tuple[int, int]]) -> bool:
    """Whether one of the sorted spans holds the whole of another."""
    index = bisect_right(covers, (start, end))
    return any(first <= start and end <= after for first, after in covers[max(0, index - 2) : index + 1])


def _words_of(spots: Iterable[_Place], words: list[Word]) -> set[int]:
    """The words that the places are named with."""
    starts = [word.start for word in words]
    found: set[int] = set()
    for spot in spots:
        found.update(range(bisect_left(starts, spot.start), bisect_left(starts, spot.end)))
    return found


def _table_hits(text: str, words: list[Word], table: ActorTable, spots: list[_Place]) -> Iterator[_Hit]:
    """Names of the table, longest first; a capital only where the place mentions say that it acts."""
    by_start = {spot.start: spot for spot in spots}
    countries = Counter(spot.country_code for spot in spots if spot.country_code)
    shouting = _is_shouting(text)
    aliases = table.aliases
    index, count = 0, len(words)
    while index < count:
        group = aliases.get(words[index].key)
        hit: Alias | None = None
        if group:
            fits: list[Alias] = []
            for alias in group:
                if fits and len(alias.words) < len(fits[0].words):
                    break
                if _fits(text, words, table, index, alias, shouting) and _acts(
                    words[index], alias, by_start, countries
                ):
                    fits.append(alias)
            if fits:
                hit = max(fits, key=lambda alias: (alias.sort != "capital", countries[alias.actor.country_code]))
        if hit:
            yield _Hit(index, index + len(hit.words), hit)
            index += len(hit.words)
        else:
            index += 1


def _is_shouting(text: str) -> bool:
    """Whether the text is written in capitals, as old wires are."""
    sample = text[:2000]
    upper, letters = sum(map(str.isupper, sample)), sum(map(str.isalpha, sample))
    return upper > 0.6 * letters


def _fits(text: str, words: list[Word], table: ActorTable, index: int, alias: Alias, shouting: bool) -> bool:
    length = len(alias.words)
    if index + length > len(words):
        return False
    for offset in range(length):
        word, written = words[index + offset], alias.written[offset]
        if word.key != alias.words[offset]:
            return False
        if offset and text[words[index + offset - 1].end : word.start] not in _GAPS:
            return False
        if (
            written[0].isupper()
            and not word.text[0].isupper()
            and (not offset or word.key not in table.grammar["small"])
        ):
            return False
        if written.isupper() and len(written.replace(".", "")) > 1 and not word.text.isupper() and not shouting:
            return False
    if length > 1 or not shouting:
        return True
    return not (
        alias.written[0].isupper() and alias.words[0] in table.grammar["spells_a_word"] and "." not in words[index].text
    )


def _acts(word: Word, alias: Alias, places: dict[int, _Place], countries: Counter[str]) -> bool:
    """Whether a name that is also a place's may be an actor here."""
    spot = places.get(word.start)
    if alias.sort == "bare":
        return countries[alias.actor.country_code] > 0
    if alias.sort == "capital":
        return spot is not None and spot.role == "associative" and spot.precision not in ("exact", "near")
    if alias.sort in ("country", "adjective"):
        if spot is None or not spot.country_code or not alias.actor.country_code:
            return True
        return spot.country_code == alias.actor.country_code
    return True


def _described(
    text: str, words: list[Word], table: ActorTable, hits: list[_Hit], persons: list[Person], taken: set[int]
) -> Iterator[tuple[int, int, Actor, str]]:
    """Actors that a noun describes, with the words before it that say which: (first, after, actor, reason)."""
    hit_at = {index: hit for hit in hits for index in range(hit.first, hit.after)}
    person_starts = {person.first for person in persons}
    person_ends = {person.after for person in persons}
    called: dict[str, dict[str, Actor]] = {}
    for person in persons:
        for noun in person.called:
            called.setdefault(noun, {})[person.name] = person.actor
    index = 0
    while index < len(words):
        length = _head_length(text, words, index, table, hit_at, taken)
        if not length:
            index += 1
            continue
        after = index + length
        head = table.descriptions[tuple(word.key for word in words[index:after])]
        first = _first_modifier(text, words, index, table, hit_at, taken)
        if _names_a_person(text, words, table, first, after, person_starts, person_ends):
            index = after
            continue
        owner = _owner(text, words, table, first, index, hit_at)
        if head.needs_owner and not _is_owned(head, owner, _group_after(text, words, after, hit_at)):
            index = after
            continue
        actor, reason = _described_actor(text, words, table, first, index, after, head, owner, called, hit_at)
        yield first, after, actor, reason
        index = after


def _names_a_person(
    text: str, words: list[Word], table: ActorTable, first: int, after: int, starts: set[int], ends: set[int]
) -> bool:
    """Whether the description is the title of a person named beside it: "premier X", "Y, the commander of"."""
    single = not words[after - 1].key.endswith("s")
    before = first - 1 if first and words[first - 1].key in ("the", "a", "an") else first
    if single and before in ends and text[words[before - 1].end : words[before].start] == ", ":
        return True
    index = after
    gap = text[words[after - 1].end : words[after].start] if after < len(words) else ""
    if gap not in (" ", " ‘", ' "', ", "):
        return False
    while index < len(words) and index - after < 4 and index not in starts and (words[index].key,) in table.titles:
        index += 1
    return index in starts and single


def _with_their_state(
    words: list[Word], described: list[tuple[int, int, Actor, str]]
) -> Iterator[tuple[int, int, Actor, str]]:
    """The descriptions, where "troops" alone are those of the one state whose troops the text speaks of."""
    owners = {actor.name: actor for _, after, actor, reason in described if "act for" in reason}
    for first, after, actor, reason in described:
        key = words[after - 1].key
        if key in _FORCES and not actor.country_code and len(owners) == 1 and reason.startswith("described"):
            owner = next(iter(owners.values()))
            if all(words[index].key in _FORCES | _OWN for index in range(first, after)):
                yield first, after, owner, f"'{words[after - 1].text}' in this text act for {owner.name}"
                continue
        yield first, after, actor, reason


def _head_length(
    text: str, words: list[Word], index: int, table: ActorTable, hits: dict[int, _Hit], taken: set[int]
) -> int:
    """How many words from ``index`` are a describing noun; 0 when there is none."""
    if words[index].key not in table.description_words:
        return 0
    for length in (3, 2, 1):
        after = index + length
        if after > len(words) or any(i in taken for i in range(index, after)):
            continue
        if length == 1 and index in hits:
            continue
        if any(
            text[words[i - 1].end : words[i].start] not in (" ", "-", "'", "’", "\n") for i in range(index + 1, after)
        ):
            continue
        keys = tuple(word.key for word in words[index:after])
        if keys not in table.descriptions:
            continue
        if (
            words[index].text[0].isupper()
            and not _sentence_begins(text, words, index)
            and not words[index].text.isupper()
        ):
            before = words[index - 1]
            if not (index - 1 in hits and text[before.end : words[index].start] == " "):
                continue
        following = words[after].key if after < len(words) else ""
        gap = text[words[after - 1].end : words[after].start] if after < len(words) else ""
        if keys[-1] in table.grammar["adjectival"] and gap == " " and following not in table.grammar["after_noun"]:
            continue
        if gap == "-" or (length == 1 and gap == " " and _leads_another(words, index, table)):
            continue
        return length
    return 0


def _leads_another(words: list[Word], index: int, table: ActorTable) -> bool:
    """Whether the noun only describes the next one: "shepherd" in "shepherd boys"."""
    after = index + 1
    return (
        after < len(words)
        and not words[index].key.endswith("s")
        and words[index].key not in ("police", "people", "men", "women", "children")
        and (words[after].key,) in table.descriptions
    )


def _sentence_begins(text: str, words: list[Word], index: int) -> bool:
    if index == 0:
        return True
    gap = text[words[index - 1].end : words[index].start]
    return any(mark in gap for mark in '.!?:;\n"“—') or (len(gap) > 2 and gap.strip(" )") in ("-", "–", "--"))


def _first_modifier(
    text: str, words: list[Word], index: int, table: ActorTable, hits: dict[int, _Hit], taken: set[int]
) -> int:
    """The first word of the description whose noun stands at ``index``."""
    first = index
    while first > 0 and index - first < LONGEST_DESCRIPTION:
        gap = text[words[first - 1].end : words[first].start]
        before = words[first - 1]
        if gap not in (" ", "-", "‑", "'", "’") or first - 1 in taken:
            break
        if first - 1 in hits:
            first = hits[first - 1].first
        elif before.key in _SIDES and gap in "-‑":
            first -= 1
        elif before.key in table.grammar["backed"] or before.key in table.modifiers:
            if (
                before.key in table.grammar["backed"]
                and before.key != "armed"
                and gap == " "
                and text[before.start - 1 : before.start] != "-"
            ):
                break
            first -= 1
        elif gap == " " and (before.key,) in table.descriptions and _leads_another(words, first - 1, table):
            first -= 1
        elif before.key == "s" and gap == " " and first >= 2 and first - 2 in hits and text[before.start - 1] in "'’":
            first = hits[first - 2].first
        else:
            break
    while 0 < first < index and text[words[first - 1].end : words[first].start] in ("-", "‑"):
        first += 1  # "old" of "28-year-old"
    while first < index and words[first].key in table.grammar["backed"] and words[first].key != "armed":
        first += 1
    return first


def _owner(
    text: str, words: list[Word], table: ActorTable, first: int, head: int, hits: dict[int, _Hit]
) -> Alias | None:
    """The named actor that the description belongs to; not one that it is only for, against or backed by."""
    owner: Alias | None = None
    for index in range(first, head):
        hit = hits.get(index)
        if not hit or hit.first != index:
            continue
        sided = index > 0 and words[index - 1].key in _SIDES and text[words[index - 1].end : words[index].start] in "-‑"
        next_word = words[hit.after] if hit.after < len(words) else None
        backed = (
            next_word is not None
            and text[words[hit.after - 1].end : next_word.start] in "-‑"
            and next_word.key in table.grammar["backed"]
        )
        if not sided and not backed:
            owner = hit.alias
    return owner


def _described_actor(
    text: str,
    words: list[Word],
    table: ActorTable,
    first: int,
    index: int,
    after: int,
    head: Description,
    owner: Alias | None,
    called: dict[str, dict[str, Actor]],
    hits: dict[int, _Hit],
) -> tuple[Actor, str]:
    written = text[words[first].start : words[after - 1].end]
    country = owner.actor.country_code if owner else ""
    is_state = owner is not None and owner.sort not in ("name", "bare")
    if (
        owner
        and not is_state
        and head.type not in ("media", "civilians")
        and owner.actor.type not in ("media", "individual")
    ):
        return owner.actor, f"'{written}' are of {owner.actor.name}"
    if owner and head.as_state:
        return owner.actor, f"'{written}' act for {owner.actor.name}"
    group = _group_after(text, words, after, hits)
    if group and not country and head.type in _ARMED:
        return group, f"'{written}' are of {group.name}"
    if words[after - 1].key in table.grammar["telling"]:
        same = {
            name: actor
            for name, actor in called.get(words[after - 1].key, {}).items()
            if country in ("", actor.country_code)
        }
        if len(same) == 1:
            only = next(iter(same.values()))
            return only, f"'{written}' is what the text calls {only.name}"
    name = _plain(words, text, table, first, index, after, hits)
    return Actor(name, head.type, country), f"described as '{written}'"


def _is_owned(head: Description, owner: Alias | None, group: Actor | None) -> bool:
    """Whether somebody is named whom the noun belongs to: "Iraqi warplanes", "members of the group"."""
    if owner is not None and (head.as_state or owner.sort in ("name", "bare")):
        return True
    return group is not None


def _group_after(text: str, words: list[Word], after: int, hits: dict[int, _Hit]) -> Actor | None:
    """The group in "gunmen of the group", "members of the group"."""
    index = after
    if index >= len(words) or words[index].key not in ("of", "from", "loyal", "belonging"):
        return None
    while (
        index < len(words)
        and index - after < 3
        and words[index].key in ("of", "from", "loyal", "belonging", "to", "the")
    ):
        index += 1
    hit = hits.get(index)
    if hit is None or any(mark in text[words[after - 1].end : words[index].start] for mark in ".,;:!?\n"):
        return None
    named = hit.alias.sort in ("name", "bare") and hit.alias.actor.type in _ARMED
    return hit.alias.actor if named else None


def _plain(
    words: list[Word], text: str, table: ActorTable, first: int, index: int, after: int, hits: dict[int, _Hit]
) -> str:
    """The description as it would stand within a sentence; out of a text in capitals, in small letters."""
    aliases = {
        i: " ".join(hit.alias.written) if i == hit.first else "" for i, hit in hits.items() if first <= i < index
    }
    parts: list[str] = []
    for i in range(first, after):
        gap = text[words[i - 1].end : words[i].start] if i > first else ""
        word = words[i].text
        lower = i >= index or (
            i == first and _sentence_begins(text, words, i) and words[i].key in _SIDES | table.grammar["backed"]
        )
        parts.append(
            (" " if gap == "\n" else gap) + (word.lower() if i >= index or (lower and not word.isupper()) else word)
        )
    name = "".join(parts)
    if name.isupper() and len(name) > 4:
        name = " ".join(aliases.get(i, words[i].text.lower()) for i in range(first, after) if aliases.get(i, "x"))
    return name[0].lower() + name[1:] if name.split(" ")[0].lower() in table.grammar["lowered"] else name


def _organisations(
    text: str, words: list[Word], table: ActorTable, entities: list[tuple[int, int]], taken: set[int]
) -> Iterator[tuple[int, int, Actor, str]]:
    """Organisations that the table lacks: named by the language model, or by what their last word is."""
    at_start = {word.start: index for index, word in enumerate(words)}
    at_end = {word.end: index + 1 for index, word in enumerate(words)}
    runs = [(first, after, False) for first, after in _capital_runs(text, words, table)]
    spans = [(at_start[s], at_end[e], True) for s, e in entities if s in at_start and e in at_end]
    spans = sorted([*spans, *runs], key=lambda span: (span[0] - span[1], span[0]))
    used: set[int] = set(taken)
    for first, after, by_model in spans:
        while first < after and words[first].key in _OPENERS:
            first += 1
        if first == after or used.intersection(range(first, after)):
            continue
        kinds = [
            table.organisation_words[word.key] for word in words[first:after] if word.key in table.organisation_words
        ]
        if not kinds and not by_model:
            continue
        name = text[words[first].start : words[after - 1].end]
        somewhere = first and words[first - 1].key in ("in", "at", "near", "from", "to", "outside", "around")
        if len(name) < 2 or "\n" in name or (somewhere and not kinds and not name.isupper()):
            continue
        used.update(range(first, after))
        why = (
            "the language model takes it for an organisation"
            if by_model
            else f"its name ends in '{words[after - 1].text}'"
        )
        yield first, after, Actor(name, kinds[-1] if kinds else ""), f"organisation: '{name}' ({why})"


def _capital_runs(text: str, words: list[Word], table: ActorTable) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that end in a word such as "Front", with the unit that it owns after it."""
    for index, word in enumerate(words):
        if word.key not in table.organisation_words or not word.text[0].isupper() or word.text.isupper():
            continue
        first = index
        while first and text[words[first - 1].end : words[first].start] in (" ", "-"):
            before = words[first - 1].text
            if not (before[0].isupper() or (before[0].isdigit() and before[-2:].lower() in ("st", "nd", "rd", "th"))):
                break
            first -= 1
        if first == index or index - first > 6:
            continue
        after = index + 1
        if (
            after < len(words)
            and words[after].key in table.organisation_words
            and text[word.end : words[after].start] == " "
            and words[after].text[0].isupper()
        ):
            continue
        if text[word.end : word.end + 3] in ("'s ", "’s "):
            rest = after + 1
            while (
                rest < len(words)
                and words[rest].text[0].isupper()
                and text[words[rest - 1].end : words[rest].start] == " "
            ):
                rest += 1
            if rest > after + 2 and words[rest - 1].key in table.organisation_words:
                after = rest
        yield first, after
