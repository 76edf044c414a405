"""Which day the text attaches to a trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geo.language.syntax import clause_head, governor, preposition, relation, text_of
from geo.links.standing import Scene, link_words, places_in, tokens_of
from geo.records import Day, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geo.triggers.triggers import Trigger

ANOTHERS = 70.0
"""What it costs a phrase that it belongs to another trigger."""

BACK = 2
"""How many sentences before its own a trigger may take its day from."""

FAR_BACK = 8
STORY_BACK = 5
OPENING = 60
TIME = re.compile(
    r"\b(?:(?:by|in the|at|around|about|shortly before|shortly after|towards?|after|before|until) (?:about |around )?"
    r"(?:the )?(?:early |late |mid-?)?"
    r"(?:morning|afternoon|evening|noon|midday|midnight|dusk|dawn|nightfall|sunset|sunrise|daybreak)"
    r"|(?:at|around|about|after|before|by) (?:about |around )?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock)"
    r"|within the hour|that (?:night|day|evening|morning|afternoon))",
    re.IGNORECASE,
)
"""How far back a sentence may take its day that opens with a time of day but names no day, or any that tells the
story; and such times."""

OF_THE_TELLER = frozenset({"today", "tonight", "this morning", "this afternoon", "this evening"})
"""Phrases of the one who writes, which are no day of the story."""

GOES_ON = frozenset({"later", "then", "afterwards", "afterward", "soon", "thereafter"})
"""Words that say that a new paragraph goes on with the story."""

WEEKDAY = re.compile(r"(?:[a-z]+ )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: [a-z]+)*", re.IGNORECASE)
TOLD_WEEK = frozenset({"last", "next", "past", "coming", "previous", "week", "ago"})
"""A weekday alone, and the words beside one that say of which week it is."""

ASIDE = 12.0
NEWS = frozenset({"day", "few_days"})
"""What a phrase costs that names a day and describes something beside the trigger; a month or a year costs more."""

REASONS = frozenset({"over", "for", "about", "against", "following", "after", "of"})
"""Between a verb that has a day and what led to it: "arrested on Friday over the killing"."""

BESIDE = 30.0
"""How much more than "at dawn" or "a day after" the day of the same sentence may cost."""

TOLD_OF = frozenset({"that", "had", "has", "have", "was", "were"})
"""Words between a verb of saying and a day that is told: "said that last night it ..."."""

DEEPEST = 8
"""How far a phrase may stand below the clause that holds it."""

AHEAD = frozenset({"planned", "threatened"})
BEHIND = frozenset({"occurred", "historical", "denied"})
"""What is still to come on the day of a weekday, and what lies behind it."""

FURTHEST = 60.0
"""A date phrase that costs more than this belongs to something else."""


@dataclass(frozen=True, slots=True)
class DateLink:
    """A date phrase; ``said`` when it only tells when it was reported, ``carried`` when a sentence before has it."""

    mention: Mention
    said: bool
    carried: bool = False


def link_date(scene: Scene, trigger: Trigger, dates: Sequence[Mention]) -> DateLink | None:
    """The date phrase of the trigger's sentence that tells when it happened, None when there is none."""
    doc, sentence = scene.doc, scene.sentence
    costs: list[tuple[float, DateLink]] = []
    for mention in places_in(dates, sentence):
        if mention.date is None:
            continue
        start, end = tokens_of(doc, mention)
        if start and doc[start - 1].lower_ in ("until", "till"):
            continue
        said = _tells_when_said(doc, trigger, start, end)
        cost = _distance(doc, trigger, start, end) + (12 if said else 0)
        if _belongs_to_another(scene, trigger, start, end):
            cost += ANOTHERS
        elif _is_aside(doc, trigger, start, end):
            cost += ASIDE if mention.date.precision in NEWS else ANOTHERS
        if cost < FURTHEST:
            costs.append((cost, DateLink(mention, said)))
    cost, link = min(costs, key=lambda one: one[0], default=(0.0, None))
    if link is None or not _only_counts(doc, trigger, link.mention):
        return link
    named = [one for one in costs if one[1].mention.date and one[1].mention.date.start and not one[1].said]
    near = [one for one in named if one[0] < cost + BESIDE]
    return min(near, key=lambda one: one[0], default=(cost, link))[1]


def _only_counts(doc: Doc, trigger: Trigger, mention: Mention) -> bool:
    """Whether the phrase has no day of its own, and does not lead to what the trigger tells: "at dawn"."""
    span = mention.date
    if span is None or span.anchor != "event":
        return False
    leads = mention.text.lower().endswith(("after", "before", "following", "since"))
    return not leads or mention.start > doc[trigger.head].idx


def in_tense(link: DateLink | None, status: str, published: Day | None) -> DateLink | None:
    """The date of an incident that is to come or over: a bare weekday is the next or the last one of its name.

    "They want to march on Friday" is told of a Friday to come, "by Friday the town had fallen" of the last one.
    """
    span = link.mention.date if link else None
    if link is None or span is None or span.start is None or span.end is None or published is None:
        return link
    if not WEEKDAY.fullmatch(link.mention.text) or TOLD_WEEK & set(link.mention.text.lower().split()):
        return link
    if status in AHEAD and -7 < (span.start - published).days < 0:
        week = timedelta(days=7)
    elif status in BEHIND and 0 < (span.start - published).days < 7:
        week = timedelta(days=-7)
    else:
        return link
    shifted = replace(span, start=span.start + week, end=span.end + week)
    return replace(link, mention=replace(link.mention, date=shifted))


def lies_beyond(link: DateLink | None, published: Day | None) -> bool:
    """Whether the day that an incident is told to have is yet to come; of a bare weekday that is not sure."""
    span = link.mention.date if link and not link.said else None
    if link is None or span is None or span.start is None or published is None or span.precision != "day":
        return False
    return span.start > published and not WEEKDAY.fullmatch(link.mention.text)


def _is_aside(doc: Doc, trigger: Trigger, start: int, end: int) -> bool:
    """Whether the phrase stands in a clause that describes a noun, where the trigger does not stand.

    A clause on the trigger's own noun is no aside: "the blast, which came on Friday".
    """
    word = doc[trigger.head]
    if not word.has_dep():
        return False
    inner = doc[start:end].root
    for _ in range(DEEPEST):
        above = governor(inner)
        if above is None:
            return False
        if relation(inner).startswith("acl"):
            inside = word.i == inner.i or inner.is_ancestor(word)
            return not inside and not trigger.start <= above.i < trigger.end
        inner = above
    return False


def _belongs_to_another(scene: Scene, trigger: Trigger, start: int, end: int) -> bool:
    """Whether the phrase hangs on another trigger of the sentence, which the trigger does not hang on."""
    doc = scene.doc
    word = doc[trigger.head]
    if not word.has_dep():
        return False
    above = governor(doc[start:end].root)
    if above is None or above.i not in scene.trigger_of or trigger.start <= above.i < trigger.end:
        return False
    if preposition(word) in REASONS and governor(word) == above:
        return True
    if word.tag_ == "VBG":
        return above.is_ancestor(word) is False and governor(above) not in list(word.ancestors)
    return governor(word) != above


def _distance(doc: Doc, trigger: Trigger, start: int, end: int) -> float:
    """How far the phrase is from the trigger: in words, and dearer across clauses, commas and other verbs."""
    after = start >= trigger.end
    between = doc[trigger.end : start] if after else doc[end : trigger.start]
    cost = float(len(between))
    opens = start - doc[trigger.head].sent.start <= 2
    for token in between:
        if token.lower_ in ("while", "but", ";", "after", "when", "before", "as"):
            cost += 8
        elif token.pos_ == "VERB" and not opens:
            cost += 3
    if doc[trigger.head].has_dep():
        head = doc[start:end].root
        if clause_head(head).i == clause_head(doc[trigger.head]).i:
            cost -= 6
        above = governor(head)
        if above is not None and trigger.start <= above.i < trigger.end:
            cost -= 6
    return cost - (4 if opens else 0)


def _tells_when_said(doc: Doc, trigger: Trigger, start: int, end: int) -> bool:
    """Whether the phrase stands at a verb of saying: "said on Monday", "told reporters late Sunday"."""
    before = doc[max(0, start - 5) : start]
    for token in reversed(list(before)):
        if trigger.start <= token.i < trigger.end or token.is_punct or token.lower_ in TOLD_OF:
            return False
        if token.lower_ in link_words().saying:
            return True
    return end < len(doc) and start > 0 and doc[end].lower_ in link_words().saying


def carried_date(
    doc: Doc, word: Token, dates: Sequence[Mention], published: Day | None, story: bool = False
) -> DateLink | None:
    """The day that the sentences before have given, where the sentence of a trigger's word goes on with their story.

    Only within a paragraph, or where "later", "then" or a time of day says that the story goes on, or of a whole
    ``story`` whatever was told since; None otherwise.
    """
    if not word.has_dep() or _is_background(word):
        return None
    sentence = word.sent
    timed = TIME.search(sentence.text[:OPENING]) is not None
    goes_on = timed or story or any(token.lower_ in GOES_ON for token in sentence[:6])
    end = sentence.start
    for _ in range(FAR_BACK if timed else STORY_BACK if story else BACK):
        if end == 0:
            return None
        before = doc[end - 1].sent
        if "\n" in text_of(doc)[before.end_char - 1 : doc[end].idx] and not goes_on:
            return None
        known = [one for one in dates if before.start_char <= one.start < before.end_char and one.date]
        told = [one for one in known if not is_told(doc, one)]
        if known and story and any(one.text.lower() in OF_THE_TELLER for one in known):
            return None
        if known:
            return DateLink(told[-1], False, True) if len(told) == 1 and _is_past_day(told[0], published) else None
        end = before.start
    return None


def _is_past_day(mention: Mention, published: Day | None) -> bool:
    """Whether the phrase names one day that is not to come."""
    span = mention.date
    return bool(span and span.start and span.start == span.end and published and span.start <= published)


def is_told(doc: Doc, mention: Mention) -> bool:
    """Whether the phrase stands at a verb of saying."""
    start, end = tokens_of(doc, mention)
    saying = link_words().saying
    above = governor(doc[start:end].root)
    near = doc[max(0, start - 3) : start]
    return (above is not None and above.lower_ in saying) or any(token.lower_ in saying for token in near)


def _is_background(word: Token) -> bool:
    """Whether a perfect, or a quotation, tells it: what has happened is not a part of the story's day."""
    perfect = any(child.lower_ in ("has", "have", "had") for child in word.children)
    return perfect or word.sent.text.lstrip()[:1] in ('"', "“", "'", "‘")
