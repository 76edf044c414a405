"""Actors that a noun describes, with the words before it that say which: "pro-Iran mob", "Iraqi police"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.actors.actor_names import ARMED, Hit, Spot, sentence_begins
from geo.actors.actor_table import ActorTable, Alias, Description, Word
from geo.actors.persons import Person
from geo.records import Actor

LONGEST_DESCRIPTION = 8
"""Words that may stand before the noun of a description."""
LONGEST_OWNER = 7
"""Words of "of a church choir" at most."""
_MACHINES = frozenset({"bomber", "bombers", "fighter", "fighters"})
"""Nouns that mean people, but behind the number of a make aircraft."""

_SIDES = frozenset({"pro", "anti"})
_FORCES = frozenset({"troops", "soldiers", "forces", "army", "military", "warplanes", "paratroopers", "marines"})
_POSSESSIVES = frozenset({"its", "their", "his", "our", "whose"})
STATE_NEAR = 1200
"""Characters from "troops" alone to those of a named state that they are taken for."""

_SIDED = ARMED | {"external forces", "government", "party"}
_OWN = frozenset({"other", "more", "armed"})


def find_described(
    text: str, words: list[Word], table: ActorTable, hits: list[Hit], persons: list[Person], taken: set[int]
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
        first = first_modifier(text, words, index, table, hit_at, taken)
        if _names_a_person(text, words, table, first, after, person_starts, person_ends):
            index = after
            continue
        owner = _owner(text, words, table, first, index, hit_at)
        if words[index].key in _MACHINES and owner is not None and _make_number(text, words, index):
            head = table.descriptions[("jets",)]
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


def with_their_state(
    text: str,
    words: list[Word],
    described: list[tuple[int, int, Actor, str]],
    spots: list[Spot],
    states: Mapping[int, Actor],
) -> Iterator[tuple[int, int, Actor, str]]:
    """The descriptions, where "troops" alone are those of the one state whose troops the text speaks of.

    They are not in a paragraph that only plays in other countries and does not speak of that state's troops.
    """
    owners = {actor.name: actor for _, _, actor, reason in described if "act for" in reason}
    told = [words[first].start for first, _, _, reason in described if "act for" in reason]
    for first, after, actor, reason in described:
        key = words[after - 1].key
        lone = key in _FORCES and not actor.country_code and reason.startswith("described")
        near = any(abs(words[first].start - start) < STATE_NEAR for start in told)
        if lone and len(owners) == 1 and near and (not first or words[first - 1].key not in _POSSESSIVES):
            owner = next(iter(owners.values()))
            opening, end = text.rfind("\n", 0, words[first].start), text.find("\n", words[first].start)
            end = end if end >= 0 else len(text)
            here = {s.country_code for s in spots if opening < s.start < end and s.role == "literal"} - {""}
            elsewhere = here and owner.country_code not in here and not any(opening < at < end for at in told)
            elsewhere = elsewhere or _other_before(text, words, first, states, owner)
            if not elsewhere and all(words[index].key in _FORCES | _OWN for index in range(first, after)):
                yield first, after, owner, f"'{words[after - 1].text}' in this text act for {owner.name}"
                continue
        yield first, after, actor, reason


def _other_before(text: str, words: list[Word], first: int, states: Mapping[int, Actor], owner: Actor) -> bool:
    """Whether the sentence names another state before the word: "Moscow said that its group of forces"."""
    index = first - 1
    while index >= 0 and not sentence_begins(text, words, index + 1):
        if index in states and states[index].name != owner.name:
            return True
        index -= 1
    return False


def _head_length(
    text: str, words: list[Word], index: int, table: ActorTable, hits: dict[int, Hit], taken: set[int]
) -> int:
    """How many words from ``index`` are a describing noun; 0 when there is none."""
    if words[index].key not in table.description_words:
        return 0
    for length in (4, 3, 2, 1):
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
            and not sentence_begins(text, words, index)
            and not words[index].text.isupper()
            and not table.descriptions[keys].capital
        ):
            before = words[index - 1]
            owned = before.key == "s" and index > 1 and index - 2 in hits  # "Ukraine's General Staff"
            if not ((owned or index - 1 in hits) and text[before.end : words[index].start] == " "):
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


def first_modifier(
    text: str, words: list[Word], index: int, table: ActorTable, hits: dict[int, Hit], taken: set[int]
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
        elif first == index and (number := _make_number(text, words, index)):
            first -= number
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


def _make_number(text: str, words: list[Word], index: int) -> int:
    """How many words right before a noun are the number of a make: "B-2" of "B-2 bombers"."""
    if index < 2 or not words[index - 1].text.isdigit() or text[words[index - 2].end : words[index - 1].start] != "-":
        return 0
    return 2 if words[index - 2].text.isalpha() and len(words[index - 2].text) < 4 else 0


def _owner(
    text: str, words: list[Word], table: ActorTable, first: int, head: int, hits: dict[int, Hit]
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
    hits: dict[int, Hit],
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
    if group and not country and head.type in ARMED:
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
    whose, kind = _of_whom(text, words, table, after) if words[after - 1].key in table.grammar["empty"] else ("", "")
    return Actor(f"{name}{whose}", kind or head.type, country), f"described as '{written}{whose}'"


def _of_whom(text: str, words: list[Word], table: ActorTable, after: int) -> tuple[str, str]:
    """Whose members or supporters they are, with the type of people that they then are; "" where it is not said."""
    if after >= len(words) or words[after].key != "of":
        return "", ""
    body = after + 1
    for last in range(after + 1, min(len(words), after + LONGEST_OWNER)):
        if text[words[last - 1].end : words[last].start] not in (" ", "-", "'", "’"):
            break
        key = words[last].key
        if last + 1 < len(words) and (key, words[last + 1].key) in table.descriptions:
            continue  # "a terrorist group"
        if (key,) in table.descriptions or key in table.organisation_words:
            both = (words[last - 1].key, key)
            kind = table.descriptions[both].type if both in table.descriptions else ""
            kind = kind or (table.descriptions[(key,)].type if (key,) in table.descriptions else "")
            kind = kind if kind in _SIDED else table.organisation_words.get(key, "")
            return text[words[after - 1].end : words[last].end], kind if kind in _SIDED else "civilians"
        plain = words[last].text.islower() and key not in table.grammar["after_noun"]
        if plain and words[after + 1].key in ("a", "an") and last == body + 1:
            body = last
    if body > after + 1:
        return text[words[after - 1].end : words[body].end], "civilians"  # "members of a communal kitchen"
    return "", ""


def _is_owned(head: Description, owner: Alias | None, group: Actor | None) -> bool:
    """Whether somebody is named whom the noun belongs to: "Iraqi warplanes", "members of the group"."""
    if owner is not None and (head.as_state or owner.sort in ("name", "bare")):
        return True
    return group is not None


def _group_after(text: str, words: list[Word], after: int, hits: dict[int, Hit]) -> Actor | None:
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
    named = hit.alias.sort in ("name", "bare") and hit.alias.actor.type in ARMED
    return hit.alias.actor if named else None


def _plain(
    words: list[Word], text: str, table: ActorTable, first: int, index: int, after: int, hits: dict[int, Hit]
) -> str:
    """The description as it would stand within a sentence; out of a text in capitals, in small letters."""
    aliases = {
        i: " ".join(hit.alias.written) if i == hit.first else "" for i, hit in hits.items() if first <= i < index
    }
    proper = table.descriptions[tuple(word.key for word in words[index:after])].capital
    parts: list[str] = []
    for i in range(first, after):
        gap = text[words[i - 1].end : words[i].start] if i > first else ""
        word = words[i].text
        lower = (i >= index and not proper) or (
            i == first and sentence_begins(text, words, i) and words[i].key in _SIDES | table.grammar["backed"]
        )
        parts.append(
            (" " if gap == "\n" else gap) + (word.lower() if lower and (i >= index or not word.isupper()) else word)
        )
    name = "".join(parts)
    if name.isupper() and len(name) > 4:
        name = " ".join(aliases.get(i, words[i].text.lower()) for i in range(first, after) if aliases.get(i, "x"))
    return name[0].lower() + name[1:] if name.split(" ")[0].lower() in table.grammar["lowered"] else name
