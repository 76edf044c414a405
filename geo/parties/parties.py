"""Who acted and who suffered: the actors of a sentence in their roles in one incident, from the parse."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.language.syntax import (
    conjuncts,
    objects,
    obliques,
    possessors,
    preposition,
    relation,
    text_of,
)
from geo.links.standing import tokens_of
from geo.parties.blame import CARRYING, TOGETHER, find_blamed, named_by
from geo.parties.coreference import OWN, antecedent, both_sides, owner_of, standing_for, sufferer, teller_of
from geo.parties.nearby_doers import (
    Roles,
    Spans,
    announced,
    arresting,
    attackers,
    by_the_police,
    doers_by_order,
    finders,
    organisers,
)
from geo.parties.opponents import opponents
from geo.parties.passives import means_people
from geo.parties.role_heads import find_role_heads, is_freeing, is_harm
from geo.parties.role_words import (
    BACKED,
    CROWDS,
    CULPRITS,
    FALLING,
    FOUND,
    HARM,
    HITTING,
    MEN_OF,
    VICTIMLESS,
    WRECKING,
)
from geo.parties.unnamed import (
    AMOUNTS,
    BODIES,
    acting_body,
    acting_name,
    acting_people,
    is_site,
    site_or_vehicle,
    suffering_people,
    unit_of_state,
)
from geo.parties.voices import around, attribution_words
from geo.records import Mention
from geo.triggers.kinds import parties

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from geo.triggers.triggers import Trigger


SUFFERING = frozenset({"victim", "target"})

DOERS = frozenset({"perpetrator", "participant"})
STATE = frozenset({"state forces", "government"})


def find_roles(doc: Doc, trigger: Trigger, actors: Sequence[Mention]) -> tuple[tuple[Mention, str], ...]:
    """The actors that act or suffer in the trigger's incident, each with its role.

    ``actors`` are those of the whole text: "it" and "the rebels" mean one that was named before.
    """
    if relation(doc[trigger.head]).startswith("aux"):
        trigger = replace(trigger, head=doc[trigger.head].head.i)  # "was" of "was shot down near"
    inside = [mention for mention in _inside(actors, around(doc[trigger.head])) if not _is_media(mention)]
    spans = [(*tokens_of(doc, mention), mention) for mention in inside]
    found: Roles = {}
    for heads, role in [
        *find_blamed(doc, trigger),
        *find_role_heads(doc[trigger.head], trigger),
        *announced(doc, trigger),
    ]:
        _add_named(doc, heads, role, spans, actors, found)
        _add_unnamed(trigger, heads, role, spans, actors, found)
    freed = trigger.rule.family == "abduction" and is_freeing(doc[trigger.head])
    if trigger.part != "noun" and not freed and not any(role in DOERS for _, role in found.values()):
        found |= doers_by_order(doc, trigger, spans, found)
    if not any(role in DOERS for _, role in found.values()):
        found |= organisers(doc, trigger, spans) or finders(doc, trigger, spans)
    if trigger.rule.id in HARM - FOUND and not any(role in DOERS for _, role in found.values()):
        found |= attackers(doc, trigger, spans, found)
    if not any(role in DOERS for _, role in found.values()):
        found |= opponents(doc, trigger, spans)
    if trigger.rule.family == "other":
        found = {key: (one, "victim" if role in DOERS and _is_harmless(one, trigger) else role)
                 for key, (one, role) in found.items()}  # fmt: skip
    if trigger.rule.id == "arrest" and not any(role in DOERS for _, role in found.values()):
        found |= arresting(doc, trigger, spans)
    if doc[trigger.start].lemma_ == "claim" and not any(role in DOERS for _, role in found.values()):
        before = [mention for _, after, mention in spans if after <= trigger.start and mention.role == "named"]
        found |= {mention.start: (mention, "perpetrator") for mention in before[-1:]}
    if is_harm(trigger) and not any(role in DOERS for _, role in found.values()):
        found |= {m.start: (m, "perpetrator") for m in inside if m.text.lower().split()[-1] in CULPRITS}
    if trigger.rule.family == "arrest":
        found = by_the_police(found, spans, trigger)
    if trigger.rule.family == "agreement" and len(found) < 2:
        found |= {m.start: (m, "participant") for m in inside if m.start not in found and _may_agree(m)}
    themselves = [mention for start, end, mention in spans if start <= trigger.head < end]
    if trigger.rule.family in CROWDS and trigger.part == "noun" and themselves:
        crowd = "perpetrator" if trigger.rule.family == "mob" else "participant"
        return ((themselves[0], crowd),)
    if not found and doc[trigger.head].pos_ not in ("VERB", "ADJ", "NOUN") and trigger.part != "noun":
        found = dict(_by_order(doc, trigger, inside))
    return tuple(found[key] for key in sorted(found) if found[key][1] and not _is_told_twice(doc, found, key))


def _is_told_twice(doc: Doc, found: Roles, key: int) -> bool:
    """Whether a noun only says what somebody is who is named beside it in the same role: "X, the gang that"."""
    mention, role = found[key]
    if mention.role != "described":
        return False
    whole = [other for other, its in found.values() if its == role and " of " in other.name]
    if any(other.name.endswith(f" {mention.name}") for other in whole):
        return True  # "a terrorist group" of "members of a terrorist group"
    head = doc[tokens_of(doc, mention)[1] - 1]
    beside = [head.head] if relation(head) == "appos" else _beside(head)
    of = [noun for preposition, noun in obliques(head) if preposition in ("of", "from")]
    beside += of if head.lower_ in MEN_OF and " of " not in mention.name else []
    several = mention.text.endswith("s")
    named = [other for other, its in found.values() if other.role == "named" and its == role]
    return any(
        start <= word.i < end and (word not in of or _is_force(other))
        for other in named
        if not (several and other.actor is not None and other.actor.type == "individual")
        for start, end in [tokens_of(doc, other)]
        for word in beside
    )


def _add_named(
    doc: Doc, heads: Sequence[Token], role: str, spans: Spans, actors: Sequence[Mention], found: Roles
) -> None:
    """Adds the actors that the nouns name, and those that "it" or "its jets" mean."""
    words = named_by(heads, inside=role in SUFFERING)
    if role in SUFFERING:
        bodies = BODIES if role == "victim" else frozenset()
        owned = {word for word in words if word.lower_ not in bodies and not means_people(word)}
        words |= {owner for word in owned for owner in possessors(word) if owner.pos_ != "PRON"}
    for start, end, mention in spans:
        if (
            _only_leads(doc, mention, end)
            or _names_a_thing(doc, mention, end)
            or (role == "target" and _is_where_it_fell(doc, mention, start, end))
            or _is_backer(doc, end)
            or _ends_in_saying(doc, start, end)
        ):
            continue
        if mention.start not in found and any(start <= word.i < end for word in words):
            found[mention.start] = (standing_for(doc, mention, actors), role)
    for word in words:
        if role == "participant":
            found |= {one.start: (one, role) for one in both_sides(doc, word, actors) if one.start not in found}
        if word.idx in found or any(start <= word.i < end for start, end, _ in spans):
            continue
        meant = teller_of(doc, word, actors) if role == "participant" else None
        if role in SUFFERING:
            meant = sufferer(doc, word, actors, [one for one, its in found.values() if its in DOERS])
        meant = meant or (antecedent(doc, word, actors) or _owner(doc, word, actors) if role in DOERS else None)
        if meant is not None:
            found[word.idx] = (meant, role)


def _ends_in_saying(doc: Doc, start: int, end: int) -> bool:
    """Whether the actor, behind a comma, only tells it: "..., police and a spokesman said"."""
    if start == 0 or doc[start - 1].text != ",":
        return False
    after = list(doc[end : min(doc[start].sent.end, end + 6)])
    says = attribution_words()["says"]
    at = next((number for number, token in enumerate(after) if token.pos_ == "VERB"), None)
    return at is not None and after[at].lemma_ in says and all(token.text != "," for token in after[:at])


def _is_backer(doc: Doc, end: int) -> bool:
    """Whether the actor only stands behind another: "al-Qaida" of "the al-Qaida-linked group"."""
    apart = end + 1 < len(doc) and doc[end].text in ("-", "–") and doc[end + 1].lower_ in BACKED
    return apart or doc[end - 1].lower_.rpartition("-")[2] in BACKED


def _only_leads(doc: Doc, mention: Mention, end: int) -> bool:
    """Whether the noun only describes a thing: "passenger" of "a passenger bus"."""
    last = doc[end - 1]
    lone = mention.actor is not None and mention.actor.type == "civilians" and last.tag_ == "NN"
    return lone and relation(last) == "compound" and last.head.i == end and last.head.pos_ == "NOUN"


def _names_a_thing(doc: Doc, mention: Mention, end: int) -> bool:
    """Whether what stands for a person's name only names a thing: "a Suzuki van", "the Fataki reference hospital"."""
    last = doc[end - 1]
    if mention.actor is None or mention.role != "named" or last.head.pos_ != "NOUN" or last.head.i < end:
        return False
    person = mention.actor.type in ("individual", "") and not means_people(last.head)
    nation = mention.actor.type == "state forces" and means_people(last.head) and relation(last) == "amod"
    return (person or nation) and relation(last) in ("compound", "nmod:desc", "amod")


def _is_where_it_fell(doc: Doc, mention: Mention, start: int, end: int) -> bool:
    """Whether a name that stands for a person's is where something came down: "bombs fell on Al-Mazraa"."""
    single = mention.actor is not None and mention.actor.type in ("individual", "") and mention.role == "named"
    above = doc[end - 1].head if start == end - 1 or doc[end - 1].head.i < start else doc[start].head
    return single and above.lemma_ in FALLING and preposition(doc[end - 1]) in ("on", "in", "at", "near", "into")


def _add_unnamed(
    trigger: Trigger, heads: Sequence[Token], role: str, spans: Spans, actors: Sequence[Mention], found: Roles
) -> None:
    """Adds the people and the names among the nouns that no table knows."""
    doing = [one for one, its in found.values() if its in DOERS]
    for head in {one for first in heads for one in (first, *conjuncts(first))}:
        inner = named_by([head]) if head.lower_ in AMOUNTS else {head}
        if any(start <= word.i < end for word in inner for start, end, _ in spans) or head.idx in found:
            continue
        if any(start <= word.i < end for word in _beside(head) if word.pos_ == "PROPN" for start, end, _ in spans):
            continue
        meant = _unnamed(trigger, head, role)
        hit = meant is not None and is_site(meant)
        if meant is not None:
            found[meant.start] = (meant, "target" if hit else role)
        for owner in possessors(head) if role == "target" or hit else []:
            if (
                owner.lower_ in ("his", "her", "their", "its")
                and (whose := sufferer(owner.doc, owner, actors, doing)) is not None
            ):
                found.setdefault(owner.idx, (whose, role))


def _beside(head: Token) -> list[Token]:
    """The words that stand beside a noun for the same person or group: "Elvino Dias" of "his lawyer Elvino Dias"."""
    return [child for child in head.children if relation(child) in ("appos", "flat")]


def _is_harmless(mention: Mention, trigger: Trigger) -> bool:
    """Whether people stand as the doer of an accident or a disaster, which nobody does."""
    kinds = ("accident", "natural disaster", "disease")
    return trigger.rule.id in kinds and mention.actor is not None and mention.actor.type in ("civilians", "individual")


def _may_agree(mention: Mention) -> bool:
    """Whether the actor is one that signs: a state, a group, a party, an organisation."""
    kinds = ("state forces", "government", "rebel group", "political militia", "party", "international organisation")
    return mention.actor is not None and mention.actor.type in kinds


def _unnamed(trigger: Trigger, head: Token, role: str) -> Mention | None:
    """Who is meant by a noun or a name that no table knows."""
    if role in SUFFERING and (unit := unit_of_state(head)) is not None:
        return unit
    struck = role == "target" or (role == "victim" and trigger.rule.id == "shoot")
    hits = struck and (trigger.rule.family in HITTING or trigger.rule.id in WRECKING)
    if hits and not relation(head).startswith("obl:unmarked") and (site := site_or_vehicle(head)) is not None:
        return site
    harmed = is_harm(trigger) or trigger.rule.id in VICTIMLESS or trigger.rule.family == "other"
    if role in SUFFERING and harmed:
        return suffering_people(head) if not relation(head).startswith("obl") else None
    if role not in DOERS:
        return None
    return acting_people(head) or acting_name(head) or acting_body(head)


def find_victims(doc: Doc, people: Sequence[tuple[int, int]], actors: Sequence[Mention]) -> list[tuple[Mention, str]]:
    """Who died or was hurt, given the offsets of the words that count them."""
    found: list[tuple[Mention, str]] = []
    for start, end in people:
        first = bisect_left(actors, start, key=lambda mention: mention.start)
        inside = list(actors[first : bisect_left(actors, end, lo=first, key=lambda mention: mention.start)])
        if not inside:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None or not span.root.has_dep():
                continue
            head = next((token for token in span if token.pos_ == "PRON"), span.root)
            unnamed = suffering_people(head) or sufferer(doc, head, actors, ())
            inside = [unnamed] if unnamed is not None else _all_aboard(doc, span, actors)
        inside = [one for one in inside if not _is_owner(doc, one)] or inside
        plain = [one for one in inside if not _names_a_thing(doc, one, tokens_of(doc, one)[1])]
        if inside and not plain:
            head = doc[tokens_of(doc, inside[0])[1] - 1].head
            plain = [one] if (one := suffering_people(head)) is not None else inside
        inside = plain
        inside = inside[:1] if text_of(doc)[start:end].count(",") else inside
        found += [(standing_for(doc, mention, actors), "victim") for mention in inside if not _is_media(mention)]
    return found


def _is_owner(doc: Doc, mention: Mention) -> bool:
    """Whether the actor only owns what others belong to: "the founder of the growers' union"."""
    last = doc[tokens_of(doc, mention)[1] - 1]
    return last.has_dep() and relation(last) == "nmod:poss"


def _all_aboard(doc: Doc, counted: Span, actors: Sequence[Mention]) -> list[Mention]:
    """Who was aboard, where only their number says so: "carrying climbers, ..., killing all five"."""
    if counted.root.pos_ != "NUM":
        return []
    verbs = [token for token in doc[counted.sent.start : counted.start] if token.lower_ in CARRYING]
    words = named_by(noun for verb in verbs for noun in objects(verb))
    inside = _inside(actors, counted.sent)
    return [one for one in inside for start, end in [tokens_of(doc, one)] if any(start <= w.i < end for w in words)]


def _owner(doc: Doc, word: Token, actors: Sequence[Mention]) -> Mention | None:
    """Whose it is, where nobody is named: "its jets", not "their bodies"."""
    owners = (owner_of(doc, owner, word, actors) for owner in possessors(word) if word.lower_ in OWN)
    return next((owner for owner in owners if owner is not None and _is_force(owner)), None)


def _is_force(mention: Mention) -> bool:
    """Whether the actor has men, jets and columns: a named one, an army, an armed group."""
    kinds = ("state forces", "government", "rebel group", "political militia", "identity militia")
    return mention.role == "named" or (mention.actor is not None and mention.actor.type in kinds)


def _inside(actors: Sequence[Mention], sentence: Span) -> Sequence[Mention]:
    """The mentions that stand in the sentence; ``actors`` are in the order of the text."""
    first = bisect_left(actors, sentence.start_char, key=lambda mention: mention.start)
    after = bisect_left(actors, sentence.end_char, lo=first, key=lambda mention: mention.start)
    return actors[first:after]


def _is_media(mention: Mention) -> bool:
    return mention.actor is not None and mention.actor.type == "media"


def _by_order(doc: Doc, trigger: Trigger, actors: Sequence[Mention]) -> list[tuple[int, tuple[Mention, str]]]:
    """Roles by the order of words, where the parse gives none."""
    agent, patient = parties(doc, trigger)
    together = trigger.rule.family in TOGETHER or trigger.rule.id in ("clash", "fight")
    suffers = "victim" if is_harm(trigger) else "target"
    found = []
    for mention in actors:
        start, end = tokens_of(doc, mention)
        if agent[0] <= start and end <= agent[1]:
            found.append((mention.start, (mention, "participant" if together else "perpetrator")))
        elif patient[0] <= start and end <= patient[1]:
            found.append((mention.start, (mention, "participant" if together else suffers)))
    return found
