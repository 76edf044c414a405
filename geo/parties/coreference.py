"""Whom "it", "they", "its fighters" and "the group" mean: an actor that the text named before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.language.syntax import possessors, subjects, text_of
from geo.parties.voices import attribution_words, phrase_of, speaker_head
from geo.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

THINGS = frozenset({"it", "its", "itself"})
SEVERAL = frozenset({"they", "them", "their", "themselves"})
PERSONS = frozenset({"he", "she", "him", "her", "his"})
COLLECTIVES = frozenset({"group", "movement", "organisation", "organization", "militia", "faction", "outfit"})
"""Nouns that mean a group named before, after "the"."""

FIGHTERS = frozenset(
    [
        "rebels", "militants", "insurgents", "guerrillas", "fighters", "jihadists", "separatists", "extremists",
        "islamists", "paramilitaries", "militiamen", "terrorists",
    ]
)  # fmt: skip
"""What the men of a group named before are called after "the"."""

OWN = frozenset(
    [
        "fighters", "men", "forces", "jets", "troops", "soldiers", "warplanes", "drones", "militants", "units",
        "wing", "aircraft", "planes", "artillery", "navy", "defences", "defenses", "members", "gunmen", "combatants",
        "guards", "police", "officers", "agents", "army", "military", "patrol", "patrols", "commandos", "helicopters",
        "columns", "column", "battalions", "brigades", "gunners", "pilots", "bombers", "rockets", "missiles",
        "shells", "drone", "jet", "plane", "snipers", "infantry", "tanks", "gunboats", "warships", "batteries",
        "battery", "volunteers", "militiamen", "warriors", "crews", "personnel", "marines", "people", "supporters",
        "side", "followers", "commanders", "sailors", "contingent", "convoy", "airmen", "rangers", "paratroopers",
        "group", "command", "branch", "service", "squads",
    ]
)  # fmt: skip
"""Nouns that after "its" or "their" act for whom the pronoun means."""

GUERRILLAS = frozenset({"men", "combatants", "gunmen"})
"""Other nouns for the men of an armed group rather than of a state."""

SIDES = frozenset(
    [
        "armies", "sides", "countries", "neighbours", "neighbors", "nations", "forces", "groups", "factions",
        "militias", "militaries", "rivals", "camps", "gangs", "governments", "foes", "powers", "states",
    ]
)  # fmt: skip
"""Nouns that after "the two" or "both" mean who fight or agree."""

ARMED = frozenset({"rebel group", "political militia", "identity militia"})
STATES = frozenset({"state forces", "government"})
ACTING = ARMED | {"state forces", "government", "external forces", "international organisation", "party", ""}
FEMALE = frozenset(
    [
        "mother",
        "woman",
        "girl",
        "sister",
        "wife",
        "daughter",
        "nun",
        "widow",
        "schoolgirl",
        "grandmother",
        "policewoman",
    ]
)
MALE = frozenset(
    ["father", "man", "boy", "brother", "husband", "son", "monk", "priest", "schoolboy", "grandfather", "policeman"]
)
KIN = frozenset(
    [
        "father", "mother", "parents", "brother", "sister", "wife", "husband", "widow", "son", "daughter", "uncle",
        "aunt", "cousin", "niece", "nephew", "family", "relatives", "lawyer", "partner", "fiancee", "colleague",
    ]
)  # fmt: skip
"""Those who tell what befell another: "his mother said that he was taken away"."""

HOLDING = frozenset({"in", "at", "for", "by", "with", "from", "to", "near", "on", "under", "against", "between"})
BYSTANDERS = frozenset({"individual", "media", "company", "civilians"})
Fits = Callable[[Mention], bool]
BACK = 900
"""Characters back to which a pronoun's actor is looked for."""

FAR_BACK = 2500
"""The same for "the rebels"."""


def antecedent(doc: Doc, word: Token, actors: Sequence[Mention]) -> Mention | None:
    """The actor that a pronoun, or a noun such as "the group", stands for, at the word's own place; None if unsure.

    ``actors`` are all actor mentions of the text, in its order.
    """
    said = word.lower_
    if said in THINGS | SEVERAL and (telling := teller_of(doc, word, actors)) is not None:
        found: Mention | None = telling if _type(telling) not in BYSTANDERS else None
        if found is not None:
            return found
    if said in PERSONS:
        found = _last(doc, word, actors, lambda m: _type(m) == "individual")
    elif said in THINGS:
        found = _subject_before(doc, word, actors, lambda m: _type(m) in ACTING and not _is_plural(m))
    elif said in SEVERAL:
        found = _subject_before(doc, word, actors, lambda m: _type(m) not in BYSTANDERS)
    elif said in COLLECTIVES | FIGHTERS and _is_definite(word):
        found = _only_group(doc, word, actors)
    else:
        return None
    if said in THINGS | SEVERAL and (group := _group_noun(word)) is not None:
        later = found is None or not word.sent.start_char <= found.start < group.idx
        found = (_only_group(doc, group, actors) if later else None) or found
    return None if found is None else replace(found, start=word.idx, end=word.idx + len(word), text=word.text)


def both_sides(doc: Doc, word: Token, actors: Sequence[Mention]) -> list[Mention]:
    """The two that "the two armies" or "both sides" mean: the states or armed groups that were named last."""
    counted = any(child.lower_ in ("two", "both", "warring", "rival") for child in word.children)
    if word.lower_ not in SIDES or not counted:
        return []
    before = _between(actors, max(0, word.idx - FAR_BACK), word.idx)
    fighting = [one for one in before if one.role == "named" and _type(one) in ARMED | STATES]
    last = list({one.name: one for one in reversed(fighting)}.values())[:2]
    if len(last) < 2 or len({_type(one) in ARMED for one in last}) > 1:
        return []
    return [replace(one, start=word.idx + at, end=word.idx + len(word), text=word.text) for at, one in enumerate(last)]


def sufferer(doc: Doc, word: Token, actors: Sequence[Mention], doers: Sequence[Mention]) -> Mention | None:
    """The one to whom it is done, where only a pronoun says so: nobody of those who do it."""
    said = word.lower_
    if said not in THINGS | SEVERAL | PERSONS or word.pos_ != "PRON":
        return antecedent(doc, word, actors)
    doing = {mention.name for mention in doers}
    own = {m.actor.country_code for m in doers if m.actor and m.actor.type in STATES}

    def is_own(mention: Mention) -> bool:
        code = mention.actor.country_code if mention.actor else ""
        return _type(mention) in STATES and bool(own) and (not code or "" in own or code in own)

    def fits(mention: Mention) -> bool:
        one = _type(mention) == "individual" or (mention.role == "described" and not _is_plural(mention))
        other = FEMALE if said in ("he", "him", "his") else MALE
        one = one and not other.intersection(mention.name.lower().split())
        wanted = one if said in PERSONS else _type(mention) not in ("individual", "media", "company")
        return wanted and mention.name not in doing and not is_own(mention)

    near = _between(actors, max(0, word.idx - BACK), word.idx)
    speaker = speaker_head(word) or _teller_before(word)
    if speaker is not None and speaker.lower_ in KIN and said in PERSONS:
        whose = {owner.idx for owner in possessors(speaker)}
        telling = [m for m in near if any(m.start <= at < m.end for at in whose)]
        near = [m for m in near if not m.start <= speaker.idx < m.end]
    else:
        telling = [m for m in near if speaker is not None and m.start <= speaker.idx < m.end]
    found = next((m for m in telling if fits(m) and _type(m) in BYSTANDERS), None)
    others = (m for m in reversed(near) if fits(m) and not _is_held(doc, m) and m not in telling)
    found = found or next(others, None)
    return None if found is None else replace(found, start=word.idx, end=word.idx + len(word), text=word.text)


def teller_of(doc: Doc, word: Token, actors: Sequence[Mention]) -> Mention | None:
    """Who says so of himself, where the pronoun opens what is said: "the insurgents say they killed"."""
    before = doc[max(word.sent.start, word.i - 2) : word.i]
    verb = next((one for one in before if one.lemma_ in attribution_words()["says"] and one.pos_ == "VERB"), None)
    if verb is None or any(one.lower_ != "that" for one in doc[verb.i + 1 : word.i]) or word.tag_ == "PRP$":
        return None
    who = next((one for one in subjects(verb) if one.pos_ in ("NOUN", "PROPN")), None)
    found = mention_at(doc, who, actors) if who is not None else None
    if found is not None and text_of(doc)[found.end : found.end + 1] in ("-", "–", "'", "’"):
        return None  # "the al-Qaida-linked group", "al-Qaida's affiliate"
    return None if found is None else replace(found, start=word.idx, end=word.idx + len(word), text=word.text)


def _teller_before(word: Token) -> Token | None:
    """Who tells what stands after "told its lawyers that"."""
    says = attribution_words()["says"]
    verbs = [token for token in word.doc[word.sent.start : word.i] if token.pos_ == "VERB" and token.lemma_ in says]
    return next((one for verb in reversed(verbs) for one in subjects(verb)), None)


def _is_held(doc: Doc, mention: Mention) -> bool:
    """Whether a preposition stands before the actor, who then is not who the sentence speaks of."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    before = list(doc[max(span.sent.start, span.start - 3) : span.start])
    while before and before[-1].pos_ in ("DET", "ADJ", "NUM"):
        before.pop()
    return bool(before) and before[-1].lower_ in HOLDING


def _is_definite(word: Token) -> bool:
    """Whether "the" or the like stands before the noun, and no name with it: not "the group al-Shabab"."""
    named = any(child.pos_ == "PROPN" for child in word.children)
    return not named and any(child.lower_ in ("the", "this", "these", "those", "that") for child in word.children)


def standing_for(doc: Doc, mention: Mention, actors: Sequence[Mention]) -> Mention:
    """The mention with the actor that it means: "its fighters" and "the rebels" are those named before."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if mention.role != "described" or span is None:
        return mention
    head = span[-1]
    before = doc[max(head.sent.start, span.start - 2) : span.start]
    owner = next((token for token in reversed(list(before)) if token.lower_ in THINGS | SEVERAL), None)
    found = None
    if owner is not None and head.lower_ in OWN and (owner.i == span.start - 1 or before[-1].pos_ == "ADJ"):
        found = owner_of(doc, owner, head, actors)
    elif len(span) == 1 and head.lower_ in FIGHTERS | COLLECTIVES:
        definite = span.start > head.sent.start and doc[span.start - 1].lower_ in ("the", "those", "these")
        opens = span.start == head.sent.start and head.lower_ == "fighters"
        found = antecedent(doc, head, actors) if definite or opens else None
    if found is None or found.actor is None or _type(found) in ("civilians", "protesters", "media", "individual"):
        return mention
    return replace(mention, name=found.name, actor=found.actor, role=found.role)


def owner_of(doc: Doc, owner: Token, men: Token, actors: Sequence[Mention]) -> Mention | None:
    """Whose fighters they are: an armed group's before anybody else's; for the rest whom the pronoun means."""
    found = _group_said(doc, owner, actors) if men.lower_ in GUERRILLAS | FIGHTERS else None
    if found is None and men.lower_ in FIGHTERS:
        found = _subject_before(doc, owner, actors, lambda m: _type(m) in ARMED)
    return found or antecedent(doc, owner, actors)


def _group_said(doc: Doc, word: Token, actors: Sequence[Mention]) -> Mention | None:
    """The group that "the group" in the same sentence before means: "a statement from the group said its men"."""
    group = _group_noun(word)
    return None if group is None else _only_group(doc, group, actors)


def _group_noun(word: Token) -> Token | None:
    """The noun "the group" of the sentence before the word."""
    before = word.doc[word.sent.start : word.i]
    nouns = [token for token in before if token.lower_ in COLLECTIVES and _is_definite(token)]
    return nouns[-1] if nouns else None


def _type(mention: Mention) -> str:
    return mention.actor.type if mention.actor else ""


def _is_plural(mention: Mention) -> bool:
    return mention.role == "described" and (mention.text.endswith(("s", "men", "people", "women", "police")))


def _subject_before(doc: Doc, word: Token, actors: Sequence[Mention], fits: Fits) -> Mention | None:
    """The first fitting actor of the pronoun's sentence before it, else of the sentence before that has one."""
    sentence = word.sent
    for _ in range(3):
        inside = _between(actors, sentence.start_char, min(word.idx, sentence.end_char))
        fitting = [mention for mention in inside if fits(mention)]
        named = (mention for mention in fitting if mention.role == "named" and _type(mention) in ARMED)
        found = next(named, None) if fitting and fitting[0].role == "described" else None
        found = found or next(iter(fitting), None)
        if found is not None:
            return found
        if sentence.start == 0:
            return None
        sentence = doc[sentence.start - 1].sent
        if word.idx - sentence.end_char > BACK:
            return None
    return None


def _last(doc: Doc, word: Token, actors: Sequence[Mention], fits: Fits) -> Mention | None:
    """The fitting actor named last before the word."""
    near = _between(actors, max(0, word.idx - BACK), word.idx)
    return next((mention for mention in reversed(near) if fits(mention)), None)


def _only_group(doc: Doc, word: Token, actors: Sequence[Mention]) -> Mention | None:
    """The armed group named before, when it is the only one of its part of the text or the last by two sentences."""
    named = [
        mention
        for mention in _between(actors, max(0, word.idx - FAR_BACK), word.idx)
        if mention.role == "named" and _type(mention) in ARMED
    ]
    if not named:
        return None
    names = {mention.name for mention in named}
    near = {mention.name for mention in named if word.idx - mention.end < BACK // 3}
    return named[-1] if len(names) == 1 or len(near) == 1 else None


def _between(actors: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """The mentions that start between two offsets."""
    first = bisect_left(actors, start, key=lambda mention: mention.start)
    after = bisect_left(actors, end, lo=first, key=lambda mention: mention.start)
    return actors[first:after]


def mention_at(doc: Doc, word: Token, actors: Sequence[Mention]) -> Mention | None:
    """The actor mention that holds the word, or one of the words that belong to it."""
    span = phrase_of(word)
    first = max(0, bisect_left(actors, span.start_char, key=lambda mention: mention.start) - 1)
    for mention in reversed(actors[first : bisect_left(actors, span.end_char, key=lambda mention: mention.start)]):
        if mention.end > span.start_char:
            return mention
    return None
