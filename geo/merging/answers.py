"""Sentences that only say who did it: "Officials blamed the separatists", "The army denied it".

They answer the question that the last incident told left open, or contest it: a claim, a charge or a denial
becomes a passage of that incident, and its doer one of the incident's actors.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.language.syntax import bounds, text_of
from geo.merging.answer_words import Answer, is_silence, read_answer
from geo.merging.owning import owned_by
from geo.merging.sameness import REAL, compatible_kinds
from geo.merging.telling import wording_of
from geo.parties.attribution import is_faceless
from geo.parties.voices import attribution_words
from geo.records import Excerpt, Incident, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

NEAR = 700
"""Characters from the incident's sentence to the one that says who did it."""

FAR = 3000
"""The same where that one names the day: "blamed the separatists for Saturday's bombing"."""

DOABLE = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})
ALSO_DOABLE = frozenset(
    {
        "Looting/property destruction",
        "Crime",
        "Excessive force against protesters",
        "Protest with intervention",
        "Disrupted weapons use",
    }
)
"""Kinds of incidents that somebody is blamed for."""

TAKEN = frozenset({"Government regains territory", "Non-state actor overtakes territory"})
LOSS = frozenset({"loss", "losing", "lost", "capture", "captured", "fall", "fallen", "seizure", "withdrawn", "retreat"})
"""Kinds of taking a place, and words of a denial that it is lost."""

OWNS = frozenset({"admit", "acknowledge", "brag", "boast", "post", "release", "publish", "circulate"})
"""Verbs by which somebody owns what nobody was named for."""

STATE = frozenset({"state forces", "government"})
NOT = frozenset({"not", "n't", "nobody", "unclear", "unknown", "n’t"})
ACCUSING = frozenset({"accused", "accused_by_authorities"})


def telling_sentences(doc: Doc, reporting: Sequence[Span]) -> list[Span]:
    """The sentences with words of claims, charges and denials soon after one that may report an incident."""
    cues = _cues()
    ends = [sentence.end_char for sentence in reporting]
    found: list[Span] = []
    for sentence in doc.sents:
        at = bisect_left(ends, sentence.start_char + 1)
        near = at > 0 and sentence.start_char - ends[at - 1] < NEAR
        if near and any(token.lower_ in cues for token in sentence):
            found.append(sentence)
    return found


def _cues() -> frozenset[str]:
    return attribution_words()["cues"]


def with_answers(article_id: str, doc: Doc, incidents: Sequence[Incident], actors: Sequence[Mention]) -> list[Incident]:
    """The incidents, each with what the sentences after it say of who did it.

    A passage that only points back ("claimed the attack") is folded into the incident that it points to.
    """
    found: list[Incident | None] = list(incidents)
    passages = sorted((e.start, e.end, index) for index, one in enumerate(incidents) for e in one.excerpts)
    for sentence in doc.sents:
        words = {token.lower_ for token in sentence}
        open_question = "who" in words and bool(words & NOT)
        if not open_question and not (words & _cues() and _is_parsed(sentence)):
            continue
        after = bisect_left(passages, (sentence.end_char, 0, 0))
        own = {
            index
            for _, end, index in passages[max(0, after - 12) : after]
            if end > sentence.start_char and not _was_told(found[index], sentence)
        }
        if any(not _points_back(found[index]) for index in own):
            continue
        answer = (
            (read_answer(doc, sentence, actors) or owned_by(doc, sentence, actors)) if _is_parsed(sentence) else None
        )
        if is_silence(sentence) and (answer is None or answer.level == "claimed"):
            _keep_silent(sentence, [p for p in passages[max(0, after - 24) : after] if p[2] not in own], found)
            continue
        if answer is None:
            continue
        earlier = [passage for passage in passages[max(0, after - 24) : after] if passage[2] not in own]
        owned = answer.level == "owned"
        home = _home(sentence, earlier, found, answer, [found[index] for index in own])
        if home is None:
            continue
        answer = replace(answer, level="claimed") if owned else answer
        told = found[home]
        assert told is not None
        found[home] = _answered(article_id, doc, sentence, told, answer)
        for index in own:
            found[index] = None
    return [incident for incident in found if incident is not None]


def _keep_silent(sentence: Span, passages: Sequence[tuple[int, int, int]], found: list[Incident | None]) -> None:
    """Marks the last incident as nobody's, where no doer is named and the sentence says that none is known."""
    last: int | None = None
    for _, end, index in reversed(passages):
        one = found[index]
        if sentence.start_char - end > NEAR:
            break
        if one is None or one.status not in REAL or not _is_doable(one):
            continue
        doers = [actor for actor in one.actors if actor.role == "perpetrator"]
        if any(not is_faceless(actor) for actor in doers):
            break
        last = index if last is None or doers else last
        if doers:
            break
    told = found[last] if last is not None else None
    if last is not None and told is not None:
        found[last] = replace(told, attribution="unknown")


def _is_parsed(sentence: Span) -> bool:
    return any(token.has_dep() for token in sentence)


def _was_told(incident: Incident | None, sentence: Span) -> bool:
    """Whether the incident was told before the sentence, which only adds to it."""
    return incident is not None and min(excerpt.start for excerpt in incident.excerpts) < sentence.start_char - 1


def _points_back(incident: Incident | None) -> bool:
    """Whether the passage tells nothing of its own: "the attack", without numbers."""
    if incident is None:
        return True
    bare = incident.fatalities_best is None and incident.injured is None
    return bare and all(wording_of(excerpt).definite for excerpt in incident.excerpts)


def _home(
    sentence: Span,
    passages: Sequence[tuple[int, int, int]],
    incidents: Sequence[Incident | None],
    answer: Answer,
    own: Sequence[Incident | None],
) -> int | None:
    """The incident that the answer is about: a denial's is one that the denier is said to have done, else the last."""
    near: list[int] = []
    days = {mine.date_start for mine in own if mine is not None and mine.date_precision == "day"}
    for _, end, index in reversed(passages):
        if sentence.start_char - end > (FAR if days else NEAR):
            break
        one = incidents[index]
        if one is None or one.status not in REAL or not _is_doable(one) or index in near:
            continue
        if days and one.date_precision == "day" and one.date_start not in days:
            continue
        if all(mine is None or compatible_kinds(mine.sub_event_type, one.sub_event_type) for mine in own):
            near.append(index)
    if answer.level == "disputed" and near and _is_about_loss(sentence, incidents[near[0]]):
        return near[0]
    if answer.level in ("disputed", "owned") and answer.doers:
        if answer.level == "owned" and answer.word.lemma_ == "own":
            return near[0] if near else None
        said_of = next((index for index in near if _is_said_of(incidents[index], answer)), None)
        opened = answer.disowns or (answer.level == "owned" and answer.word.lemma_ in OWNS)
        return near[0] if said_of is None and opened and near and _is_open(incidents[near[0]]) else said_of
    return near[0] if near else None


def _is_about_loss(sentence: Span, incident: Incident | None) -> bool:
    """Whether a denial is of the loss of a place: also those deny it who are said to have lost it."""
    taken = incident is not None and incident.sub_event_type in TAKEN
    return taken and any(token.lower_ in LOSS for token in sentence)


def _is_open(incident: Incident | None) -> bool:
    """Whether nobody was named as the doer."""
    return incident is not None and not any(
        actor.role == "perpetrator" and not is_faceless(actor) for actor in incident.actors
    )


def _is_doable(incident: Incident) -> bool:
    return incident.event_type in DOABLE or incident.sub_event_type in ALSO_DOABLE


def _is_said_of(incident: Incident | None, answer: Answer) -> bool:
    """Whether one who denies is the incident's doer, or speaks for the same state."""
    if incident is None:
        return False
    for actor in incident.actors:
        if actor.role != "perpetrator":
            continue
        police = "police" in actor.name.lower()
        for mention in answer.doers:
            other = mention.actor
            if other is None:
                continue
            same_state = other.country_code == actor.country_code or not (other.country_code and actor.country_code)
            if other.name == actor.name or (
                (actor.type in STATE or police)
                and (other.type in STATE or "police" in other.name.lower())
                and same_state
            ):
                return True
            if set(other.name.lower().split()) & set(actor.name.lower().split()) - {"the", "of"}:
                return True
    return False


def _answered(article_id: str, doc: Doc, sentence: Span, incident: Incident, answer: Answer) -> Incident:
    """The incident with the sentence as a passage, and with its doer and how sure it now is who did it."""
    text = text_of(doc)
    start, end = bounds(sentence)
    word = answer.word
    excerpt = Excerpt(
        article_id,
        start,
        end,
        text[start:end],
        trigger=(word.idx, word.idx + len(word)),
        actors=tuple((mention.start, mention.end) for mention in answer.doers),
        status=incident.status,
        attribution=answer.level,
        attributed_to=answer.by,
    )
    known = {actor.name for actor in incident.actors}
    doers = [m.actor for m in answer.doers if m.actor and m.actor.name not in known and answer.level != "disputed"]
    charged = answer.word.lemma_ in attribution_words()["charges"] | attribution_words()["ascribes"]
    named = any(actor.role == "perpetrator" and not is_faceless(actor) for actor in incident.actors)
    doers = [] if named and _is_said_of(incident, answer) else doers
    if (
        answer.level == "disputed"
        and not named
        and (charged or not any(a.role == "perpetrator" for a in incident.actors))
    ):
        doers = [m.actor for m in answer.doers if m.actor]
    return replace(
        incident,
        attribution=_level(incident, answer),
        actors=(*incident.actors, *dict.fromkeys(replace(actor, role="perpetrator") for actor in doers)),
        excerpts=(*incident.excerpts, excerpt),
        reasons=(*incident.reasons, f"attribution: {answer.word.text!r} in a later sentence"),
    )


def _level(incident: Incident, answer: Answer) -> str:
    """How sure it is who did it, now that the answer is known."""
    told = incident.attribution
    if answer.level == "disputed" and incident.sub_event_type in TAKEN and not _is_said_of(incident, answer):
        return answer.level
    if answer.level in ("claimed", "disputed"):
        return answer.level if told != "claimed" else told
    named = {actor.name for actor in incident.actors if actor.role == "perpetrator"}
    if told in ACCUSING and named and not named & {m.actor.name for m in answer.doers if m.actor}:
        others = {actor.type for actor in incident.actors if actor.role == "perpetrator"}
        mine = {m.actor.type for m in answer.doers if m.actor}
        return told if others & mine else "disputed"
    if told in ("claimed", "disputed") or (told == "fact" and named & {m.actor.name for m in answer.doers if m.actor}):
        return told
    if told == "accused_by_authorities":
        return told
    return answer.level
